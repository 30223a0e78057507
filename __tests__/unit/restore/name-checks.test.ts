import { describe, expect, test } from '@jest/globals'
import { checkNames } from '../../../src/restore/name-checks.ts'
import { factsWith, type FactChanges } from '../../fixtures/preflight-facts.ts'

function check(changes: FactChanges, names: readonly string[]) {
  const { source, target } = factsWith(changes)
  const checks = checkNames(source, target)
  for (const name of names) checks.see(name)
  return checks
}

describe('names that differ in capitals alone', () => {
  const names = ['ada', 'Ada', 'ADA', 'eva']
  const of = (source: boolean, target: boolean) =>
    check(
      { source: { caseSensitive: source }, target: { caseSensitive: target } },
      names
    ).caseCollisions

  test('collide where the target pool does not tell them apart', () => {
    expect(of(true, false)).toBe(2)
  })

  test('stand side by side where it does, or the source could not have them', () => {
    expect([of(true, true), of(false, true), of(false, false)]).toEqual([
      0, 0, 0
    ])
  })
})

describe('names that read like an alias', () => {
  const names = ['ada', 'ada@example.com', '+1234567', '1234567', 'a@b', '@']
  const of = (...aliasAttributes: string[]) =>
    check({ target: { aliasAttributes } }, names).likeAlias

  test('are counted by the aliases that the target pool has', () => {
    expect(of()).toBe(0)
    expect(of('preferred_username')).toBe(0)
    expect(of('email')).toBe(1)
    expect(of('phone_number')).toBe(1)
    expect(of('email', 'phone_number')).toBe(2)
  })
})
