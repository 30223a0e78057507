import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import {
  makePoolWith,
  type PoolContent,
  type PoolPlan
} from '../fixtures/restore-pools.ts'
import { clients } from '../fixtures/simulator-clients.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const poolWith = (content: PoolContent = {}, plan: PoolPlan = {}) =>
  makePoolWith(lab.simulator, content, plan)

const snapshotOf = async (content: PoolContent, plan: PoolPlan = {}) =>
  lab.exportOf(await poolWith(content, plan))

const ada = {
  username: 'ada',
  attributes: { email: 'ada@example.com', email_verified: 'true' }
}
const OTHER_ACCOUNT = '999999999999'
const role = (account: string, name: string) =>
  `arn:aws:iam::${account}:role/${name}`

describe('replace', () => {
  const content = {
    users: [ada],
    groups: [
      { name: 'admins', roleArn: role(OTHER_ACCOUNT, 'prod-admins') },
      { name: 'staff', roleArn: role(OTHER_ACCOUNT, 'prod-staff') },
      { name: 'plain' }
    ]
  }

  test('puts other accounts and names into the roles of groups, in its order', async () => {
    const snapshot = await snapshotOf(content)
    const target = await poolWith()
    const { accountId } = lab.simulator
    const run = await lab.restore(snapshot, target, {
      replacements: [
        { from: OTHER_ACCOUNT, to: accountId },
        { from: 'role/prod-', to: 'role/test-' },
        { from: 'test-staff', to: 'people' }
      ]
    })
    expect(run.failure).toBeUndefined()
    const { groups } = lab.simulator.poolState(target)
    expect(groups.map(({ name, roleArn }) => [name, roleArn])).toEqual([
      ['admins', role(accountId, 'test-admins')],
      ['plain', undefined],
      ['staff', role(accountId, 'people')]
    ])
  })

  test('is asked for where roles are of another account', async () => {
    const snapshot = await snapshotOf(content)
    const target = await poolWith()
    const run = await lab.restore(snapshot, target)
    expect(run.failure).toEqual({
      code: 'restore-blocked',
      message: expect.stringMatching(
        /2 groups to be created have roles of another AWS account.*input replace/
      )
    })
    expect(lab.simulator.poolState(target).groups).toEqual([])
  })

  test('is not needed where the groups are there already, which are kept', async () => {
    const snapshot = await snapshotOf(content)
    const own = role(lab.simulator.accountId, 'own')
    const target = await poolWith({
      groups: [
        { name: 'admins', roleArn: own },
        { name: 'staff', roleArn: own }
      ]
    })
    const run = await lab.restore(snapshot, target)
    expect(run.failure).toBeUndefined()
    const { groups } = lab.simulator.poolState(target)
    expect(groups.map(({ roleArn }) => roleArn)).toEqual([own, undefined, own])
    expect(run.outcome.warnings.map(({ title }) => title)).toContain(
      'Groups have other roles'
    )
  })
})

describe('add-custom-attributes', () => {
  const Schema = [
    {
      Name: 'team',
      AttributeDataType: 'String',
      Mutable: true,
      StringAttributeConstraints: { MinLength: '1', MaxLength: '20' }
    },
    {
      Name: 'level',
      AttributeDataType: 'Number',
      Mutable: false,
      NumberAttributeConstraints: { MinValue: '0', MaxValue: '100' }
    },
    { Name: 'unused', AttributeDataType: 'String', Mutable: true }
  ]
  const content = {
    users: [
      {
        ...ada,
        attributes: {
          ...ada.attributes,
          'custom:team': 'red',
          'custom:level': '7'
        }
      }
    ]
  }
  const snapshotWith = () => snapshotOf(content, { request: { Schema } })

  async function customOf(UserPoolId: string) {
    const { cognito } = clients(lab.simulator)
    const { UserPool } = await cognito.describeUserPool({ UserPoolId })
    cognito.destroy()
    return UserPool?.SchemaAttributes?.filter(({ Name }) =>
      Name?.startsWith('custom:')
    )
  }

  test('creates what users have and the target lacks, as it was, and no more', async () => {
    const snapshot = await snapshotWith()
    const target = await poolWith()
    const run = await lab.restore(snapshot, target, {
      addCustomAttributes: true
    })
    expect(run.failure).toBeUndefined()
    expect(await customOf(target)).toEqual([
      expect.objectContaining({
        Name: 'custom:level',
        AttributeDataType: 'Number',
        Mutable: false,
        NumberAttributeConstraints: { MinValue: '0', MaxValue: '100' }
      }),
      expect.objectContaining({
        Name: 'custom:team',
        AttributeDataType: 'String',
        Mutable: true,
        StringAttributeConstraints: { MinLength: '1', MaxLength: '20' }
      })
    ])
    const [user] = lab.simulator.poolState(target).users
    expect(user?.attributes).toMatchObject({
      'custom:team': 'red',
      'custom:level': '7'
    })
  })

  test('adds nothing in a dry run, which names what it would add', async () => {
    const snapshot = await snapshotWith()
    const target = await poolWith()
    const run = await lab.restore(snapshot, target, {
      addCustomAttributes: true,
      dryRun: true
    })
    expect(run.writes).toEqual([])
    expect([...(run.outcome.plan?.customAttributes ?? [])].sort()).toEqual([
      'custom:level',
      'custom:team'
    ])
    expect(await customOf(target)).toEqual([])
  })

  test('is named by the refusal of a pool that lacks them', async () => {
    const snapshot = await snapshotWith()
    const target = await poolWith()
    const run = await lab.restore(snapshot, target)
    expect(run.failure).toEqual({
      code: 'restore-blocked',
      message: expect.stringMatching(
        /lacks the attributes custom:level, custom:team\. Set the input add-custom-attributes to true/
      )
    })
    expect(await customOf(target)).toEqual([])
  })
})

