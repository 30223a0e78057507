import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  EMULATED,
  EXPORT_READS,
  exportAnswers,
  type Answers
} from '../fixtures/exported-answers.ts'
import { anyAnswer } from '../fixtures/model-answers.ts'
import { anyChanges, changed } from '../fixtures/odd-answers.ts'

/*
 * Real exports, verifications and plans, over the SDK and all that reads its
 * answers. The seeds are fixed, so that no run is green or red by luck.
 */

/** What a plan ends with: what blocks it is the pool of the test. */
const PLANNED = ['planned', 'restore-blocked', 'nothing-restored']

/** How an export may fail: none of these holds a value that Cognito answered. */
const FAILURES = [
  /^Cognito's answer lacks (Users|Groups|UserPool|[A-Za-z]+ of an? (user|group|member of a group|attribute)|(an? )?[A-Za-z]+( in Arn)? of the user pool), or has something else in its place\. /,
  /^No snapshot was written, because no reader would take it: the (user record|group record|membership record|definition|manifest) has (a wrong or missing field [A-Za-z0-9.]+|more in its field (userPool|attributes or mfa|counts\.byStatus) than a (reader takes|snapshot holds|line holds))\. /,
  /^Cognito listed no user although it estimates \d+\. /
]

/** All that an export can be answered, as the service model has it. */
const anyAnswers = fc.record(
  Object.fromEntries(EXPORT_READS.map(name => [name, anyAnswer(name)])),
  { noNullPrototype: true }
) as fc.Arbitrary<Answers>

/** Mostly of what becomes records. */
const anyOperation = fc.oneof(
  fc.constantFrom('DescribeUserPool', 'ListGroups', 'ListUsers'),
  fc.constantFrom('ListUsersInGroup', 'AdminGetUserAuthFactors'),
  fc.constantFrom(...EXPORT_READS)
)

const WHOLE = { error: undefined, hasManifest: true, verified: 'none' }

describe('what an emulator leaves empty', () => {
  test('is exported, verified and planned as what AWS leaves out', async () => {
    expect(await exportAnswers(EMULATED)).toEqual({
      ...WHOLE,
      planned: 'planned'
    })
  })
})

describe('an export of', () => {
  test('what the service model allows is verified and planned', async () => {
    const met = new Set<string | undefined>()
    await fc.assert(
      fc.asyncProperty(anyAnswers, async answers => {
        const { planned, ...exported } = await exportAnswers(answers)
        // A pool may have users, by its estimate, and list none.
        if (exported.error?.code === 'empty-pool') return
        expect(exported).toEqual(WHOLE)
        expect(PLANNED).toContain(planned)
        met.add(planned)
      }),
      { numRuns: 50, seed: 20_261_123 }
    )
    expect(met).toContain('planned')
  })

  test('anything else ends in words, or is verified and planned', async () => {
    const met = new Set<string>()
    const scene = fc.tuple(anyAnswers, anyOperation, anyChanges)
    await fc.assert(
      fc.asyncProperty(scene, async ([answers, operation, changes]) => {
        const { error, planned, ...exported } = await exportAnswers({
          ...answers,
          [operation]: changed(answers[operation] ?? {}, changes)
        })
        if (error === undefined) {
          expect(exported).toEqual({ hasManifest: true, verified: 'none' })
          expect(PLANNED).toContain(planned)
          met.add(String(planned))
        } else {
          expect(exported).toEqual({ hasManifest: false })
          const which = FAILURES.findIndex(words => words.test(error.message))
          if (which === -1) expect(error.message).toBe('one of FAILURES')
          met.add(String(which))
        }
      }),
      { numRuns: 100, seed: 20_261_124 }
    )
    for (const end of ['planned', '0', '1']) expect(met).toContain(end)
  })
})
