import { describe, expect, test } from '@jest/globals'
import { RecoveredPool } from '../../../src/recover/recovered-pool.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

const ADA = userRecord()

/** Judges `ada` of the snapshot by a pool that has these. */
function judge(
  now: readonly Partial<typeof ADA>[],
  { before = ['admins'], after = ['admins'], user = ADA } = {}
) {
  const pool = new RecoveredPool('salt', [])
  for (const changes of now) pool.addUser({ ...ADA, ...changes })
  const { username } = user
  for (const group of after) pool.addMembership({ group, username })
  for (const group of before) pool.checkMembership({ group, username })
  return pool.judge(user)
}

describe('a user of the snapshot', () => {
  test('that the recovered pool has as it was has lost nothing', () => {
    expect(judge([{}])).toEqual({
      result: 'there',
      reverted: [],
      membershipsGone: 0
    })
  })

  test('is missing when no user of the pool has the sub', () => {
    expect(judge([])).toEqual({ result: 'missing' })
    expect(judge([{ sub: 'of-another' }])).toEqual({ result: 'missing' })
  })

  test.each([
    ['attributes', { attributes: { email: 'older@example.com' } }],
    ['status', { status: 'FORCE_CHANGE_PASSWORD' }],
    ['enabled', { enabled: !ADA.enabled }],
    ['username', { username: 'ada-as-she-was' }]
  ])('was reverted when the pool has other %s', (what, changes) => {
    expect(judge([changes])).toMatchObject({ reverted: [what] })
  })

  test('was reverted when memberships went, which are counted', () => {
    expect(judge([{}], { before: ['a', 'b', 'c'], after: ['b'] })).toEqual({
      result: 'there',
      reverted: ['memberships'],
      membershipsGone: 2
    })
  })

  test('has lost no membership that came back by the recovery', () => {
    expect(judge([{}], { before: [], after: ['admins'] })).toMatchObject({
      reverted: []
    })
  })

  test('counts once, however often the pool lists it', () => {
    const pool = new RecoveredPool('salt', [])
    pool.addUser(ADA)
    pool.addUser(ADA)
    expect(pool.size).toBe(1)
  })
})
