import { describe, expect, test } from '@jest/globals'
import type { LabPool } from '../../../tools/prove/lab.ts'
import {
  parseOptions,
  type ProveOptions
} from '../../../tools/prove/options.ts'
import { planOf, tellPlan } from '../../../tools/prove/plan.ts'
import {
  creationOf,
  fits,
  type PoolFacts,
  type PoolKind
} from '../../../tools/prove/pool-kinds.ts'
import { proofs } from '../../../tools/prove/proofs/all.ts'

const id = 'eu-west-1_Ab12Cd34E'
const optionsOf = (...args: string[]) =>
  parseOptions([`--user-pool-id=${id}`, ...args], 'run') as ProveOptions

const plain: PoolFacts = {
  description: {
    arn: `arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${id}`,
    region: 'eu-west-1',
    accountId: '111122223333',
    estimatedNumberOfUsers: 0,
    mfa: 'OFF',
    usernameAttributes: [],
    aliasAttributes: [],
    caseSensitive: true,
    attributeNames: [],
    schema: [],
    autoVerifiedAttributes: [],
    recovery: { by: [], excludesMfa: false },
    lambdaTriggers: [],
    tier: undefined,
    passwordPolicy: { minimumLength: 8 },
    answer: {},
    userPool: {}
  },
  mfa: { sms: false, email: false, totp: false },
  isOwn: false
}
const given = [plain as LabPool]
const like = (
  description: Partial<PoolFacts['description']>,
  facts: Partial<PoolFacts> = {}
): PoolFacts => ({
  ...plain,
  ...facts,
  description: { ...plain.description, ...description }
})
const texts = { sms: true, email: false, totp: false }

describe('a pool', () => {
  test.each<[PoolKind, PoolFacts]>([
    ['username', plain],
    ['email', like({ usernameAttributes: ['email'] })],
    ['alias', like({ aliasAttributes: ['email', 'preferred_username'] })],
    ['case-insensitive', like({ caseSensitive: false })],
    ['import', like({ autoVerifiedAttributes: ['email'] })],
    ['own', like({}, { isOwn: true })],
    ['recoverable', like({ tier: 'ESSENTIALS' })],
    ['mfa-optional', like({ mfa: 'OPTIONAL' }, { mfa: texts })],
    ['mfa-required', like({ mfa: 'ON' }, { mfa: texts })],
    [
      'immutable',
      like({
        schema: [
          { name: 'custom:x', type: 'String', mutable: false, required: false }
        ]
      })
    ]
  ])('of the kind %s is told from a plain one', (kind, facts) => {
    expect(fits(kind, facts)).toBe(true)
    if (kind !== 'username') expect(fits(kind, plain)).toBe(false)
  })

  test('with authenticator apps alone is none with MFA by text message', () => {
    const totp = { sms: false, email: false, totp: true }
    expect(fits('mfa-optional', like({ mfa: 'OPTIONAL' }, { mfa: totp }))).toBe(
      false
    )
  })

  test('with MFA is not made without a sender of texts', () => {
    expect(creationOf('mfa-optional', undefined)).toBeUndefined()
    expect(
      creationOf('mfa-required', { roleArn: 'role', externalId: 'x' })
    ).toMatchObject({ MfaConfiguration: 'ON' })
  })
})

describe('the plan', () => {
  test('tries on a plain pool what such a pool is enough for', () => {
    const plan = planOf(proofs, given, optionsOf())
    expect(plan.pools).toBe(0)
    expect(plan.proofs.length + plan.without.length).toBe(proofs.length)
    for (const { needs } of plan.proofs)
      expect(needs).toEqual({ pool: 'username' })
  })

  test('makes few pools for many kinds', () => {
    expect(planOf(proofs, given, optionsOf('--create-pools')).pools).toBe(5)
  })

  test('tries all with everything that can be given', () => {
    const role = 'arn:aws:iam::111122223333:role/name'
    const plan = planOf(
      proofs,
      given,
      optionsOf(
        '--create-pools',
        '--bucket=b',
        '--kms-key-id=k',
        `--import-role-arn=${role}`,
        `--sms-role-arn=${role}`,
        '--sms-external-id=x'
      )
    )
    expect(plan.without).toEqual([])
    expect(plan.pools).toBe(8)
    expect(plan.users).toBe(65)
  })

  test('takes those whose id holds a text', () => {
    const plan = planOf(proofs, given, optionsOf('--only=link-sixth'))
    expect(plan.proofs.map(({ id: name }) => name)).toEqual(['link-sixth'])
    expect(plan.users).toBe(1)
  })

  test('is told with what is missing, and how to go on', () => {
    const text = tellPlan(planOf(proofs, given, optionsOf('--only=put-answer')))
    expect(text).toContain('put-answer: --bucket and --kms-key-id')
    expect(text).toContain('add --yes')
  })
})
