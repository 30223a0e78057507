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
import { fakeProgress, settle } from '../../../fixtures/fake-world.ts'
import { groupRecord } from '../../../fixtures/snapshot-records.ts'

/** Restores groups into a pool that has c and refuses so. */
async function apply(
  refusals: Record<string, [string, FailureFacts?] | Error> = {},
  stop = new AbortController(),
  toRestore: readonly string[] = ['a', 'b', 'c']
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
  const groups = toRestore.map(name => groupRecord({ name }))
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
  const MANY = Array.from('abdefghijklmnopqrstuvwxyz')

  test('after a failure that would meet everybody', async () => {
    const { outcome, error, names } = await apply(
      { b: ['AccessDenied', { code: 'access-denied' }] },
      undefined,
      MANY
    )
    expect(error).toMatchObject({ code: 'access-denied' })
    expect(names.length).toBeLessThan(MANY.length)
    expect(outcome.groupsCreated).toBe(names.length - 1)
  })

  test('after a bug', async () => {
    const bug = new TypeError('a bug')
    const { error, names, pieces } = await apply({ a: bug }, undefined, MANY)
    expect(error).toBe(bug)
    expect(names.length).toBeLessThan(MANY.length)
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
  /** Lets every group be created that isn't yet. */
  async function createRest(asked: Map<string, PromiseWithResolvers<object>>) {
    for (let known = -1; known < asked.size;) {
      known = asked.size
      for (const { resolve } of asked.values()) resolve({})
      await settle()
    }
  }

  /** Creates groups, five at a time, each when the test says so. */
  function start(
    stop = new AbortController(),
    names = ['a', 'w', 'x', 'y', 'z', 'b']
  ) {
    const asked = new Map<string, PromiseWithResolvers<object>>()
    const pool = fakePool({
      CreateGroup: ({ GroupName }) => {
        const answer = Promise.withResolvers<object>()
        asked.set(String(GroupName), answer)
        return answer.promise
      }
    })
    const groups = names.map(name => groupRecord({ name }))
    const underWay = startGroups(
      groups,
      new Set(['there']),
      { pool, progress: fakeProgress().progress, signal: stop.signal },
      newRestoreOutcome()
    )
    const events: string[] = []
    for (const name of ['a', 'b', 'there', 'unknown']) {
      Promise.resolve(underWay.ready(name)).then(
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
    asked.get('a')?.resolve({})
    await settle()
    expect(events.slice(2)).toEqual(['a is there'])
    await createRest(asked)
    await underWay.finished
    await settle()
    expect(events.slice(3)).toEqual(['b is there'])
  })

  test('fails with its group, and only with that', async () => {
    const { underWay, asked, events } = start()
    await settle()
    asked.get('a')?.reject(awsFailure('LimitExceededException'))
    await settle()
    await createRest(asked)
    await underWay.finished
    await settle()
    expect(events.slice(2)).toEqual(['a is not: aws', 'b is there'])
  })

  test('says that its group is missing, not that it failed itself', async () => {
    const { underWay, asked } = start()
    await settle()
    asked.get('a')?.reject(
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
    const { underWay, asked } = start(undefined, Array.from('fghijklmno'))
    const order = () => [...asked.keys()].slice(5).join('')
    await settle()
    void underWay.ready('n')
    asked.get('g')?.resolve({})
    await settle()
    expect(order()).toBe('n')
    for (const name of 'mgnm') void underWay.ready(name)
    await createRest(asked)
    await underWay.finished
    expect(order()).toBe('nmklo')
  })

  test('waits no longer when the run is cancelled', async () => {
    const stop = new AbortController()
    const { underWay, asked, events } = start(stop)
    await settle()
    stop.abort()
    for (const { resolve } of asked.values()) resolve({})
    await expect(underWay.finished).rejects.toMatchObject({ code: 'cancelled' })
    await settle()
    expect(asked.has('b')).toBe(false)
    expect(events.slice(2)).toEqual(['a is there', 'b is not: cancelled'])
  })

  test('is in no doubt itself where the creation of its group is', async () => {
    const stop = new AbortController()
    const { underWay, asked } = start(stop)
    await settle()
    const waiting = underWay.ready('b')?.catch((thrown: unknown) => thrown)
    stop.abort()
    for (const { reject } of asked.values()) {
      reject(new StoppedCallError(cancelled(), true))
    }
    const error = await waiting
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(error).not.toBeInstanceOf(StoppedCallError)
  })

  test('waits no longer after a failure that would meet everybody', async () => {
    const { underWay, asked, events } = start()
    await settle()
    asked.get('a')?.reject(awsFailure('X', { code: 'credentials' }))
    for (const { resolve } of asked.values()) resolve({})
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
