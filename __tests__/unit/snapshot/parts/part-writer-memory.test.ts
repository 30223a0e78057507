import { describe, expect, jest, test } from '@jest/globals'
import type * as Zlib from 'node:zlib'
import type * as PartWriter from '../../../../src/snapshot/parts/part-writer.ts'
import { streamOf } from '../../../fixtures/streams.ts'

/** What becomes of text on its way into the compression; at first nothing. */
let change = (text: Buffer): Buffer => text

// A part is held against its lines because the memory of a runner may be faulty,
// and nothing but a fault in between changes them.
jest.mock('node:zlib', () => {
  const zlib = jest.requireActual<typeof Zlib>('node:zlib')
  return {
    ...zlib,
    createGzip: (options: Zlib.ZlibOptions) => {
      const gzip = zlib.createGzip(options)
      const write = gzip.write.bind(gzip)
      return Object.assign(gzip, {
        write: (text: Buffer) => write(change(Buffer.from(text)))
      })
    }
  }
})

const { packParts } = jest.requireActual<typeof PartWriter>(
  '../../../../src/snapshot/parts/part-writer.ts'
)

async function pack(lines: readonly string[]): Promise<number> {
  let parts = 0
  for await (const part of packParts('users', streamOf([lines]))) {
    parts += part.records > 0 ? 1 : 0
  }
  return parts
}

describe('a part that memory has changed on its way', () => {
  const LINES = ['{"username":"ada"}', '{"username":"eva"}']

  test('comes out as long as nothing changes it', async () => {
    expect(await pack(LINES)).toBe(1)
  })

  test.each<[string, (text: Buffer) => Buffer]>([
    ['in one bit', text => flipped(text, 14)],
    ['in a line that is lost', text => text.subarray(0, 19)],
    ['in a line that comes twice', text => Buffer.concat([text, text])]
  ])('is not stored: %s', async (_what, fault) => {
    change = fault
    await expect(pack(LINES)).rejects.toMatchObject({ code: 'count-mismatch' })
  })
})

function flipped(text: Buffer, at: number): Buffer {
  text.writeUInt8(text.readUInt8(at) ^ 1, at)
  return text
}
