import { describe, expect, test } from '@jest/globals'
import { takeTexts } from '../../../src/inputs/parse.ts'
import { readRunSubject } from '../../../src/inputs/run-subject.ts'
import { stepEnv } from '../../fixtures/read-inputs.ts'

const POOL = 'eu-west-1_Ab12Cd34E'
const OTHER = 'us-east-1_Source123'

const subjectOf = (inputs: Record<string, string>) =>
  readRunSubject(takeTexts(stepEnv(inputs)))

describe('what a run is about', () => {
  test.each<[string, Record<string, string>, ReturnType<typeof subjectOf>]>([
    [
      'an export, of its pool',
      { mode: 'export', 'user-pool-id': POOL },
      { mode: 'export', userPoolId: POOL, isDryRun: false }
    ],
    [
      'a restore, into its pool',
      { mode: 'restore', 'user-pool-id': POOL, 'source-user-pool-id': OTHER },
      { mode: 'restore', userPoolId: POOL, isDryRun: false }
    ],
    [
      'a dry run',
      { mode: 'restore', 'user-pool-id': POOL, 'dry-run': 'True' },
      { mode: 'restore', userPoolId: POOL, isDryRun: true }
    ],
    [
      'a preview of a recovery, of its pool',
      { mode: 'recover', 'user-pool-id': POOL, recovery: 'preview' },
      {
        mode: 'recover',
        userPoolId: POOL,
        isDryRun: false,
        recovery: 'preview'
      }
    ],
    [
      'a creation, of the pool whose definition it takes',
      { mode: 'create-pool', 'source-user-pool-id': OTHER },
      { mode: 'create-pool', userPoolId: OTHER, isDryRun: false }
    ],
    [
      'a dry run of a creation by address',
      {
        mode: 'create-pool',
        snapshot: `s3://my-backups/a/${OTHER}/20261123T020000Z-ABCDEFGHIJKLMNOP/`,
        'dry-run': 'true'
      },
      { mode: 'create-pool', userPoolId: OTHER, isDryRun: true }
    ],
    [
      'a verification, of the pool whose snapshot it is',
      { mode: 'verify', 'user-pool-id': POOL, 'source-user-pool-id': OTHER },
      { mode: 'verify', userPoolId: OTHER, isDryRun: false }
    ],
    [
      'a verification of the pool that it is compared with',
      { mode: 'verify', 'user-pool-id': POOL },
      { mode: 'verify', userPoolId: POOL, isDryRun: false }
    ],
    [
      'a verification by address',
      {
        mode: 'verify',
        'user-pool-id': POOL,
        snapshot: `s3://my-backups/a/${OTHER}/20261123T020000Z-ABCDEFGHIJKLMNOP/`
      },
      { mode: 'verify', userPoolId: OTHER, isDryRun: false }
    ],
    [
      'a comparison, of the pool whose snapshot it is',
      { mode: 'compare', 'user-pool-id': POOL, 'source-user-pool-id': OTHER },
      { mode: 'compare', userPoolId: OTHER, isDryRun: false }
    ],
    [
      'a comparison of the pool that it is compared with',
      { mode: 'compare', 'user-pool-id': POOL },
      { mode: 'compare', userPoolId: POOL, isDryRun: false }
    ],
    [
      'a comparison of two snapshots',
      {
        mode: 'compare',
        'source-user-pool-id': OTHER,
        'compare-with': 'previous'
      },
      { mode: 'compare', userPoolId: OTHER, isDryRun: false }
    ],
    [
      'a comparison by address',
      {
        mode: 'compare',
        snapshot: `s3://my-backups/a/${OTHER}/20261123T020000Z-ABCDEFGHIJKLMNOP/`,
        'compare-with': 'previous'
      },
      { mode: 'compare', userPoolId: OTHER, isDryRun: false }
    ]
  ])('%s', (_what, inputs, subject) => {
    expect(subjectOf(inputs)).toEqual(subject)
  })

  test('is told by what is right, where inputs are wrong', () => {
    expect(subjectOf({ mode: 'exprot', 'user-pool-id': POOL })).toEqual({
      mode: undefined,
      userPoolId: POOL,
      isDryRun: false
    })
    expect(subjectOf({ mode: 'export', 'user-pool-id': '<b>' })).toEqual({
      mode: 'export',
      userPoolId: undefined,
      isDryRun: false
    })
    expect(subjectOf({ mode: 'verify', snapshot: 's3://?' })).toEqual({
      mode: 'verify',
      userPoolId: undefined,
      isDryRun: false
    })
    expect(subjectOf({ mode: 'verify', 'source-user-pool-id': '' })).toEqual({
      mode: 'verify',
      userPoolId: undefined,
      isDryRun: false
    })
    expect(subjectOf({})).toEqual({
      mode: undefined,
      userPoolId: undefined,
      isDryRun: false
    })
  })
})
