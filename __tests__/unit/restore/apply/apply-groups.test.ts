import { describe, expect, test } from '@jest/globals'
import {
  cancelled,
  StoppedCallError,
  type UserError
} from '../../../../src/shared/errors.ts'
import { newRestoreOutcome } from '../../../../src/shared/new-outcomes.ts'
import { startGroups } from '../../../../src/restore/apply/apply-groups.ts'
import {
  awsFailure,
  type FailureFacts
} from '../../../fixtures/aws-failures.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER, settle } from '../../../fixtures/fake-world.ts'
import { groupRecord } from '../../../fixtures/snapshot-records.ts'

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
    const { finished } = startGroups(
      groups,
      new Set(['c']),
      { pool, progress, signal: stop.signal },
      outcome
    )
    await finished
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
      { noun: 'group', expected: 2, done: 2, ended: 1 }
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
    expect(outcome).toMatchObject({ groupsCreated: 1, groupsExisting: 1 })
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

describe('a membership', () => {
  /** Creates groups one by one, each when the test says so. */
  function start(stop = new AbortController()) {
    const asked: PromiseWithResolvers<object>[] = []
    const pool = fakePool({
      CreateGroup: () => {
        const answer = Promise.withResolvers<object>()
        asked.push(answer)
        return answer.promise
      }
    })
    const groups = ['a', 'b'].map(name => groupRecord({ name }))
    const underWay = startGroups(
      groups,
      new Set(['there']),
      { pool, progress: fakeProgress().progress, signal: stop.signal },
      newRestoreOutcome()
    )
    const events: string[] = []
    for (const name of ['a', 'b', 'there', 'unknown']) {
      underWay.ready(name).then(
        () => events.push(`${name} is there`),
        (error: unknown) =>
          events.push(`${name} is not: ${(error as UserError).code}`)
      )
    }
    return { underWay, asked, events }
  }

  test('waits for its group, and not for the others', async () => {
    const { underWay, asked, events } = start()
    await settle()
    expect(events).toEqual(['there is there', 'unknown is there'])
    asked[0]?.resolve({})
    await settle()
    expect(events.slice(2)).toEqual(['a is there'])
    asked[1]?.resolve({})
    await underWay.finished
    await settle()
    expect(events.slice(3)).toEqual(['b is there'])
  })

  test('fails with its group, and only with that', async () => {
    const { underWay, asked, events } = start()
    await settle()
    asked[0]?.reject(awsFailure('LimitExceededException'))
    await settle()
    asked[1]?.resolve({})
    await underWay.finished
    await settle()
    expect(events.slice(2)).toEqual(['a is not: aws', 'b is there'])
  })

  test('says that its group is missing, not that it failed itself', async () => {
    const { underWay, asked } = start()
    await settle()
    asked[0]?.reject(
      awsFailure('LimitExceededException', {
        action: 'cognito-idp:CreateGroup'
      })
    )
    // Whoever comes later learns the same.
    for (const _ of ['at once', 'later']) {
      await expect(underWay.ready('a')).rejects.toMatchObject({
        code: 'aws',
        action: 'cognito-idp:AdminAddUserToGroup',
        awsCode: 'GroupNotCreated'
      })
      await settle()
    }
  })

  test('that waits lets its group be created before the others', async () => {
    const asked: [name: unknown, answer: PromiseWithResolvers<object>][] = []
    const pool = fakePool({
      CreateGroup: ({ GroupName }) => {
        const answer = Promise.withResolvers<object>()
        asked.push([GroupName, answer])
        return answer.promise
      }
    })
    const underWay = startGroups(
      ['a', 'b', 'c', 'd', 'e'].map(name => groupRecord({ name })),
      new Map(),
      { pool, progress: fakeProgress().progress, signal: NEVER },
      newRestoreOutcome()
    )
    const waitsFor = (...names: string[]) => {
      for (const name of names) void underWay.ready(name)
    }
    const goOn = async () => {
      await settle()
      asked.at(-1)?.[1].resolve({})
      await settle()
    }
    waitsFor('d')
    await goOn()
    waitsFor('e', 'a', 'd', 'e')
    for (let group = 1; group < 5; group += 1) await goOn()
    await underWay.finished
    const [first, ...others] = asked.map(([name]) => name)
    // The first may be under way before anybody waits.
    expect([
      ['a', 'd'],
      ['d', 'e']
    ]).toContainEqual([first, others[0]])
    expect(others.slice(-2)).toEqual(['b', 'c'])
    expect(new Set(asked.map(([name]) => name)).size).toBe(5)
  })

  test('waits no longer when the run is cancelled', async () => {
    const stop = new AbortController()
    const { underWay, asked, events } = start(stop)
    await settle()
    stop.abort()
    asked[0]?.resolve({})
    await expect(underWay.finished).rejects.toMatchObject({ code: 'cancelled' })
    await settle()
    expect(asked).toHaveLength(1)
    expect(events.slice(2)).toEqual(['a is there', 'b is not: cancelled'])
  })

  test('is in no doubt itself where the creation of its group is', async () => {
    const stop = new AbortController()
    const { underWay, asked } = start(stop)
    await settle()
    const waiting = underWay.ready('b').catch((thrown: unknown) => thrown)
    stop.abort()
    asked[0]?.reject(new StoppedCallError(cancelled(), true))
    const error = await waiting
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(error).not.toBeInstanceOf(StoppedCallError)
  })

  test('waits no longer after a failure that would meet everybody', async () => {
    const { underWay, asked, events } = start()
    await settle()
    asked[0]?.reject(awsFailure('X', { code: 'credentials' }))
    await expect(underWay.finished).rejects.toMatchObject({
      code: 'credentials'
    })
    await settle()
    expect(events.slice(2)).toEqual([
      'a is not: credentials',
      'b is not: credentials'
    ])
  })
})
