import { describe, expect, test } from '@jest/globals'
import {
  listPoolsNamed,
  readBrandingId,
  readDomain,
  readPoolMark
} from '../../../src/cognito/user-pools.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { wirePool } from '../../fixtures/wire-pool.ts'

test('the pools of a name are found on all pages', async () => {
  const pool = wirePool((_, { NextToken }) =>
    NextToken === undefined
      ? {
          UserPools: [
            { Id: 'a', Name: 'people' },
            { Id: 'b', Name: 'People' }
          ],
          NextToken: 'next'
        }
      : { UserPools: [{ Id: 'c', Name: 'people' }] }
  )
  expect(await listPoolsNamed(pool, 'people', NEVER)).toEqual(['a', 'c'])
})

describe('the mark of a pool', () => {
  test('is its tags, its age and its domains', async () => {
    const pool = wirePool(() => ({
      UserPool: {
        UserPoolTags: { a: 'b' },
        CreationDate: 1_700_000_000.25,
        Domain: 'shop'
      }
    }))
    expect(await readPoolMark(pool, NEVER)).toEqual({
      tags: { a: 'b' },
      createdAt: 1_700_000_000_250,
      domains: ['shop']
    })
  })

  test('is none once the pool is gone', async () => {
    const pool = wirePool(() => 'ResourceNotFoundException')
    expect(await readPoolMark(pool, NEVER)).toBeUndefined()
  })
})

test.each([
  ['an empty description', { DomainDescription: {} }],
  ['no such resource', 'ResourceNotFoundException']
])('a domain that nobody has: %s', async (_, answer) => {
  expect(
    await readDomain(
      wirePool(() => answer),
      'mine',
      NEVER
    )
  ).toEqual({
    userPoolId: undefined,
    status: undefined
  })
})

test('a domain says which pool has it', async () => {
  const description = { UserPoolId: 'eu-west-1_Other', Status: 'ACTIVE' }
  const pool = wirePool(() => ({ DomainDescription: description }))
  expect(await readDomain(pool, 'mine', NEVER)).toEqual({
    userPoolId: 'eu-west-1_Other',
    status: 'ACTIVE'
  })
})

test('a style of managed login is found by its app client', async () => {
  const pool = wirePool((_, { ClientId }) => ({
    ManagedLoginBranding: {
      ManagedLoginBrandingId: `style of ${String(ClientId)}`
    }
  }))
  expect(await readBrandingId(pool, 'app', NEVER)).toBe('style of app')
})
