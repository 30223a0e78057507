import { describe, expect, test } from '@jest/globals'
import type { PoolUser } from '../../../../../src/cognito/users.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import {
  identitiesText,
  kept,
  plannerWith,
  poolUser,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

const BEGAN = Date.parse('2026-11-23T03:00:00Z')
const WEEK = 7 * 24 * 3_600_000
const ADDRESS = { email: 'ada@example.com', email_verified: 'true' }

/** As AdminCreateUser leaves it, a minute after the unfinished run began. */
const HALF_DONE = poolUser('ada', {
  status: 'FORCE_CHANGE_PASSWORD',
  createdAt: new Date(BEGAN + 60_000)
})

interface Scene {
  user?: Partial<PoolUser>
  record?: Partial<UserRecord>
  policies?: Partial<RestorePolicies>
  target?: TargetChanges
}

/** Plans for ada, an admin, in a run that continues one of three o'clock. */
function planFor({ user, record, policies, target }: Scene = {}) {
  return plannerWith(
    {
      users: [{ ...HALF_DONE, ...user }],
      unfinishedSince: BEGAN,
      ...target
    },
    policies
  ).plan(userRecord(record), ['admins'])
}

describe('a user whom an interrupted run left half done', () => {
  test('gets the steps that are missing, without another creation', () => {
    expect(planFor()).toMatchObject({
      action: 'create',
      groups: ['admins'],
      resumes: { username: 'ada', sub: 'sub-of-ada', hasPassword: false }
    })
  })

  test.each([
    ['the very second in which the run began', BEGAN],
    ['the last moment of the week after that', BEGAN + WEEK - 1]
  ])('may have been created in %s', (_when, at) => {
    expect(planFor({ user: { createdAt: new Date(at) } })).toMatchObject({
      action: 'create'
    })
  })

  test('may have Booleans as an import job spells them', () => {
    const attributes = { ...ADDRESS, email_verified: 'True' }
    expect(planFor({ record: { attributes } })).toMatchObject({
      action: 'create',
      resumes: { username: 'ada' }
    })
  })

  test('keeps the address that is its own', () => {
    const description = { aliasAttributes: ['email'] }
    expect(planFor({ target: { description } })).toMatchObject({
      action: 'create'
    })
  })

  test('is added only to the groups that it is not in', () => {
    const target = { memberships: { ada: ['admins'] } }
    expect(planFor({ target })).toMatchObject({ action: 'create', groups: [] })
  })

  test.each([
    [true, true],
    [false, false]
  ])('and is enabled: %s, is to be disabled: %s', (enabled, disable) => {
    expect(
      planFor({ user: { enabled }, record: { enabled: false } })
    ).toMatchObject({ action: 'create', disable })
  })

  test('fails when Cognito would refuse it, and is not taken for finished', () => {
    const description = { aliasAttributes: ['email'] }
    const eva = poolUser('eva', { attributes: { ...ADDRESS } })
    expect(
      planFor({ target: { description, users: [HALF_DONE, eva] } })
    ).toEqual({ action: 'fail', code: 'address-taken' })
  })

  test('is not linked again to what is linked', () => {
    const identities = '[{"providerName":"Okta","userId":"1"}]'
    const attributes = { ...ADDRESS, identities }
    const scene = {
      record: { attributes },
      policies: { federatedUsers: 'link' } as const
    }
    expect(planFor(scene)).toMatchObject({
      identities: [{ providerName: 'Okta', userId: '1' }]
    })
    expect(planFor({ ...scene, user: { attributes } })).toMatchObject({
      identities: [],
      identitiesLeft: 0
    })
  })
})

