import { describe, expect, test } from '@jest/globals'
import type { PoolDescription } from '../../../../src/cognito/describe-pool.ts'
import { readImportFormat } from '../../../../src/restore/target/import-format.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import { BY_JOB, IMPORT_ROLE } from '../../../fixtures/by-import.ts'
import { fakePool, POOL_ID, refuses } from '../../../fixtures/fake-pool.ts'
import { attribute } from '../../../fixtures/preflight-facts.ts'
import {
  descriptionWith,
  policiesWith
} from '../../../fixtures/restore-plans.ts'

const AUTO = { restoreMethod: 'auto', importRoleArn: IMPORT_ROLE } as const
const CSVHeader = ['email', 'email_verified', 'cognito:username']

async function read(
  policies: Partial<RestorePolicies>,
  description: Partial<PoolDescription> = {},
  GetCSVHeader: () => object = () => ({ CSVHeader })
) {
  const pool = fakePool({ GetCSVHeader })
  const readiness = await readImportFormat(
    pool,
    descriptionWith({ autoVerifiedAttributes: ['email'], ...description }),
    policiesWith(policies)
  )
  return { readiness, calls: pool.calls }
}

describe('the format of a pool', () => {
  test('has the columns that Cognito names, and what rows must have', async () => {
    const { readiness, calls } = await read(BY_JOB, {
      schema: [
        attribute('sub', { required: true }),
        attribute('email', { required: true }),
        attribute('name')
      ],
      autoVerifiedAttributes: ['email', 'phone_number'],
      mfa: 'OPTIONAL'
    })
    expect(readiness).toEqual({
      format: {
        columns: CSVHeader,
        autoVerified: ['email', 'phone_number'],
        required: ['email'],
        booleans: ['email_verified'],
        mfaEnabled: false
      }
    })
    expect(calls).toMatchObject([
      { operation: 'GetCSVHeader', input: { UserPoolId: POOL_ID } }
    ])
  })

  test.each([
    ['OFF', false],
    ['OPTIONAL', false],
    ['ON', true]
  ] as const)(
    'where MFA is %s, has it enabled: %s',
    async (mfa, mfaEnabled) => {
      const { readiness } = await read(BY_JOB, { mfa })
      expect(readiness.format).toMatchObject({ mfaEnabled })
    }
  )
})

describe('no import job is possible', () => {
  test.each<[string, Partial<RestorePolicies>, Partial<PoolDescription>]>([
    ['restore-method is api', { importRoleArn: IMPORT_ROLE }, {}],
    ['import-role-arn is not set', { restoreMethod: 'auto' }, {}],
    [
      "restored-user-status is force-change-password, which import jobs can't give",
      { ...AUTO, restoredUserStatus: 'force-change-password' },
      {}
    ],
    [
      'the pool has no auto-verified attributes',
      BY_JOB,
      { autoVerifiedAttributes: [] }
    ]
  ])('where %s, and nobody is asked', async (why, policies, description) => {
    const { readiness, calls } = await read(policies, description)
    expect(readiness).toEqual({ format: undefined, why })
    expect(calls).toEqual([])
  })
})

describe('a header that is refused', () => {
  const denied = refuses('AccessDeniedException', { code: 'access-denied' })

  test('is a reason to do without import jobs, where they are a choice', async () => {
    const { readiness, calls } = await read(AUTO, {}, denied)
    expect(readiness).toEqual({
      format: undefined,
      why: 'GetCSVHeader answered AccessDeniedException'
    })
    expect(calls).toMatchObject([{ isOptional: true }])
  })

  test('ends a restore that is to be by import jobs', async () => {
    await expect(read(BY_JOB, {}, denied)).rejects.toMatchObject({
      awsCode: 'AccessDeniedException'
    })
    // Such a call isn't one to give up early.
    const { calls } = await read(BY_JOB)
    expect(calls[0]).not.toHaveProperty('isOptional')
  })

  test('is no cover for a bug', async () => {
    const bug = () => Promise.reject(new TypeError('a bug'))
    await expect(read(AUTO, {}, bug)).rejects.toThrow(TypeError)
  })
})
