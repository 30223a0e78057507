import { expect, test } from '@jest/globals'
import { describeClients } from '../../../src/cognito/app-clients.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { wirePool } from '../../fixtures/wire-pool.ts'

test('clients are described with their secrets, but for known ones and those that are gone', async () => {
  const pool = wirePool((operation, { NextToken, ClientId }) => {
    if (operation === 'ListUserPoolClients') {
      return NextToken === undefined
        ? { UserPoolClients: [{ ClientId: 'a' }], NextToken: 'next' }
        : { UserPoolClients: ['b', 'c'].map(id => ({ ClientId: id })) }
    }
    if (ClientId === 'b') return 'ResourceNotFoundException'
    return { UserPoolClient: { ClientId, ClientSecret: 's3cret', New: 1 } }
  })
  expect(await describeClients(pool, new Set(['a']), NEVER)).toEqual([
    { ClientId: 'c', ClientSecret: 's3cret', New: 1 }
  ])
})
