import { describe, expect, test } from '@jest/globals'
import {
  findInImport,
  NO_HASHES
} from '../../../../src/restore/preflight/import-findings.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import type { PlanNeeds } from '../../../../src/restore/preflight/facts.ts'
import { BY_JOB } from '../../../fixtures/by-import.ts'
import { COLUMNS, formatWith } from '../../../fixtures/import-jobs.ts'
import { factsWith, find } from '../../../fixtures/preflight-facts.ts'

const ROLE = 'arn:aws:iam::111122223333:role/import'
const AUTO = { restoreMethod: 'auto', importRoleArn: ROLE } as const
const JOB = { ...BY_JOB, importRoleArn: ROLE } as const
const READY = { format: formatWith() }
const WHY = 'the pool has no auto-verified attributes'
const UNREADY = { format: undefined, why: WHY }

const findings = (
  policies: Partial<RestorePolicies>,
  plan: Partial<PlanNeeds> = {}
) =>
  findInImport(
    factsWith({
      policies,
      plan: { importReadiness: READY, imported: 3, ...plan }
    })
  )

test('nothing speaks against a job that is possible', () => {
  expect(findings(JOB)).toEqual([])
  expect(findings(AUTO)).toEqual([])
  expect(findings({ ...JOB, restoredUserStatus: 'reset-required' })).toEqual([])
})

describe('a pool that takes no import job', () => {
  const plan = { importReadiness: UNREADY, imported: 0 }

  test('stops a restore by import jobs', () => {
    expect(findings(JOB, plan)).toEqual([
      {
        blocks: true,
        title: 'No import job is possible',
        text: `Users can't be created by import jobs, because ${WHY}. Set the input restore-method to api, or let the pool verify an e-mail address or a phone number (AutoVerifiedAttributes).`
      }
    ])
  })

  test('stops a restore to a status that only they can give', () => {
    const policies = { ...AUTO, restoredUserStatus: 'reset-required' } as const
    expect(findings(policies, plan)).toMatchObject([
      {
        blocks: true,
        text: expect.stringContaining(
          'Set restored-user-status to confirmed and restore-method to api, or'
        )
      }
    ])
  })

  test('stops no other', () => {
    expect(findings(AUTO, plan)).toEqual([])
    expect(findings({}, plan)).toEqual([])
  })

  test('is among the findings of a restore', () => {
    expect(find({ policies: JOB, plan })).toEqual(findings(JOB, plan))
  })
})

describe('a role of another account', () => {
  const importRoleArn = 'arn:aws:iam::444455556666:role/import'

  test.each(['import-job', 'auto'] as const)(
    'stops a restore whose method is %s',
    restoreMethod => {
      expect(findings({ restoreMethod, importRoleArn })).toMatchObject([
        {
          blocks: true,
          text: expect.stringMatching(
            /import-role-arn is of the account 444455556666, the user pool of 111122223333\./
          )
        }
      ])
    }
  )

  test('is of no concern where the API creates users', () => {
    expect(findings({ restoreMethod: 'api', importRoleArn })).toEqual([])
  })
})

describe('a header without a column for hashes', () => {
  const columns = COLUMNS.filter(name => name !== 'password_hash')
  const importReadiness = { format: formatWith({ columns }) }

  test('warns that users have to reset their passwords', () => {
    expect(findings(JOB, { importReadiness })).toEqual([
      { blocks: false, ...NO_HASHES }
    ])
  })

  test('says nothing where nobody is imported, or is to have one', () => {
    expect(findings(AUTO, { importReadiness, imported: 0 })).toEqual([])
    const policies = { ...JOB, restoredUserStatus: 'reset-required' } as const
    expect(findings(policies, { importReadiness })).toEqual([])
  })
})
