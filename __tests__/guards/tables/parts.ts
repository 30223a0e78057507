import type { Guard } from '../guard.ts'

/** How an object is unpacked: gzip and age. */
export const partGuards: readonly Guard[] = [
  {
    name: 'gzip data has a header without optional fields',
    promise: 'tampered part',
    file: 'src/snapshot/gzip.ts',
    source: 'bytes.readUInt32BE(0) !== 0x1f8b0800',
    without: 'false',
    tests: ['__tests__/unit/snapshot/gzip.test.ts']
  },
  {
    name: 'an object inflates to no more than its cap',
    promise: 'bombs',
    file: 'src/snapshot/gzip.ts',
    source: 'if (size > maxBytes) {',
    without: 'if (size > Infinity) {',
    tests: [
      '__tests__/unit/snapshot/gzip.test.ts',
      '__tests__/unit/snapshot/reader.test.ts'
    ]
  },
  {
    name: 'nothing follows the one gzip member of an object',
    promise: 'tampered part',
    file: 'src/snapshot/gzip.ts',
    source: 'if (inflate.bytesWritten !== deflated.length) {',
    without: 'if (false) {',
    tests: [
      '__tests__/unit/snapshot/gzip.test.ts',
      '__tests__/unit/snapshot/reader.test.ts'
    ]
  },
  {
    name: 'inflated text has the check sum that gzip tells',
    promise: 'tampered part',
    file: 'src/snapshot/gzip.ts',
    source: 'crc !== bytes.readUInt32LE(bytes.length - 8) ||',
    without: '',
    tests: ['__tests__/unit/snapshot/gzip.test.ts']
  },
  {
    name: 'inflated text has the length that gzip tells',
    promise: 'tampered part',
    file: 'src/snapshot/gzip.ts',
    source: 'size % 2 ** 32 !== bytes.readUInt32LE(bytes.length - 4)',
    without: 'false',
    tests: ['__tests__/unit/snapshot/gzip.test.ts']
  },
  {
    name: 'what does not inflate is called damaged, and not a bug',
    promise: 'honest end',
    file: 'src/snapshot/gzip.ts',
    source: "if (isZlibError(error)) throw damaged('does not inflate', error)",
    without: '',
    tests: ['__tests__/unit/snapshot/gzip.test.ts']
  },
  {
    name: 'a line that has no end yet stays below the cap',
    promise: 'bombs',
    file: 'src/snapshot/lines.ts',
    source: 'if (restBytes > MAX_LINE_BYTES) throw tooLong()',
    without: '',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'a whole line stays below the cap',
    promise: 'bombs',
    file: 'src/snapshot/lines.ts',
    source: 'if (lines.some(isTooLong)) throw tooLong()',
    without: '',
    tests: ['__tests__/unit/snapshot/lines.test.ts']
  },
  {
    name: 'no line is empty',
    promise: 'tampered part',
    file: 'src/snapshot/lines.ts',
    source:
      "if (lines.some(line => line === '')) throw invalid('an empty line')",
    without: '',
    tests: ['__tests__/unit/snapshot/lines.test.ts']
  },
  {
    name: 'the last line has its line feed',
    promise: 'tampered part',
    file: 'src/snapshot/lines.ts',
    source: "if (restBytes > 0) throw invalid('a last line that is cut off')",
    without: '',
    tests: [
      '__tests__/unit/snapshot/lines.test.ts',
      '__tests__/unit/snapshot/reader.test.ts'
    ]
  },
  {
    name: 'lines are UTF-8',
    promise: 'tampered part',
    file: 'src/snapshot/lines.ts',
    source: 'fatal: true',
    without: 'fatal: false',
    tests: ['__tests__/unit/snapshot/lines.test.ts']
  },
  {
    name: 'a byte order mark is not passed over',
    promise: 'tampered part',
    file: 'src/snapshot/lines.ts',
    source: 'ignoreBOM: true',
    without: 'ignoreBOM: false',
    tests: ['__tests__/unit/snapshot/lines.test.ts']
  },
  {
    name: 'the first line of an encrypted part says where it belongs',
    promise: 'tampered part',
    file: 'src/snapshot/part-frame.ts',
    source: 'if (first !== firstLine(place)) throw swapped(key)',
    without: '',
    tests: [
      '__tests__/unit/snapshot/part-frame.test.ts',
      '__tests__/unit/snapshot/encrypted-reader.test.ts'
    ]
  },
  {
    name: 'an encrypted part is bound to its snapshot',
    promise: 'tampered part',
    file: 'src/snapshot/part-frame.ts',
    source: 'JSON.stringify({ snapshotId, kind, index })',
    without: 'JSON.stringify({ kind, index })',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'an encrypted part is bound to its kind',
    promise: 'tampered part',
    file: 'src/snapshot/part-frame.ts',
    source: 'JSON.stringify({ snapshotId, kind, index })',
    without: 'JSON.stringify({ snapshotId, index })',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'an encrypted part is bound to its place among those of its kind',
    promise: 'tampered part',
    file: 'src/snapshot/part-frame.ts',
    source: 'JSON.stringify({ snapshotId, kind, index })',
    without: 'JSON.stringify({ snapshotId, kind })',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'an encrypted part is not empty',
    promise: 'tampered part',
    file: 'src/snapshot/part-frame.ts',
    source: 'if (first === undefined) throw swapped(key)',
    without: '',
    tests: ['__tests__/unit/snapshot/part-frame.test.ts']
  },
  {
    name: 'the last line of an encrypted part fits its records',
    promise: 'tampered part',
    file: 'src/snapshot/part-frame.ts',
    source:
      "if (last !== lastLine(records, digest.digest('hex'))) throw incomplete(key)",
    without: '',
    tests: [
      '__tests__/unit/snapshot/part-frame.test.ts',
      '__tests__/unit/snapshot/encrypted-reader.test.ts'
    ]
  },
  {
    name: 'an age file is not armored',
    promise: 'tampered part',
    file: 'src/snapshot/age-header.ts',
    source: "if (start.startsWith('-----BEGIN')) return 'is armored'",
    without: '',
    tests: ['__tests__/unit/snapshot/age-header.test.ts']
  },
  {
    name: 'an age file says that it is one',
    promise: 'tampered part',
    file: 'src/snapshot/age-header.ts',
    source:
      "if (version !== 'age-encryption.org/v1') return 'is not an age file'",
    without: '',
    tests: ['__tests__/unit/snapshot/age-header.test.ts']
  },
  {
    name: 'the header of an age file has an end within its cap',
    promise: 'bombs',
    file: 'src/snapshot/age-header.ts',
    source:
      "if (end === -1) return 'has an age header without an end, or one too large'",
    without: '',
    tests: ['__tests__/unit/snapshot/age-header.test.ts']
  },
  {
    name: 'an age file is for twenty keys at most',
    promise: 'bombs',
    file: 'src/snapshot/age-header.ts',
    source: 'if (kinds.length > MOST_RECIPIENTS) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/age-header.test.ts']
  },
  {
    name: 'an age file is for keys of one kind',
    promise: 'stolen bucket',
    file: 'src/snapshot/age-header.ts',
    source: 'kinds.some(one => one !== kind)',
    without: 'false',
    tests: ['__tests__/unit/snapshot/age-header.test.ts']
  },
  {
    name: 'the header of an age file is looked at before any work with keys',
    promise: 'bombs',
    file: 'src/snapshot/age-reader.ts',
    source: `  if (typeof header === 'string') throw damaged(header)
  if (header.recipients`,
    without: `  if (typeof header === 'string') {
    // Left to the library.
  } else if (header.recipients`,
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'an object is encrypted for as many keys as its manifest names',
    promise: 'stolen bucket',
    file: 'src/snapshot/age-reader.ts',
    source: 'if (header.recipients !== recipients) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'nothing comes out of an age file whose end is not authentic',
    promise: 'tampered part',
    file: 'src/snapshot/age-reader.ts',
    source: '  } catch {',
    without: `  } catch {
    if (chunks.length > 0) return Buffer.concat(chunks)`,
    tests: ['__tests__/unit/snapshot/age-reader.test.ts']
  },
  {
    name: 'the identity is one of those that the snapshot is encrypted for',
    promise: 'wrong input',
    file: 'src/snapshot/snapshot-key.ts',
    source: 'if (ours.length > 0) return ours',
    without: 'if (ours.length >= 0) return ours',
    tests: ['__tests__/unit/snapshot/snapshot-key.test.ts']
  }
]
