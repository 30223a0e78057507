import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Rows } from '../../../../src/compare/users/rows.ts'
import { uniquePairs } from '../../../../src/compare/users/unique-pairs.ts'

type Key = readonly [number, number]

function candidates(keys: readonly Key[]) {
  const rows = new Rows(3)
  return { rows, indexes: keys.map(key => rows.push([7, ...key])) }
}

const countOf = (keys: readonly Key[], [a, b]: Key) =>
  keys.filter(key => key[0] === a && key[1] === b).length

test('rows whose key is the only one of its kind on both sides are pairs, and no others', () => {
  const word = fc.oneof(fc.nat(3), fc.constant(2 ** 32 - 1))
  const keys = fc.array(fc.tuple(word, word))
  fc.assert(
    fc.property(keys, keys, (ones, others) => {
      const pairs = [...uniquePairs(candidates(ones), candidates(others), 1)]
      const expected = ones.flatMap((key, at) => {
        const isKey = key[0] !== 0 || key[1] !== 0
        const isUnique = countOf(ones, key) === 1 && countOf(others, key) === 1
        const other = others.findIndex(([a, b]) => a === key[0] && b === key[1])
        return isKey && isUnique ? [[at, other]] : []
      })
      const byFirst = ([a = 0]: number[], [b = 0]: number[]) => a - b
      expect(pairs.sort(byFirst)).toEqual(expected)
    })
  )
})

test('rows keep their numbers, however many come', () => {
  const rows = new Rows(2)
  for (let at = 0; at < 10_000; at += 1) {
    expect(rows.push([at, 2 ** 32 - 1 - at])).toBe(at)
  }
  expect(rows.length).toBe(10_000)
  for (const at of [0, 4095, 4096, 9999]) {
    expect([...rows.at(at)]).toEqual([at, 2 ** 32 - 1 - at])
    expect(rows.word(at, 0)).toBe(at)
  }
})
