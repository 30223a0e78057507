import { describe, expect, test } from '@jest/globals'
import type { PoolUser } from '../../../../../src/cognito/users.ts'
import { Claims } from '../../../../../src/restore/plan/users/claims.ts'
import { planUpdate } from '../../../../../src/restore/plan/users/plan-update.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import { attribute } from '../../../../fixtures/preflight-facts.ts'
import {
  poolUser,
  targetWith,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

type Attributes = UserRecord['attributes']

/** Another user of the snapshot. */
const EVA = userRecord({ sub: 'sub-of-eva' })

interface Scene extends TargetChanges {
  /** As the pool has the user. */
  is?: Partial<PoolUser>
  /** As the snapshot has it. */
  was?: Partial<UserRecord>
  groups?: readonly string[]
  /** Addresses of those who were planned before. */
  claims?: Claims
}

function planFor({
  is,
  was,
  groups = [],
  users = [],
  claims = new Claims(),
  ...changes
}: Scene) {
  const ada = poolUser('ada', is)
  const target = targetWith({ ...changes, users: [ada, ...users] })
  const existing = target.users.named('ada')
  if (existing === undefined) throw new Error('ada is there')
  return planUpdate(userRecord(was), groups, existing, target, claims)
}

/** The changes from one set of attributes to another. */
function changesOf(is: Attributes, was: Attributes, scene: Scene = {}) {
  const { plan } = planFor({
    ...scene,
    is: { attributes: is },
    was: { attributes: was }
  })
  return plan?.action === 'update' ? plan.attributes : plan
}

test('a user who is as the snapshot says is not updated', () => {
  expect(planFor({})).toEqual({ plan: undefined, attributesLeft: 0 })
})

describe('the attributes of a user', () => {
  test('are those of the snapshot, and no others', () => {
    expect(
      changesOf(
        { name: 'Ada', nickname: 'A', locale: 'en' },
        { name: 'Ada L.', locale: 'en', zoneinfo: 'UTC' }
      )
    ).toEqual({ name: 'Ada L.', zoneinfo: 'UTC', nickname: '' })
  })

  test('are left alone where Cognito keeps or counts them', () => {
    expect(
      changesOf(
        { identities: '[]', 'cognito:user_status': 'x' },
        { identities: '[1]', sub: 's' }
      )
    ).toBeUndefined()
  })

  test('are left alone where they are immutable', () => {
    const schema = [
      attribute('custom:a', { mutable: false }),
      attribute('custom:b', { mutable: false })
    ]
    expect(
      changesOf(
        { 'custom:a': '1', 'custom:b': '1' },
        { 'custom:a': '2' },
        { schema }
      )
    ).toBeUndefined()
  })

  test('are not taken away where users need them', () => {
    const schema = [attribute('name', { required: true })]
    const description = { usernameAttributes: ['email'] }
    expect(
      changesOf(
        { name: 'Ada', email: 'ada@example.com' },
        {},
        { schema, description }
      )
    ).toBeUndefined()
  })

  test('fit the schema, or Cognito would refuse the update', () => {
    const schema = [attribute('name', { minLength: 2, maxLength: 3 })]
    expect(changesOf({}, { name: 'Adas' }, { schema })).toEqual({
      action: 'fail',
      code: 'attribute-not-accepted'
    })
    expect(changesOf({ name: 'Ada' }, {}, { schema })).toEqual({ name: '' })
  })
})

describe('an address', () => {
  const is = { email: 'old@example.com', email_verified: 'true' }
  const verified = { email: 'new@example.com', email_verified: 'true' }
  const unverified = { email: 'new@example.com', email_verified: 'false' }
  const verifying = { description: { autoVerifiedAttributes: ['email'] } }

  test('that is verified goes with its flag, though that has not changed', () => {
    expect(changesOf(is, verified)).toEqual(verified)
    expect(changesOf(is, verified, verifying)).toEqual(verified)
  })

  test('that is not verified changes only where no code is sent', () => {
    expect(changesOf(is, unverified)).toEqual(unverified)
    expect(changesOf(is, { ...unverified, name: 'Ada' }, verifying)).toEqual({
      name: 'Ada'
    })
  })

  test('that stays undone is counted', () => {
    const scene = (name: string) => ({
      ...verifying,
      is: { attributes: is },
      was: { attributes: { ...unverified, name } }
    })
    expect(planFor(scene('Ada'))).toMatchObject({
      plan: { attributesLeft: 1 },
      attributesLeft: 1
    })
    // Also of a user of whom nothing else changes.
    expect(planFor(scene(''))).toEqual({ plan: undefined, attributesLeft: 1 })
  })

  test('that goes takes no flag with it', () => {
    expect(changesOf(is, {})).toEqual({ email: '' })
  })

  test('may lose or gain its flag alone', () => {
    const { email } = is
    expect(changesOf(is, { email, email_verified: 'false' })).toEqual({
      email_verified: 'false'
    })
    expect(
      changesOf({ email, email_verified: 'false' }, is, verifying)
    ).toEqual({ email_verified: 'true' })
  })

  test('is not taken from somebody who signs in by it', () => {
    const description = { aliasAttributes: ['email'] }
    const users = [poolUser('new')]
    const taken = { action: 'fail', code: 'address-taken' }
    expect(changesOf(is, verified, { description, users })).toEqual(taken)
    expect(changesOf(is, unverified, { description, users })).toEqual(
      unverified
    )
    expect(changesOf(is, verified, { users })).toEqual(verified)
    const claims = new Claims()
    claims.take('email:new@example.com', EVA)
    expect(changesOf(is, verified, { description, claims })).toEqual(taken)
    expect(changesOf(is, verified, { claims })).toEqual(verified)
    // To be verified is what makes it an alias.
    expect(changesOf(unverified, verified, { description, users })).toEqual(
      taken
    )
  })
})

describe('an address that an update gives', () => {
  const description = { aliasAttributes: ['email'] }
  const email = (name: string) => ({
    email: `${name}@example.com`,
    email_verified: 'true'
  })
  const claimedBy = (scene: Scene) => {
    const claims = new Claims()
    planFor({ description, ...scene, claims })
    const keys = ['ada', 'old', 'new'].map(name => `email:${name}@example.com`)
    return keys.filter(key => claims.isTaken(key, EVA))
  }

  test('is claimed, so that nobody else gets it', () => {
    expect(
      claimedBy({
        is: { attributes: email('old') },
        was: { attributes: email('new') }
      })
    ).toEqual(['email:new@example.com'])
  })

  test.each<[string, Scene]>([
    ['is the user’s already', { was: { attributes: email('ada') } }],
    [
      'is not verified',
      {
        is: { attributes: {} },
        was: { attributes: { email: 'new@example.com' } }
      }
    ],
    [
      'is of a user who is refused',
      {
        is: { attributes: {} },
        was: { attributes: { ...email('new'), name: 'too long' } },
        schema: [attribute('name', { maxLength: 3 })]
      }
    ]
  ])('is not claimed when it %s', (_when, scene) => {
    expect(claimedBy(scene)).toEqual([])
  })

  test('is given with its flag, or not at all, where it can not change', () => {
    const schema = [attribute('email', { mutable: false })]
    const unverified = { ...email('ada'), email_verified: 'false' }
    // A flag of another address says nothing of this one.
    expect(
      changesOf(unverified, email('new'), { description, schema })
    ).toBeUndefined()
    expect(
      changesOf(unverified, email('ada'), { description, schema })
    ).toEqual({ email_verified: 'true' })
  })
})

describe('a preferred name that is an alias', () => {
  const description = { aliasAttributes: ['preferred_username'] }
  const was = {
    attributes: {
      email: 'ada@example.com',
      email_verified: 'true',
      preferred_username: 'countess',
      name: 'Ada'
    }
  }

  const expectLeftOutOf = (status: string) => {
    expect(planFor({ description, is: { status }, was })).toMatchObject({
      plan: { attributes: { name: 'Ada' }, attributesLeft: 1 },
      attributesLeft: 1
    })
  }

  test('is left out of somebody who never confirmed', () => {
    expectLeftOutOf('UNCONFIRMED')
  })

  // As a restore with force-change-password has left it out.
  test('is left out of somebody who never set a password', () => {
    expectLeftOutOf('FORCE_CHANGE_PASSWORD')
  })

  test('is not claimed then', () => {
    const claims = new Claims()
    planFor({ description, is: { status: 'UNCONFIRMED' }, was, claims })
    expect(claims.isTaken('preferred_username:countess', EVA)).toBe(false)
  })

  test('can be taken away from them', () => {
    const { preferred_username: _, ...attributes } = was.attributes
    expect(
      planFor({
        description,
        is: { status: 'UNCONFIRMED', attributes: was.attributes },
        was: { attributes }
      })
    ).toMatchObject({ plan: { attributes: { preferred_username: '' } } })
  })

  test.each<[string, Scene]>([
    ['where users are confirmed', { description }],
    ['where it is no alias', { is: { status: 'UNCONFIRMED' } }]
  ])('is set %s', (_where, scene) => {
    expect(planFor({ ...scene, was })).toMatchObject({
      plan: { attributes: { preferred_username: 'countess' } },
      attributesLeft: 0
    })
  })
})

describe('a user', () => {
  test.each([
    [true, false],
    [false, true]
  ])('whose enabled flag is %s and was %s gets it back', (now, before) => {
    const { plan } = planFor({
      is: { enabled: now },
      was: { enabled: before }
    })
    expect(plan).toMatchObject({ enabled: before, attributes: {} })
  })

  test('is in the groups of the snapshot, and no others', () => {
    const memberships = { ada: ['a', 'b'] }
    expect(planFor({ memberships, groups: ['b', 'c'] }).plan).toMatchObject({
      addTo: ['c'],
      removeFrom: ['a'],
      enabled: undefined
    })
    expect(planFor({ memberships, groups: ['b', 'a'] }).plan).toBeUndefined()
  })

  test('is updated under the name that the pool has', () => {
    const was = { username: 'Ada', enabled: false }
    expect(planFor({ was }).plan).toMatchObject({
      username: 'ada',
      sub: 'sub-of-ada'
    })
  })
})