describe('a restore is refused before the first write', () => {
  test('into a pool of an account that is not allowed', async () => {
    const snapshot = await snapshotOf({ users: [ada] })
    const target = await poolWith()
    const refused = await lab.restore(snapshot, target, {
      allowedAccountIds: [OTHER_ACCOUNT]
    })
    expect(refused.failure).toMatchObject({
      code: 'restore-blocked',
      message: expect.stringContaining("allowed-account-ids doesn't list")
    })
    expect(refused.writes).toEqual([])
    const { failure } = await lab.restore(snapshot, target, {
      allowedAccountIds: [OTHER_ACCOUNT, lab.simulator.accountId]
    })
    expect(failure).toBeUndefined()
  })

  const totp: Partial<NewUser> = { authFactors: ['SOFTWARE_TOKEN'] }
  const google: Partial<NewUser> = {
    status: 'EXTERNAL_PROVIDER',
    identities: [{ providerName: 'Google', userId: '1001' }]
  }
  const sub = '7438d4b8-0000-7000-8000-00000000ada0'
  test.each<[string, Partial<NewUser>, PoolPlan, string]>([
    [
      'no user has a username',
      { username: sub, sub },
      { request: { UsernameAttributes: ['email'] } },
      'users-without-username: recreate'
    ],
    ['MFA protects all', totp, { mfa: 'OPTIONAL' }, 'mfa-users: restore'],
    [
      'all are federated',
      { ...google, username: 'Google_1001' },
      { providers: ['Google'] },
      'federated-users: link'
    ]
  ])(
    'when %s, naming the input that changes it',
    async (_why, changes, plan, input) => {
      const users = [{ ...ada, ...changes }]
      const groups = [{ name: 'staff' }]
      const snapshot = await snapshotOf({ users, groups }, plan)
      const target = await poolWith({}, plan)
      for (const dryRun of [true, false]) {
        const run = await lab.restore(snapshot, target, { dryRun })
        expect(run.failure).toEqual({
          code: 'nothing-restored',
          message: expect.stringMatching(
            new RegExp(
              `all of 1 user would be skipped.*changes that: ${input}\\.$`
            )
          )
        })
        expect(run.writes).toEqual([])
      }
      expect(lab.simulator.poolState(target).groups).toEqual([])
    }
  )

  test('with everything that speaks against it at once', async () => {
    const snapshot = await snapshotOf(
      {
        users: [
          {
            ...ada,
            attributes: { ...ada.attributes, 'custom:team': 'red' },
            identities: [{ providerName: 'Google', userId: '1001' }]
          },
          { ...ada, username: 'bo', attributes: {} }
        ],
        groups: [{ name: 'admins', roleArn: role(OTHER_ACCOUNT, 'admins') }]
      },
      {
        providers: ['Google'],
        request: {
          Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }]
        }
      }
    )
    const target = await poolWith({ users: [{ username: 'bo' }] })
    const run = await lab.restore(snapshot, target, {
      existingUsers: 'fail',
      federatedUsers: 'link',
      allowedAccountIds: [OTHER_ACCOUNT]
    })
    expect(run.failure?.code).toBe('restore-blocked')
    const text = run.failure?.message ?? ''
    for (const [number, what] of [
      'allowed-account-ids',
      'lacks the attributes custom:team',
      'existing-users is fail',
      'roles? of another AWS account',
      'lacks the identity providers Google'
    ].entries()) {
      expect(text).toMatch(new RegExp(`${number + 1}\\) .*${what}`))
    }
    expect(text).not.toContain('6)')
    expect(text).toMatch(/Nothing was written\.$/)
    expect(run.writes).toEqual([])
  })
})
