import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { SortedIndex } from '../../../../../simulator/cognito/state/sorted-index.ts'

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('add', 'delete', 'read'),
    key: fc.integer({ min: 0, max: 3000 }).map(String)
  }),
  { maxLength: 3000, size: 'max' }
)

test('a sorted index reads like a sorted set, whatever happened before', () => {
  fc.assert(
    fc.property(steps, fc.string({ maxLength: 3 }), (history, from) => {
      const index = new SortedIndex<{ key: string }>(item => item.key)
      const expected = new Set<string>()
      for (const { kind, key } of history) {
        if (kind === 'add' && !expected.has(key)) {
          expected.add(key)
          index.add({ key })
        }
        if (kind === 'delete') {
          expected.delete(key)
          index.delete({ key })
        }
        if (kind === 'read') index.settle()
      }
      const sorted = [...expected].sort()
      const read = (start: string, after: boolean) =>
        Array.from(index.from(start, { after }), ({ key }) => key)
      expect(read('', false)).toEqual(sorted)
      expect(read(from, false)).toEqual(sorted.filter(key => key >= from))
      expect(read(from, true)).toEqual(sorted.filter(key => key > from))
      expect(index.size).toBe(expected.size)
    }),
    { numRuns: 60 }
  )
})

test('a sorted index finds a place among ten thousand without reading them', () => {
  let looks = 0
  const index = new SortedIndex<number>(item => {
    looks += 1
    return String(item).padStart(5, '0')
  }, Array(10_000).keys())
  index.settle()
  looks = 0
  expect(index.from('04321').next().value).toBe(4321)
  expect(looks).toBeLessThan(50)
})
