import { describe, expect, test } from '@jest/globals'
import type { PoolDescription } from '../../../src/cognito/definition.ts'
import { findBlocks, refuseBlocked } from '../../../src/restore/preflight.ts'
import { POOL_ARN } from '../../fixtures/fake-pool.ts'
import { smallManifest } from '../../fixtures/small-snapshot.ts'

const NONE = new Set<string>()

function source(usernameAttributes: string[] = []) {
  const counts = { users: 0, groups: 0, memberships: 0 }
  return { ...smallManifest(counts, []).source, usernameAttributes }
}

function target(
  usernameAttributes: string[] = [],
  attributeNames: string[] = []
): PoolDescription {
  return {
    arn: POOL_ARN,
    region: 'eu-west-1',
    accountId: '111122223333',
    estimatedNumberOfUsers: 0,
    mfa: 'OFF',
    usernameAttributes,
    aliasAttributes: [],
    caseSensitive: false,
    attributeNames,
    passwordPolicy: { minimumLength: 8 },
    userPool: {}
  }
}

describe('a target pool', () => {
  test('that signs in alike and has the attributes blocks nothing', () => {
    const blocks = findBlocks(
      source(['email', 'phone_number']),
      target(['phone_number', 'email'], ['email', 'custom:a', 'custom:b']),
      new Set(['custom:a'])
    )
    expect(blocks).toEqual([])
  })

  test.each([
    [[], ['email'], 'username', 'email'],
    [['email'], [], 'email', 'username'],
    [['email'], ['email', 'phone_number'], 'email', 'email or phone_number']
  ])('%j can not become %j', (from, to, fromWords, toWords) => {
    expect(findBlocks(source(from), target(to), NONE)).toEqual([
      expect.stringContaining(
        `sign in by ${fromWords}, those of the target pool by ${toWords},`
      )
    ])
  })

  test('that lacks attributes is told all of them', () => {
    const lacking = target([], ['email'])
    const written = new Set(['custom:b', 'email', 'custom:a'])
    expect(findBlocks(source(), lacking, written)).toEqual([
      expect.stringContaining('lacks the attributes custom:a, custom:b;')
    ])
  })

  test('is told of everything at once', () => {
    const blocks = findBlocks(
      source(['email']),
      target(),
      new Set(['custom:a'])
    )
    expect(blocks).toHaveLength(2)
  })
})

test('a restore without blocks goes on', () => {
  expect(() => refuseBlocked([])).not.toThrow()
})

test('a restore with blocks stops with all of them', () => {
  expect(() => refuseBlocked(['one thing', 'another'])).toThrow(
    expect.objectContaining({
      code: 'restore-blocked',
      message: expect.stringMatching(/one thing; another\. Nothing was written/)
    })
  )
})
