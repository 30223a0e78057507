import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  MAX_LINE_BYTES,
  splitLines
} from '../../../../src/snapshot/parts/lines.ts'
import { drain, streamOf } from '../../../fixtures/streams.ts'
import { anyUnicode } from '../../../fixtures/any-records.ts'

const invalid = {
  code: 'snapshot-invalid',
  message: expect.stringMatching(/Restore from another snapshot\.$/)
}
const bomb = { code: 'snapshot-bomb' }

/** Cuts bytes at the given places, in any order, some of them equal. */
function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [0, ...places.map(place => place % (bytes.length + 1))]
  const sorted = [...cuts, bytes.length].sort((a, b) => a - b)
  return sorted
    .slice(1)
    .map((end, index) => bytes.subarray(sorted[index] ?? 0, end))
}

async function split(...chunks: (Buffer | string)[]): Promise<string[]> {
  const buffers = chunks.map(chunk => Buffer.from(chunk))
  return (await drain(splitLines(streamOf(buffers)))).flat()
}

const anyLine = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    anyUnicode,
    fc.constantFrom('\u2028', 'a\u2029b', '\r', '\u0085', '\ufeffx', '🔐')
  )
  .map(text => text.replaceAll('\n', '').toWellFormed())
  .filter(text => text !== '')

describe('lines', () => {
  test('are the same wherever the bytes are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (lines, places) => {
          const bytes = Buffer.from(lines.map(line => `${line}\n`).join(''))
          expect(await split(...cutAt(bytes, places))).toEqual(lines)
        }
      )
    )
  })

  test('are the same one byte at a time', async () => {
    const bytes = Buffer.from('{"a":"é\u2028🔐"}\nsecond\n')
    const chunks = Array.from(bytes, byte => Buffer.of(byte))
    expect(await split(...chunks)).toEqual(['{"a":"é\u2028🔐"}', 'second'])
  })

  test('end at byte 0x0A and nothing else', async () => {
    const line = 'a\u2028b\u2029c\rd\u0085e\u000bf\fg'
    expect(await split(`${line}\n`)).toEqual([line])
  })

  test('keep a byte order mark, which is no part of the format', async () => {
    expect(await split('\ufeffa\n')).toEqual(['\ufeffa'])
  })

  test('of nothing are none', async () => {
    expect(await split()).toEqual([])
    expect(await split('')).toEqual([])
  })
})

describe('refused is', () => {
  test.each([
    ['a last line without its line feed', ['a\n', 'b']],
    ['a lone line without its line feed', ['a']],
    ['an empty line', ['a\n\nb\n']],
    ['an empty line at a chunk boundary', ['a\n', '\nb\n']],
    ['an empty first line', ['\na\n']],
    ['an empty last line', ['a\n\n']]
  ])('%s', async (_what, chunks) => {
    await expect(split(...chunks)).rejects.toMatchObject(invalid)
  })

  test.each([
    ['a byte that never occurs', [0x61, 0xff, 0x0a]],
    ['a character cut off by a line feed', [0xf0, 0x9f, 0x94, 0x0a]],
    ['a surrogate', [0xed, 0xa0, 0x80, 0x0a]],
    ['an overlong zero', [0xc0, 0x80, 0x0a]]
  ])('%s, which is not UTF-8', async (_what, bytes) => {
    await expect(split(Buffer.from(bytes))).rejects.toMatchObject(invalid)
  })

  test('a line over the cap, and not one at it', async () => {
    const atCap = 'a'.repeat(MAX_LINE_BYTES)
    expect(await split(`${atCap}\n`)).toEqual([atCap])
    await expect(split(`${atCap}a\n`)).rejects.toMatchObject(bomb)
    await expect(split('b\n', `${atCap}a\nc\n`)).rejects.toMatchObject(bomb)
  })

  test('a line without an end, before all of it has been read', async () => {
    let given = 0
    async function* endless() {
      for (;;) {
        given += 1
        yield await Promise.resolve(Buffer.alloc(64 * 1024, 'a'))
      }
    }
    await expect(drain(splitLines(endless()))).rejects.toMatchObject(bomb)
    expect(given).toBe(MAX_LINE_BYTES / (64 * 1024) + 1)
  })

  test('said without a word of the text', async () => {
    await expect(split('ada@example.com')).rejects.toMatchObject({
      message: expect.not.stringContaining('ada')
    })
  })
})
