import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Memberships } from '../../../../src/restore/target/memberships.ts'

// Few names, so that users share sets of groups, some in another order.
const anyUsername = fc.oneof(
  fc.constantFrom('ada', 'Ada', 'eva', '__proto__', 'constructor', ''),
  fc.string()
)
const anyGroup = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '__proto__', 'toString'),
  fc.string()
)

test('who is in what is the same as in a map of sets', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyUsername, anyGroup), { maxLength: 60 }),
      pairs => {
        const memberships = new Memberships()
        const naive = new Map<string, string[]>()
        for (const [username, group] of pairs) {
          memberships.add(username, group)
          const known = naive.get(username) ?? []
          naive.set(username, [...new Set([...known, group])])
        }
        for (const [username, groups] of naive) {
          expect(memberships.of(username)).toEqual(groups)
        }
      }
    ),
    { numRuns: 300 }
  )
})

test('somebody who is in no group has none', () => {
  const memberships = new Memberships()
  expect(memberships.of('ada')).toEqual([])
  memberships.add('eva', 'admins')
  expect(memberships.of('ada')).toEqual([])
  expect(memberships.of('toString')).toEqual([])
})

test('one that is there twice counts once', () => {
  const memberships = new Memberships()
  for (const group of ['a', 'b', 'a']) memberships.add('ada', group)
  expect(memberships.of('ada')).toEqual(['a', 'b'])
})

test('users with the same groups share one list', () => {
  const memberships = new Memberships()
  for (const group of ['a', 'b']) {
    for (const username of ['ada', 'eva']) memberships.add(username, group)
  }
  expect(memberships.of('ada')).toBe(memberships.of('eva'))
})

test('what was handed out does not change when more is added', () => {
  const memberships = new Memberships()
  memberships.add('ada', 'a')
  const before = memberships.of('ada')
  memberships.add('ada', 'b')
  expect(before).toEqual(['a'])
})
