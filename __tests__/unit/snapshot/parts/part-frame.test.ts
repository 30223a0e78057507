import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  FRAME_BYTES,
  firstLine,
  lastLine,
  withoutFrame,
  type PartPlace
} from '../../../../src/snapshot/parts/part-frame.ts'
import { drain, streamOf } from '../../../fixtures/streams.ts'
import { anyUnicode } from '../../../fixtures/any-records.ts'

const PLACE: PartPlace = {
  snapshotId: '20261123T020000Z-ABCDEFGHIJKLMNOP',
  kind: 'users',
  index: 3
}
const KEY = 'backups/users/part-00003.ndjson.gz.age'

function digestOf(lines: readonly string[]): string {
  const text = lines.map(line => `${line}\n`).join('')
  return createHash('sha256').update(text).digest('hex')
}

function framed(lines: readonly string[], place = PLACE): string[] {
  const last = lastLine(lines.length, digestOf(lines))
  return [firstLine(place), ...lines, last]
}

function unframe(pages: readonly string[][]) {
  return drain(withoutFrame(streamOf(pages), PLACE, KEY))
}

const refused = (code: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(KEY) })

describe('the frame of a part', () => {
  test('is what the specification says', () => {
    expect(framed(['{}'])).toEqual([
      '{"snapshotId":"20261123T020000Z-ABCDEFGHIJKLMNOP","kind":"users","index":3}',
      '{}',
      // printf '{}\n' | sha256sum
      '{"records":1,"sha256":"ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"}'
    ])
  })

  test('takes less than is allowed for it', () => {
    const place = { ...PLACE, kind: 'memberships', index: 1e15 } as const
    const lines = [firstLine(place), lastLine(1e15, digestOf([]))]
    expect(lines.join('\n').length + 2).toBeLessThan(FRAME_BYTES)
  })

  test('comes off wherever pages begin and end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyUnicode.map(text => JSON.stringify(text))),
        fc.array(fc.integer({ min: 0, max: 3 })),
        async (lines, sizes) => {
          const rest = framed(lines)
          const pages = sizes.map(size => rest.splice(0, size))
          expect((await unframe([...pages, rest])).flat()).toEqual(lines)
        }
      )
    )
  })
})

describe('a part that was put in another place is refused at once', () => {
  test.each([
    ['snapshot', { snapshotId: '20261124T020000Z-ABCDEFGHIJKLMNOP' }],
    ['kind', { kind: 'memberships' }],
    ['position', { index: 4 }]
  ] as const)('of another %s', async (_what, change) => {
    const lines = framed(['{}'], { ...PLACE, ...change })
    const pages = withoutFrame(streamOf([lines]), PLACE, KEY)
    await expect(pages.next()).rejects.toEqual(refused('snapshot-swapped'))
  })

  test('and so is one without its first line, or with nothing in it', async () => {
    const swapped = refused('snapshot-swapped')
    await expect(unframe([framed(['{}']).slice(1)])).rejects.toEqual(swapped)
    await expect(unframe([['{}', '{}']])).rejects.toEqual(swapped)
    await expect(unframe([])).rejects.toEqual(swapped)
    const spaced = firstLine(PLACE).replace(',', ', ')
    await expect(unframe([[spaced]])).rejects.toEqual(swapped)
  })
})

describe('a part whose end does not fit is refused', () => {
  const [first = '', ...lines] = framed(['1', '2', '3'])
  const last = lines.pop() ?? ''

  test.each([
    ['without its last line', [first, ...lines]],
    ['with nothing but its first line', [first]],
    ['that lacks a record', [first, '1', '3', last]],
    ['with a record too many', [first, ...lines, '3', last]],
    ['with its records in another order', [first, '2', '1', '3', last]],
    ['with a changed record', [first, '1', '2', '4', last]],
    ['with a wrong count', [first, ...lines, lastLine(4, digestOf(lines))]],
    ['that goes on after its last line', [first, ...lines, last, '4']],
    ['that ends twice', [first, ...lines, last, last]],
    ['that begins twice', [first, first, ...lines, last]]
  ])('%s', async (_what, all) => {
    const incomplete = refused('snapshot-incomplete')
    await expect(unframe([all])).rejects.toEqual(incomplete)
    await expect(unframe(all.map(line => [line]))).rejects.toEqual(incomplete)
  })
})
