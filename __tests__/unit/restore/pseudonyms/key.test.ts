import { expect, test } from '@jest/globals'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'

const key = new PseudonymKey('k'.repeat(32), 'eu-west-1_Ab12Cd34E')
const name = key.name('a-sub')

test('50,000 users have different names, in any letter case', () => {
  const names = Array.from({ length: 50_000 }, (_, at) => key.name(`${at}`))
  expect(new Set(names.map(one => one.toLowerCase())).size).toBe(names.length)
})

test.each([
  ['a username', name],
  ['an e-mail address', `${name}@example.com`],
  ['a long e-mail address', `${name}0a1b@example.com`],
  ['a profile', `https://example.com/${name}`]
])('a name is found in %s', (_, text) => {
  expect(key.nameIn(text)).toBe(name)
})

test('a name of the same key is found, whichever snapshot it was made of', () => {
  const other = new PseudonymKey('k'.repeat(32), 'eu-west-1_Other')
  expect(other.name('a-sub')).not.toBe(name)
  expect(other.nameIn(name)).toBe(name)
})

test.each([
  ['another key', new PseudonymKey('l'.repeat(32), 'p').name('a-sub')],
  ['no key', `user-${'0'.repeat(28)}`],
  ['a person', 'ada@example.com'],
  ['another domain', `${name}@private.example`],
  ['nothing', '']
])('a name of %s is not found', (_, text) => {
  expect(key.nameIn(text)).toBeUndefined()
})
