import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { PoolUser } from '../../../src/cognito/users.ts'
import type { UserRecord } from '../../../src/snapshot/records.ts'
import { PoolDrift } from '../../../src/verify/pool-drift.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

/** The user of a record as a pool lists it, with changes. */
function listed(record: UserRecord, changes: Partial<PoolUser> = {}): PoolUser {
  const { username, sub, status, enabled, attributes } = record
  const createdAt = new Date(record.createdAt)
  return {
    username,
    sub,
    status,
    enabled,
    attributes,
    createdAt,
    modifiedAt: new Date(),
    ...changes
  }
}

const someone = (id: number) =>
  userRecord({ username: `user-${id}`, sub: `sub-${id}` })

test('counts what any pool has become of any snapshot', () => {
  const ids = fc.uniqueArray(fc.nat(50))
  fc.assert(
    fc.property(ids, ids, fc.array(fc.nat(50)), (before, after, changed) => {
      const drift = new PoolDrift('salt', 'sub')
      for (const id of before) drift.addRecord(someone(id))
      // Whoever is listed twice counts once.
      for (const id of [...after, ...after]) {
        const enabled = !changed.includes(id)
        drift.seeUser(listed(someone(id), { enabled }))
      }
      const stayed = after.filter(id => before.includes(id))
      expect(drift.drift).toEqual({
        added: after.length - stayed.length,
        gone: before.length - stayed.length,
        changed: stayed.filter(id => changed.includes(id)).length
      })
      expect(drift.found).toBe(after.length)
    })
  )
})

test.each<[string, Partial<PoolUser>]>([
  ['username', { username: 'other' }],
  ['status', { status: 'UNCONFIRMED' }],
  ['enabled flag', { enabled: false }],
  ['value of an attribute', { attributes: { email: 'x@example.com' } }],
  ['attributes', { attributes: {} }]
])('a user with another %s has changed', (_what, changes) => {
  const drift = new PoolDrift('salt', 'sub')
  drift.addRecord(userRecord())
  drift.seeUser(listed(userRecord(), changes))
  expect(drift.drift).toEqual({ added: 0, gone: 0, changed: 1 })
})

test('a user of another date or in another order has not', () => {
  const drift = new PoolDrift('salt', 'sub')
  drift.addRecord(userRecord({ attributes: { a: '1', b: '2' } }))
  const attributes = { b: '2', a: '1' }
  drift.seeUser(listed(userRecord(), { attributes, createdAt: new Date(0) }))
  expect(drift.drift).toEqual({ added: 0, gone: 0, changed: 0 })
})

test('in another pool, a user is known by name', () => {
  const drift = new PoolDrift('salt', 'username')
  drift.addRecord(userRecord())
  drift.seeUser(listed(userRecord(), { sub: 'a new one' }))
  expect(drift.drift).toEqual({ added: 0, gone: 0, changed: 0 })
})
