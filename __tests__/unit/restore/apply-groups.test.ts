import { describe, expect, test } from '@jest/globals'
import { newRestoreOutcome } from '../../../src/outcome.ts'
import { applyGroups } from '../../../src/restore/apply-groups.ts'
import { awsFailure, type FailureFacts } from '../../fixtures/aws-failures.ts'
import { fakePool } from '../../fixtures/fake-pool.ts'
import { fakeProgress } from '../../fixtures/fake-world.ts'
import { groupRecord } from '../../fixtures/snapshot-records.ts'

/** Restores groups a, b and c into a pool that has c and refuses so. */
async function apply(
  refusals: Record<string, [string, FailureFacts?] | Error> = {},
  stop = new AbortController()
) {
  const pool = fakePool({
    CreateGroup: ({ GroupName }) => {
      const refusal = refusals[String(GroupName)]
      if (refusal instanceof Error) throw refusal
      if (refusal !== undefined) {
        const [awsCode, facts] = refusal
        throw awsFailure(awsCode, {
          action: 'cognito-idp:CreateGroup',
          ...facts
        })
      }
      return {}
    }
  })
  const outcome = newRestoreOutcome()
  const { progress, pieces } = fakeProgress()
  const groups = ['a', 'b', 'c'].map(name => groupRecord({ name }))
  let error: unknown
  try {
    await applyGroups(
      groups,
      new Set(['c']),
      { pool, progress, signal: stop.signal },
      outcome
    )
  } catch (thrown) {
    error = thrown
  }
  const names = pool.calls.map(call => call.input['GroupName'])
  return { outcome, error, pieces, names }
}

describe('the groups of a snapshot', () => {
  test('are created where the target lacks them, and left alone where not', async () => {
    const { outcome, error, names, pieces } = await apply()
    expect(error).toBeUndefined()
    expect(names).toEqual(['a', 'b'])
    expect(outcome).toMatchObject({
      groupsCreated: 2,
      groupsExisting: 1,
      groupsFailed: 0
    })
    expect(pieces).toMatchObject([
      { noun: 'group', expected: 3, done: 3, ended: 1 }
    ])
  })

  test('that have appeared since are kept', async () => {
    const { outcome } = await apply({ a: ['GroupExistsException'] })
    expect(outcome).toMatchObject({ groupsCreated: 1, groupsExisting: 2 })
    expect(outcome.failures.size).toBe(0)
  })

  test('that exist after a retry were created by the lost attempt', async () => {
    const { outcome } = await apply({
      a: ['GroupExistsException', { attempts: 2 }]
    })
    expect(outcome).toMatchObject({ groupsCreated: 2, groupsExisting: 1 })
  })

  test('are not stopped by one that is refused', async () => {
    const { outcome, error, names } = await apply({
      a: ['LimitExceededException']
    })
    expect(error).toBeUndefined()
    expect(names).toEqual(['a', 'b'])
    expect(outcome).toMatchObject({ groupsCreated: 1, groupsFailed: 1 })
    expect([...outcome.failures]).toEqual([
      ['CreateGroup: LimitExceededException', 1]
    ])
  })
})

describe('the rest of the groups is left', () => {
  test('after a failure that would meet everybody', async () => {
    const { outcome, error, names } = await apply({
      b: ['AccessDenied', { code: 'access-denied' }]
    })
    expect(error).toMatchObject({ code: 'access-denied' })
    expect(names).toEqual(['a', 'b'])
    expect(outcome).toMatchObject({ groupsCreated: 1, groupsExisting: 0 })
  })

  test('after a bug', async () => {
    const bug = new TypeError('a bug')
    const { error, names, pieces } = await apply({ a: bug })
    expect(error).toBe(bug)
    expect(names).toEqual(['a'])
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('after a cancellation', async () => {
    const stop = new AbortController()
    stop.abort()
    const { error, names, outcome } = await apply({}, stop)
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(names).toEqual([])
    expect(outcome.groupsCreated).toBe(0)
  })
})
