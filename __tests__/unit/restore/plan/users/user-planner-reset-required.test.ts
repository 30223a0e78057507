import { describe, expect, test } from '@jest/globals'
import type { PoolUser } from '../../../../../src/cognito/users.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import { BY_JOB } from '../../../../fixtures/by-import.ts'
import {
  kept,
  plannerWith,
  poolUser,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

const BEGAN = Date.parse('2026-11-23T03:00:00Z')

interface Scene {
  user?: Partial<PoolUser>
  record?: Partial<UserRecord>
  policies?: Partial<RestorePolicies>
  groups?: readonly string[]
  target?: TargetChanges
}

/** Plans for a user whom the job of an unfinished run has imported. */
function planFor({ user, record, policies, groups = [], target }: Scene = {}) {
  const imported = poolUser('ada', {
    status: 'RESET_REQUIRED',
    createdAt: new Date(BEGAN + 60_000),
    ...user
  })
  return plannerWith(
    { users: [imported], unfinishedSince: BEGAN, ...target },
    { ...BY_JOB, ...policies }
  ).plan(userRecord(record), groups)
}

describe('a user whom an import job has left to reset the password', () => {
  test.each(['confirmed', 'reset-required'] as const)(
    'is kept as our own, where users are to be %s',
    restoredUserStatus => {
      expect(planFor({ policies: { restoredUserStatus } })).toEqual(
        kept({ isOurs: true })
      )
    }
  )

  test('gets the steps that are left, and no password', () => {
    expect(
      planFor({ groups: ['admins'], record: { enabled: false } })
    ).toMatchObject({
      action: 'create',
      groups: ['admins'],
      disable: true,
      resumes: { username: 'ada', sub: 'sub-of-ada', hasPassword: true }
    })
  })

  test('gets its groups without a verified address: no sign-up leads there', () => {
    const attributes = { email: 'ada@example.com' }
    expect(
      planFor({
        user: { attributes },
        record: { attributes },
        groups: ['admins']
      })
    ).toMatchObject({ action: 'create', groups: ['admins'] })
  })

  test('keeps the alias that it has', () => {
    const attributes = {
      email: 'ada@example.com',
      email_verified: 'true',
      preferred_username: 'countess'
    }
    const target = { description: { aliasAttributes: ['preferred_username'] } }
    expect(
      planFor({
        user: { attributes },
        record: { attributes },
        target: {
          ...target,
          users: [
            poolUser('ada', {
              status: 'RESET_REQUIRED',
              createdAt: new Date(BEGAN),
              attributes: { ...attributes, preferred_username: 'chosen' }
            })
          ]
        }
      })
    ).toEqual(kept({ isOurs: true }))
  })

  test.each<[string, Scene]>([
    ['no run is unfinished', { target: { unfinishedSince: undefined } }],
    ['it was there before', { user: { createdAt: new Date(BEGAN - 1) } }],
    [
      'it has other values',
      { record: { attributes: { email: 'ada@example.com', name: 'Ada' } } }
    ]
  ])('is no leftover when %s', (_when, scene) => {
    expect(planFor({ ...scene, groups: ['admins'] })).toMatchObject({
      action: 'keep',
      isOurs: false
    })
  })
})