describe('a user whom an interrupted run confirmed', () => {
  const user = { status: 'CONFIRMED' }

  const isAdmin = { memberships: { ada: ['admins'] } }
  const identities = identitiesText(['Okta', '1'])

  test('is kept, as one of its own, when nothing is left to do', () => {
    expect(planFor({ user, target: isAdmin })).toEqual(kept({ isOurs: true }))
    // As often as the pool is asked for updates too.
    expect(
      planFor({
        user,
        target: isAdmin,
        policies: { existingUsers: 'update' }
      })
    ).toEqual(kept({ isOurs: true }))
  })

  test.each<[string, Scene, Partial<UserCreation>]>([
    ['a group', { user }, { groups: ['admins'] }],
    [
      'to be disabled',
      { user, record: { enabled: false }, target: isAdmin },
      { disable: true, groups: [] }
    ],
    [
      'an identity',
      {
        user,
        record: { attributes: { ...ADDRESS, identities } },
        policies: { federatedUsers: 'link' },
        target: isAdmin
      },
      { identities: [{ providerName: 'Okta', userId: '1' }], groups: [] }
    ],
    [
      'an alias',
      {
        user,
        record: { attributes: { ...ADDRESS, preferred_username: 'countess' } },
        target: {
          ...isAdmin,
          description: { aliasAttributes: ['preferred_username'] }
        }
      },
      { attributesAfterwards: { preferred_username: 'countess' } }
    ],
    [
      'a factor',
      {
        user,
        record: { mfa: { methods: ['EMAIL_OTP'], preferred: null } },
        policies: { mfaUsers: 'restore' },
        target: {
          ...isAdmin,
          description: { mfa: 'OPTIONAL' },
          mfa: { email: true }
        }
      },
      { mfa: { enable: ['EMAIL_OTP'], preferred: null, lost: [] } }
    ]
  ])('lacks %s, and gets that alone', (_what, scene, plan) => {
    expect(planFor(scene)).toMatchObject({
      action: 'create',
      ...plan,
      resumes: { username: 'ada', sub: 'sub-of-ada', hasPassword: true }
    })
  })
})

describe('a federated user whom an interrupted run left half done', () => {
  const identities = identitiesText(['Okta', '1'])
  const record = {
    username: 'Okta_1',
    status: 'EXTERNAL_PROVIDER',
    skip: ['federated'],
    attributes: { ...ADDRESS, identities }
  } satisfies Partial<UserRecord>
  const policies = { federatedUsers: 'link' } as const
  const byEmail = { usernameAttributes: ['email'] }
  const linked = `linked-${userRecord().sub}`
  const federated = (user: Partial<PoolUser>, description = {}) =>
    planFor({ user, record, policies, target: { description } })

  test('is linked and finished', () => {
    expect(federated({ username: linked, attributes: ADDRESS })).toMatchObject({
      action: 'create',
      identities: [{ providerName: 'Okta', userId: '1' }],
      resumes: { username: linked, hasPassword: false }
    })
  })

  test('is finished when it is linked', () => {
    expect(
      federated({ username: linked, attributes: { ...ADDRESS, identities } })
    ).toMatchObject({ action: 'create', identities: [] })
  })

  test('is finished when it is linked, where the pool makes names up', () => {
    expect(
      federated(
        { username: 'made-up', attributes: { ...ADDRESS, identities } },
        byEmail
      )
    ).toMatchObject({ action: 'create', resumes: { username: 'made-up' } })
  })

  test('is linked and finished, where the pool makes names up', () => {
    expect(
      federated({ username: 'made-up', attributes: ADDRESS }, byEmail)
    ).toMatchObject({ action: 'create', resumes: { username: 'made-up' } })
  })
})

