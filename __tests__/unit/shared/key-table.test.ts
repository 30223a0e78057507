import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { KeyTable } from '../../../src/shared/key-table.ts'

// Few values, so that keys repeat and differ in one word only.
const anyWord = fc.constantFrom(0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff)
const anyKey = fc
  .tuple(anyWord, anyWord, anyWord, anyWord)
  .filter(words => words.some(word => word !== 0))
  .map(words => Uint32Array.from(words))

test('keys are known as a set knows them', () => {
  fc.assert(
    fc.property(fc.array(anyKey), fc.array(anyKey), (keys, others) => {
      const table = new KeyTable()
      const set = new Set<string>()
      for (const key of keys) {
        expect(table.add(key)).toBe(!set.has(key.join()))
        set.add(key.join())
      }
      expect(table.size).toBe(set.size)
      for (const key of [...keys, ...others]) {
        expect(table.has(key)).toBe(set.has(key.join()))
      }
    })
  )
})

test('the values of a key are zeros at first, and kept while it grows', () => {
  const table = new KeyTable(2)
  const keys = Array.from({ length: 20_000 }, (_, at) =>
    Uint32Array.of(7, at + 1, 0, 0)
  )
  const seen = { first: new Set<unknown>(), zeros: new Set<string>() }
  for (const [at, key] of keys.entries()) {
    seen.first.add(table.valuesOf(key))
    table.add(key)
    seen.zeros.add(String(table.valuesOf(key)))
    table.valuesOf(key)?.set([at, 2 ** 32 - 1])
  }
  expect(seen).toEqual({ first: new Set([undefined]), zeros: new Set(['0,0']) })
  const lost = keys.filter(
    (key, at) =>
      table.add(key) || String(table.valuesOf(key)) !== `${at},${2 ** 32 - 1}`
  )
  expect(lost).toEqual([])
})
