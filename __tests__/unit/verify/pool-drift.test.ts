import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { PoolUser } from '../../../src/cognito/users.ts'
import type { UserRecord } from '../../../src/snapshot/records.ts'
import { PoolDrift } from '../../../src/verify/pool-drift.ts'
import { attribute } from '../../fixtures/preflight-facts.ts'
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

describe('a Boolean that is spelled otherwise', () => {
  const spelled = (value: string) => ({
    email_verified: value,
    'custom:member': value,
    'custom:note': value
  })
  const changed = (before: object, after: object) => {
    const drift = new PoolDrift('salt', 'sub', [
      attribute('custom:member', { type: 'Boolean' }),
      attribute('custom:note')
    ])
    drift.addRecord(
      userRecord({ attributes: { ...spelled('True'), ...before } })
    )
    const attributes = { ...spelled('true'), ...after }
    drift.seeUser(listed(userRecord(), { attributes }))
    return drift.drift.changed
  }

  test('says the same', () => {
    expect(changed({}, { 'custom:note': 'True' })).toBe(0)
  })

  test('is another text in an attribute of texts', () => {
    expect(changed({}, {})).toBe(1)
  })

  test('may say something else', () => {
    const same = { 'custom:note': 'True' }
    expect(changed(same, { ...same, email_verified: 'False' })).toBe(1)
  })
})

test('in another pool, a user is known by name', () => {
  const drift = new PoolDrift('salt', 'username')
  drift.addRecord(userRecord())
  drift.seeUser(listed(userRecord(), { sub: 'a new one' }))
  expect(drift.drift).toEqual({ added: 0, gone: 0, changed: 0 })
})
