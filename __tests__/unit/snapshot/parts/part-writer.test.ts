import { describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { AgeWriter } from '../../../../src/snapshot/age/age-writer.ts'
import { READ_CAPS } from '../../../../src/snapshot/limits.ts'
import {
  packParts,
  type Part,
  type PartLimits
} from '../../../../src/snapshot/parts/part-writer.ts'
import { ADDRESS } from '../../../fixtures/small-snapshot.ts'
import { drain, streamOf } from '../../../fixtures/streams.ts'
import { anyUnicode } from '../../../fixtures/any-records.ts'

const TINY: PartLimits = { closeAtBytes: 1, closeAtTextBytes: 1 }

function pack(
  pages: readonly (readonly string[])[],
  limits?: PartLimits
): Promise<Part[]> {
  return drain(packParts('users', streamOf(pages), limits))
}

function textOf(parts: readonly Part[]): string {
  return parts.map(part => gunzipSync(part.bytes).toString()).join('')
}

const anyPages = fc.array(
  fc.array(anyUnicode.map(text => JSON.stringify(text)))
)

describe('the parts of a snapshot', () => {
  test('hold each line once, in order, wherever parts are closed', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPages,
        fc.integer({ min: 1, max: 100 }),
        async (pages, closeAtTextBytes) => {
          const parts = await pack(pages, {
            closeAtBytes: 1_000_000,
            closeAtTextBytes
          })
          const lines = pages.flat()
          expect(textOf(parts)).toBe(lines.map(line => `${line}\n`).join(''))
          expect(parts.map(part => part.index)).toEqual([...parts.keys()])
          const records = parts.reduce((sum, part) => sum + part.records, 0)
          expect(records).toBe(lines.length)
        }
      )
    )
  })

  test('carry the digest of their stored bytes, and their kind', async () => {
    const [part] = await pack([['{}']])
    const digest = createHash('sha256').update(part?.bytes ?? '')
    expect(part?.sha256).toBe(digest.digest('hex'))
    expect(part?.kind).toBe('users')
  })

  test('are each one gzip member with a plain header', async () => {
    const [part] = await pack([['{}']])
    expect(part?.bytes.subarray(0, 4).toString('hex')).toBe('1f8b0800')
  })

  test('are none when there is no record', async () => {
    expect(await pack([])).toEqual([])
    expect(await pack([[], []])).toEqual([])
  })

  test('are the same bytes for the same lines', async () => {
    const pages = [['{"a":1}'], ['{"b":2}', '{"c":3}']]
    expect(await pack(pages)).toEqual(await pack(pages))
  })

  test('close with the page that reaches the limit of text', async () => {
    const parts = await pack([['12345'], ['1'], ['1']], {
      closeAtBytes: 1_000_000,
      closeAtTextBytes: 8
    })
    expect(parts.map(part => part.records)).toEqual([2, 1])
  })

  test('close with the page that reaches the limit of stored bytes', async () => {
    // Random text doesn't compress, so its bytes come out while it goes in.
    const page = () => [randomBytes(200_000).toString('base64')]
    const parts = await pack([page(), page(), page()], {
      closeAtBytes: 150_000,
      closeAtTextBytes: 1_000_000_000
    })
    expect(parts.map(part => part.records)).toEqual([1, 1, 1])
  })

  test('are closed within a page that would not fit into one', async () => {
    // Lines of a megabyte that doesn't compress: gzip looks back 32 KiB only.
    const line = JSON.stringify(randomBytes(786_000).toString('base64'))
    const page = Array<string>(6).fill(line)
    const parts = await pack([page])
    expect(parts.length).toBeGreaterThan(1)
    expect(textOf(parts)).toBe(page.map(text => `${text}\n`).join(''))
    const largest = Math.max(...parts.map(({ bytes }) => bytes.length))
    expect(largest).toBeLessThan(READ_CAPS.partBytes / 2)
  })

  test('come out while pages still come in', async () => {
    let read = 0
    async function* pages() {
      for (; read < 100; read += 1) yield await Promise.resolve([`${read}`])
    }
    for await (const part of packParts('users', pages(), TINY)) {
      expect(part.index).toBe(0)
      break
    }
    expect(read).toBeLessThan(3)
  })
})

describe('no part comes out', () => {
  test('when a line holds a line feed, which would make it two', async () => {
    await expect(pack([['one\ntwo']])).rejects.toMatchObject({
      code: 'count-mismatch'
    })
  })

  test('that is larger than readers take', async () => {
    const storing = (bytes: number) => {
      const age: AgeWriter = {
        fingerprints: [],
        encrypt: () => Promise.resolve(Buffer.alloc(bytes))
      }
      const encryption = { age, snapshotId: ADDRESS.snapshotId }
      return drain(
        packParts('users', streamOf([['{}']]), undefined, encryption)
      )
    }
    expect(await storing(READ_CAPS.partBytes)).toHaveLength(1)
    await expect(storing(READ_CAPS.partBytes + 1)).rejects.toMatchObject({
      code: 'cognito-answer'
    })
  })

  test('of a listing that fails before its end', async () => {
    async function* pages() {
      yield await Promise.resolve(['1'])
      throw new RangeError('the listing broke')
    }
    const parts: Part[] = []
    const packing = async () => {
      for await (const part of packParts('users', pages())) parts.push(part)
    }
    await expect(packing()).rejects.toThrow('the listing broke')
    expect(parts).toEqual([])
  })
})
