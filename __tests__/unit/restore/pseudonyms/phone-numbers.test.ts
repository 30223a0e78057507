import { expect, test } from '@jest/globals'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'
import { PhoneNumbers } from '../../../../src/restore/pseudonyms/phone-numbers.ts'

const key = new PseudonymKey('k'.repeat(32), 'eu-west-1_Ab12Cd34E')

function numbersOf(
  subs: readonly string[],
  current: ReadonlyMap<string, string> = new Map()
): Map<string, string> {
  const numbers = new PhoneNumbers(key, current.values())
  for (const sub of subs) numbers.note(sub, current.get(sub))
  numbers.settle()
  return new Map(subs.map(sub => [sub, numbers.of(sub)]))
}

const subs = Array.from({ length: 12_000 }, (_, at) => `sub-${at}`)
const all = numbersOf(subs)
const half = numbersOf(subs.slice(0, 6000))

test('12,000 users have different numbers of the North American plan', () => {
  expect(new Set(all.values()).size).toBe(subs.length)
  const odd = [...all.values()].filter(one => !/^\+1555[2-9]\d{6}$/.test(one))
  expect(odd).toEqual([])
})

test('no number depends on the order of the users', () => {
  expect(numbersOf([...subs].reverse())).toEqual(new Map([...all].reverse()))
})

test('an interrupted restore goes on with the same numbers', () => {
  const some = [...all].filter((_, at) => at % 3 === 0)
  expect(numbersOf(subs, new Map(some))).toEqual(all)
})

test('users of the pool keep their numbers when more come to the snapshot', () => {
  const moved = [...half].filter(([sub, number]) => all.get(sub) !== number)
  expect(moved.length).toBeGreaterThan(0)
  const later = numbersOf(subs, half)
  expect(new Set(later.values()).size).toBe(subs.length)
  expect(new Map([...later].slice(0, half.size))).toEqual(half)
})

test("nobody gets the number of a pool's user who left the snapshot", () => {
  const numbers = new PhoneNumbers(key, half.values())
  const others = subs.slice(6000)
  for (const sub of others) numbers.note(sub)
  numbers.settle()
  const taken = new Set(half.values())
  expect(others.filter(sub => taken.has(numbers.of(sub)))).toEqual([])
})

test('a number that a person has given is replaced', () => {
  const numbers = numbersOf(['a'], new Map([['a', '+4915112345678']]))
  expect(numbers.get('a')).toMatch(/^\+1555/)
})

test('a user who was not noted has none', () => {
  const numbers = new PhoneNumbers(key)
  numbers.note('a')
  numbers.settle()
  expect(() => numbers.of('b')).toThrow('not noted')
})