describe('an unfinished run', () => {
  const description = { aliasAttributes: ['email'] }
  const phone = { phone_number: '+1234567', phone_number_verified: 'true' }
  // Somebody's own user, made since: the same person by the phone number.
  const own = poolUser('ada', {
    createdAt: new Date(BEGAN + 1),
    attributes: { ...phone }
  })
  const record = userRecord({ attributes: { ...ADDRESS, ...phone } })
  const planner = (policies: Partial<RestorePolicies>) =>
    plannerWith({ description, users: [own], unfinishedSince: BEGAN }, policies)

  test('claims no address for somebody whom it did not create', () => {
    const unfinished = planner({})
    expect(unfinished.plan(record, [])).toMatchObject({
      action: 'keep',
      isOurs: false
    })
    const twin = userRecord({ username: 'twin', sub: 'x' })
    expect(unfinished.plan(twin, [])).toMatchObject({ action: 'create' })
  })

  test('updates somebody whom it did not create', () => {
    const unfinished = planner({ existingUsers: 'update' })
    expect(unfinished.plan(record, [])).toMatchObject({ action: 'update' })
  })

  test('has nothing left to do for who is to change the password', () => {
    const target = { memberships: { ada: ['admins'] } }
    const policies = { restoredUserStatus: 'force-change-password' } as const
    expect(planFor({ target, policies })).toEqual(kept({ isOurs: true }))
  })
})

describe('who is confirmed by now, and may have signed up under the name', () => {
  const asTo = (attributes: Record<string, string>, enabled = true) =>
    planFor({
      user: { status: 'CONFIRMED', attributes },
      record: { attributes, enabled }
    })

  test('gets groups where the snapshot calls the address verified', () => {
    expect(asTo(ADDRESS)).toMatchObject({
      action: 'create',
      groups: ['admins'],
      resumes: { hasPassword: true }
    })
  })

  test('is a conflict where it does not', () => {
    const { email } = ADDRESS
    expect(asTo({ email })).toEqual(kept({ isConflict: true }))
    expect(asTo({ email }, false)).toEqual(kept({ isConflict: true }))
  })

  test('gets what is left where the journal says that a run created it', () => {
    expect(
      planFor({
        user: { status: 'CONFIRMED', attributes: {} },
        target: { created: [[userRecord().sub, 'sub-of-ada']] }
      })
    ).toMatchObject({ action: 'create', groups: ['admins'] })
  })
})

describe('a user is no leftover of a restore', () => {
  test.each<[string, Scene]>([
    [
      'when no earlier run is unfinished',
      { target: { unfinishedSince: undefined } }
    ],
    [
      'when it came a week after that run began',
      { user: { createdAt: new Date(BEGAN + WEEK) } }
    ],
    [
      'when it lacks an attribute that it would have been created with',
      { record: { attributes: { ...ADDRESS, name: 'Ada' } } }
    ],
    [
      'when its address is not verified, as it would have been',
      { user: { attributes: { ...ADDRESS, email_verified: 'false' } } }
    ],
    [
      'when it was there before that run',
      { user: { createdAt: new Date(BEGAN - 1) } }
    ],
    [
      'when it is the very user of the snapshot',
      { record: { sub: 'sub-of-ada' } }
    ],
    [
      'when it signed up and is not confirmed',
      { user: { status: 'UNCONFIRMED' } }
    ],
    [
      'when it is of an identity provider',
      { user: { status: 'EXTERNAL_PROVIDER' } }
    ],
    [
      'when it is somebody else',
      { user: { attributes: { email: 'eva@example.com' } } }
    ]
  ])('%s', (_when, scene) => {
    expect(planFor(scene)).toMatchObject({ action: 'keep', isOurs: false })
  })
})

describe('a user whom a restore of another snapshot left half done', () => {
  const target = { unfinishedSince: undefined }

  test('is kept, and said to be unconfirmed', () => {
    expect(planFor({ target })).toEqual(kept({ isUnconfirmed: true }))
  })

  test('is said to be unconfirmed where it is updated too', () => {
    const policies = { existingUsers: 'update' } as const
    expect(planFor({ target, policies })).toMatchObject({
      action: 'update',
      isUnconfirmed: true
    })
  })

  test('is as the inputs want it, or as it was, where they leave users so', () => {
    const policies = { restoredUserStatus: 'force-change-password' } as const
    expect(planFor({ target, policies })).toEqual(kept())
    const record = { status: 'FORCE_CHANGE_PASSWORD' }
    expect(planFor({ target, record })).toEqual(kept())
  })
})
