import { describe, expect, test } from '@jest/globals'
import { deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { gunzipOneMember } from '../../../../src/snapshot/parts/gzip.ts'
import { drain } from '../../../fixtures/streams.ts'

const MiB = 1024 * 1024
const TEXT = Buffer.from(
  '{"username":"ada"}\n{"username":"grace"}\n{"username":"mary"}\n'
)
const MEMBER = gzipSync(TEXT)
const damaged = { code: 'snapshot-damaged' }

async function inflate(data: Uint8Array, cap = MiB): Promise<Buffer> {
  return Buffer.concat(await drain(gunzipOneMember(data, cap)))
}

/** The text, or undefined where the data is refused. */
async function inflateOrRefuse(data: Uint8Array): Promise<Buffer | undefined> {
  try {
    return await inflate(data)
  } catch (error) {
    expect(error).toMatchObject(damaged)
    return undefined
  }
}

describe('one gzip member', () => {
  test('inflates to what was compressed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2000 }),
        fc.integer({ min: 0, max: 9 }),
        async (bytes, level) => {
          const text = await inflate(gzipSync(bytes, { level }))
          expect(text.equals(bytes)).toBe(true)
        }
      )
    )
  })

  test('may be a view into a larger buffer', async () => {
    const larger = new Uint8Array(MEMBER.length + 20).fill(7)
    larger.set(MEMBER, 10)
    const view = larger.subarray(10, 10 + MEMBER.length)
    expect(await inflate(view)).toEqual(TEXT)
  })

  test('comes in pieces when it is long', async () => {
    const text = Buffer.alloc(MiB, 'abc')
    const chunks = await drain(gunzipOneMember(gzipSync(text), MiB))
    expect(chunks.length).toBeGreaterThan(10)
    expect(Buffer.concat(chunks).equals(text)).toBe(true)
  })
})

describe('damage', () => {
  test('never gets another text through, whichever byte is changed', async () => {
    const unprotected: number[] = []
    for (let at = 0; at < MEMBER.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(MEMBER)
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
        const text = await inflateOrRefuse(changed)
        if (text === undefined) continue
        expect(text).toEqual(TEXT)
        if (!unprotected.includes(at)) unprotected.push(at)
      }
    }
    // Time stamp, compression flags and system: gzip has no check sum over its
    // header, and nothing is done with them. Padding of the last deflate byte.
    const header = unprotected.filter(at => at < 10)
    expect(header).toEqual([4, 5, 6, 7, 8, 9])
    const rest = unprotected.filter(at => at >= 10)
    expect(rest.every(at => at === MEMBER.length - 9)).toBe(true)
  })

  test('by truncation is refused at every length', async () => {
    for (let length = 0; length < MEMBER.length; length += 1) {
      await expect(inflate(MEMBER.subarray(0, length))).rejects.toMatchObject(
        damaged
      )
    }
  })

  test.each([
    ['a zero', Buffer.alloc(1)],
    ['eight zeros', Buffer.alloc(8)],
    ['many zeros', Buffer.alloc(100_000)],
    ['garbage', Buffer.from('garbage')],
    ['a copy of its own trailer', MEMBER.subarray(-8)],
    ['the same member', MEMBER],
    ['an empty member', gzipSync('')],
    ['another member', gzipSync('{"username":"mallory"}\n')]
  ])('by %s after the end is refused', async (_what, more) => {
    await expect(inflate(Buffer.concat([MEMBER, more]))).rejects.toMatchObject(
      damaged
    )
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('{"username":"ada"}\n'.repeat(3))],
    ['raw deflate', deflateRawSync(TEXT)],
    ['zstd', Buffer.from('28b52ffd'.padEnd(60, '0'), 'hex')]
  ])('is what %s is called', async (_what, data) => {
    await expect(inflate(data)).rejects.toMatchObject(damaged)
  })

  test.each([
    ['a text flag', 1],
    ['a header check sum', 2],
    ['an extra field', 4],
    ['a file name', 8],
    ['a comment', 16],
    ['a reserved flag', 128]
  ])(
    'includes a header with %s, which the writer never sets',
    async (_what, flag) => {
      const flagged = Buffer.from(MEMBER)
      flagged.writeUInt8(flag, 3)
      await expect(inflate(flagged)).rejects.toMatchObject(damaged)
    }
  )

  test('in the length alone is refused', async () => {
    const changed = Buffer.from(MEMBER)
    changed.writeUInt32LE(TEXT.length + 1, changed.length - 4)
    await expect(inflate(changed)).rejects.toMatchObject(damaged)
  })
})

describe('a bomb', () => {
  test('is refused at one byte over the cap, and passes at the cap', async () => {
    expect(await inflate(MEMBER, TEXT.length)).toEqual(TEXT)
    await expect(inflate(MEMBER, TEXT.length - 1)).rejects.toMatchObject({
      code: 'snapshot-bomb',
      message: expect.stringContaining(`more than ${TEXT.length - 1} bytes`)
    })
  })

  test('is refused before it has been inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * MiB))
    let seen = 0
    const reading = async () => {
      for await (const chunk of gunzipOneMember(bomb, MiB)) seen += chunk.length
    }
    await expect(reading()).rejects.toMatchObject({ code: 'snapshot-bomb' })
    expect(seen).toBeLessThanOrEqual(MiB)
  })
})

test('a reader may stop early', async () => {
  for await (const chunk of gunzipOneMember(gzipSync(Buffer.alloc(MiB)), MiB)) {
    expect(chunk.length).toBeGreaterThan(0)
    break
  }
})

test("a reader's own error is not taken for damage", async () => {
  const reading = async () => {
    for await (const chunk of gunzipOneMember(MEMBER, MiB)) {
      throw new RangeError(`a bug at ${chunk.length}`)
    }
  }
  await expect(reading()).rejects.toThrow(RangeError)
})
