import type { Guard } from '../guard.ts'

const REFUSAL = 'if (refusal !== undefined) throw refusal'

/** How the objects of a snapshot are held against its manifest, and decoded. */
export const readerGuards: readonly Guard[] = [
  {
    name: 'an object that is not what the manifest says is not read',
    promise: 'tampered part',
    file: 'src/snapshot/reader.ts',
    source: REFUSAL,
    without: '',
    tests: [
      '__tests__/unit/snapshot/reader.test.ts',
      '__tests__/integration/damaged-snapshot.test.ts'
    ]
  },
  {
    name: 'what is restored has the digests that were checked before',
    promise: 'no harm before the check',
    file: 'src/snapshot/reader.ts',
    source: REFUSAL,
    without: '',
    tests: ['__tests__/integration/second-reading.test.ts']
  },
  {
    name: 'an object that is cut off is refused',
    promise: 'tampered part',
    file: 'src/snapshot/object-refusal.ts',
    source: 'if (facts.bytes < object.bytes) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/object-refusal.test.ts']
  },
  {
    name: 'an object that was appended to is refused',
    promise: 'tampered part',
    file: 'src/snapshot/object-refusal.ts',
    source: 'if (facts.bytes > object.bytes) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/object-refusal.test.ts']
  },
  {
    name: 'an object with another SHA-256 is refused',
    promise: 'tampered part',
    file: 'src/snapshot/object-refusal.ts',
    source: 'facts.sha256 !== object.sha256',
    without: 'false',
    tests: [
      '__tests__/unit/snapshot/object-refusal.test.ts',
      '__tests__/unit/snapshot/reader.test.ts'
    ]
  },
  {
    name: 'an object that is missing is called so',
    promise: 'tampered part',
    file: 'src/snapshot/reader.ts',
    source: `const bytes = await fetch(object.key, READ_CAPS.partBytes, object.versionId)
    if (bytes === undefined) throw missing(object)`,
    without:
      'const bytes = (await fetch(object.key, READ_CAPS.partBytes, object.versionId)) ?? Buffer.of()',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'the version of an object that the manifest names is read',
    promise: 'tampered part',
    file: 'src/snapshot/reader.ts',
    source: 'READ_CAPS.partBytes, object.versionId)',
    without: 'READ_CAPS.partBytes)',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'reading stops at one record more than the manifest counts',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'if (records > object.records) throw otherCount(object)',
    without: '',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'an object holds no fewer records than the manifest counts',
    promise: 'counts reconcile',
    file: 'src/snapshot/reader.ts',
    source: 'if (records !== object.records) throw otherCount(object)',
    without: '',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'no more is fetched of a manifest than its cap',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'READ_CAPS.manifestBytes',
    without: 'Infinity',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'no more is fetched of an object than its cap',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'READ_CAPS.partBytes, object.versionId)',
    without: 'Infinity, object.versionId)',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'a definition inflates to no more than its cap',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'gunzipOneMember(bytes, MAX_DEFINITION_BYTES)',
    without: 'gunzipOneMember(bytes, Infinity)',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'a part inflates to no more than its cap',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'gunzipOneMember(bytes, READ_CAPS.partTextBytes)',
    without: 'gunzipOneMember(bytes, Infinity)',
    tests: ['__tests__/unit/snapshot/reader.test.ts']
  },
  {
    name: 'an encrypted definition inflates to no more than its cap',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'gunzipOneMember(gzipped, maxBytes)',
    without: 'gunzipOneMember(gzipped, Infinity)',
    tests: ['__tests__/unit/snapshot/encrypted-bombs.test.ts']
  },
  {
    name: 'an encrypted part inflates to no more than its cap',
    promise: 'bombs',
    file: 'src/snapshot/reader.ts',
    source: 'gunzipOneMember(gzipped, READ_CAPS.partTextBytes)',
    without: 'gunzipOneMember(gzipped, Infinity)',
    tests: ['__tests__/unit/snapshot/encrypted-bombs.test.ts']
  },
  {
    name: 'an encrypted snapshot is not read without an identity',
    promise: 'wrong input',
    file: 'src/snapshot/reader.ts',
    source: `  const key = keys?.[0]
  if (key === undefined) throw noIdentity(client.recipients)
  return key`,
    without: '  return keys?.[0]',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'a record is the canonical line of what it parses to',
    promise: 'prototype pollution',
    file: 'src/snapshot/records.ts',
    source: "if (print(parsed as R) !== line) throw refuse('is not canonical')",
    without: '',
    tests: ['__tests__/unit/snapshot/records.test.ts']
  },
  {
    // A field that is left out makes the line another than the canonical one, so
    // that either of the two refuses it.
    name: 'a record has no field that the format does not know',
    promise: 'prototype pollution',
    file: 'src/snapshot/records.ts',
    source: 'const user = v.strictObject({',
    without: 'const user = v.object({',
    and: [
      {
        file: 'src/snapshot/records.ts',
        source:
          "if (print(parsed as R) !== line) throw refuse('is not canonical')",
        without:
          "if (print(parsed as R).length > line.length) throw refuse('is not canonical')"
      }
    ],
    tests: ['__tests__/unit/snapshot/records.test.ts']
  },
  {
    name: 'a text of a record has a cap',
    promise: 'bombs',
    file: 'src/snapshot/records.ts',
    source: 'v.pipe(v.string(), v.maxLength(MAX_TEXT))',
    without: 'v.string()',
    tests: ['__tests__/unit/snapshot/records.test.ts']
  },
  {
    name: 'no name in a record is empty',
    promise: 'tampered part',
    file: 'src/snapshot/records.ts',
    source: 'v.pipe(text, v.nonEmpty())',
    without: 'text',
    tests: ['__tests__/unit/snapshot/records.test.ts']
  },
  {
    name: 'times in a record are times',
    promise: 'tampered part',
    file: 'src/snapshot/records.ts',
    source: 'v.pipe(v.string(), v.isoTimestamp())',
    without: 'v.string()',
    tests: ['__tests__/unit/snapshot/records.test.ts']
  },
  {
    name: 'a refused record is not quoted',
    promise: 'no personal data',
    file: 'src/snapshot/records.ts',
    source: "throw refuse('is not JSON')",
    without: 'throw refuse(line)',
    tests: ['__tests__/unit/snapshot/records.test.ts']
  },
  {
    name: 'no key of a definition changes the prototype of a copy',
    promise: 'prototype pollution',
    file: 'src/snapshot/definition.ts',
    source: `if (line.includes('"__proto__":')) throw invalid()`,
    without: '',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'a definition is the canonical line of what it parses to',
    promise: 'tampered part',
    file: 'src/snapshot/definition.ts',
    source: 'if (JSON.stringify(parsed) === line) return parsed',
    without: 'return parsed',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'a definition is one line, and with its frame three',
    promise: 'tampered part',
    file: 'src/snapshot/definition.ts',
    source: 'lines.length !== count + 1 ||',
    without: '',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'the line of a definition has its line feed',
    promise: 'tampered part',
    file: 'src/snapshot/definition.ts',
    source: "lines.pop() !== ''",
    without: 'lines.pop() === undefined',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'a definition is UTF-8',
    promise: 'tampered part',
    file: 'src/snapshot/definition.ts',
    source: 'fatal: true',
    without: 'fatal: false',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'a definition is looked at before it is parsed',
    promise: 'bombs',
    file: 'src/snapshot/definition.ts',
    source: 'shape.see(chunk)',
    // Not never: a test that doesn't end tells nothing.
    without: 'if (bytes.length > 500) shape.see(chunk)',
    tests: ['__tests__/unit/snapshot/definition.test.ts']
  },
  {
    name: 'a document is nested no deeper than its cap',
    promise: 'bombs',
    file: 'src/snapshot/json-shape.ts',
    source: 'if (depth > MAX_JSON_DEPTH) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/json-shape.test.ts']
  },
  {
    name: 'a document holds no more values than its cap',
    promise: 'bombs',
    file: 'src/snapshot/json-shape.ts',
    source: 'if (values > MAX_JSON_VALUES) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/json-shape.test.ts']
  }
]
