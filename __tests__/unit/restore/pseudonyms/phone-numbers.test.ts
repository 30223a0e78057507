import { expect, test } from '@jest/globals'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'
import { PhoneNumbers } from '../../../../src/restore/pseudonyms/phone-numbers.ts'

const key = new PseudonymKey('k'.repeat(32), 'eu-west-1_Ab12Cd34E')

function numbersOf(subs: readonly string[]): Map<string, string> {
  const numbers = new PhoneNumbers(key)
  for (const sub of subs) numbers.note(sub)
  numbers.settle()
  return new Map(subs.map(sub => [sub, numbers.of(sub)]))
}

const subs = Array.from({ length: 200_000 }, (_, at) => `sub-${at}`)
const all = numbersOf(subs)

test('200,000 users have different numbers of +1555', () => {
  expect(new Set(all.values()).size).toBe(subs.length)
  const odd = [...all.values()].filter(one => !/^\+1555\d{7}$/.test(one))
  expect(odd).toEqual([])
})

test('no number depends on the order of the users', () => {
  expect(numbersOf([...subs].reverse())).toEqual(new Map([...all].reverse()))
})

test('few users get another number if as many more come to the snapshot', () => {
  const half = numbersOf(subs.slice(0, 100_000))
  const moved = [...half].filter(([sub, number]) => all.get(sub) !== number)
  expect(moved.length).toBeGreaterThan(0)
  expect(moved.length).toBeLessThan(half.size / 100)
})

test('a user who was not noted has none', () => {
  const numbers = new PhoneNumbers(key)
  numbers.note('a')
  numbers.settle()
  expect(() => numbers.of('b')).toThrow('not noted')
})
