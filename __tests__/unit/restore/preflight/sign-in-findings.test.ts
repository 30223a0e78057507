import { describe, expect, test } from '@jest/globals'
import { blockOf, find, warningOf } from '../../../fixtures/preflight-facts.ts'

describe('signing in', () => {
  test.each([
    [[], ['email'], 'username', 'email'],
    [['email'], [], 'email', 'username'],
    [['email'], ['phone_number'], 'email', 'phone_number'],
    [['phone_number', 'email'], [], 'email or phone_number', 'username']
  ])('by %j can not become %j', (from, to, fromWords, toWords) => {
    const text = blockOf({
      source: { usernameAttributes: from },
      target: { usernameAttributes: to }
    })
    expect(text).toContain(
      `sign in by ${fromWords}, those of the target pool by ${toWords},`
    )
  })

  test.each([
    [
      ['email', 'phone_number'],
      ['phone_number', 'email']
    ],
    [['email'], ['email', 'phone_number']]
  ])('by %j can become %j', (from, to) => {
    expect(
      find({
        source: { usernameAttributes: from },
        target: { usernameAttributes: to }
      })
    ).toEqual([])
  })

  test('by less than before is warned of', () => {
    const text = warningOf({
      source: { usernameAttributes: ['email', 'phone_number'] },
      target: { usernameAttributes: ['email'] }
    })
    expect(text).toContain("Users without email can't be created")
  })

  test('by an alias that the target lacks is warned of', () => {
    const source = { aliasAttributes: ['email', 'preferred_username'] }
    const target = { aliasAttributes: ['email'] }
    expect(warningOf({ source, target })).toContain('preferred_username')
    expect(find({ source: target, target: source })).toEqual([])
  })

  test('by names that differ only in their case blocks', () => {
    const target = { caseSensitive: false }
    const text = blockOf({ target, plan: { caseCollisions: 2 } })
    expect(text).toMatch(/^2 users .*CaseSensitive.*only-users/)
    expect(find({ target })).toEqual([])
  })

  test('where case counts is warned of if it did not', () => {
    expect(warningOf({ source: { caseSensitive: false } })).toContain(
      'exactly as'
    )
  })

  test('by names that read like an alias blocks', () => {
    const text = blockOf({
      target: { aliasAttributes: ['email'] },
      plan: { nameLooksLikeAlias: 1 }
    })
    expect(text).toMatch(/^1 user .*has a username.*aliases email.*only-users/)
  })
})
