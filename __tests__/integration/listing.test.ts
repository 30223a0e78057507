import { describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport } from '../fixtures/run-here.ts'
import { storedUsers } from '../fixtures/stored-snapshots.ts'

const USERS = 3200
const PLAIN_PAGES = Math.ceil(USERS / 60)

/** Exports a pool large enough to be listed by sixteen chains. */
async function exportPool(options: SimulatorOptions) {
  const simulator = await startSimulator({ users: USERS, ...options })
  try {
    const run = await runExport(simulator)
    const { users } = simulator.poolState(simulator.userPoolId)
    const { calls } = simulator.stats()
    const stored = storedUsers(simulator).map(({ sub }) => sub)
    return { run, calls, stored, subs: users.map(({ sub }) => sub) }
  } finally {
    await simulator.close()
  }
}

describe('a pool of thousands', () => {
  test.each(['duplicates', 'unsorted', 'ignored'] as const)(
    'is in the snapshot, every user once, where the filter is %s',
    async filterBehaviour => {
      const { run, stored, subs } = await exportPool({ filterBehaviour })
      expect(run.exitCode).toBe(0)
      expect(run.outputs['users']).toBe(String(USERS))
      expect(stored).toHaveLength(USERS)
      expect(stored.sort()).toEqual(subs.sort())
    }
  )

  test('is listed once where the filter works, and once more where it does not', async () => {
    const pages = { shortPageShare: 0, emptyPageShare: 0 }
    const whole = await exportPool(pages)
    const split = whole.calls['ListUsers'] ?? 0
    expect(split).toBeGreaterThan(PLAIN_PAGES)
    expect(split).toBeLessThan(PLAIN_PAGES + 16)
    expect(whole.stored.sort()).toEqual(whole.subs.sort())
    const lossy = await exportPool({
      ...pages,
      filterBehaviour: 'incomplete'
    })
    expect(lossy.stored.sort()).toEqual(lossy.subs.sort())
    expect(lossy.calls['ListUsers']).toBeGreaterThan(split + PLAIN_PAGES - 5)
    expect(lossy.run.stdout).toContain('reading all of them in one chain')
  })

  test('is whole where a token expires, and only that chain begins again', async () => {
    let expired = 0
    const { run, calls, stored, subs } = await exportPool({
      shortPageShare: 0,
      emptyPageShare: 0,
      intercept: ({ operation, input }) => {
        const { Filter: filter, PaginationToken: token } = input as {
          Filter?: string
          PaginationToken?: string
        }
        const isHit =
          operation === 'ListUsers' &&
          filter === 'sub ^= "7"' &&
          token !== undefined &&
          expired++ === 1
        return isHit
          ? {
              status: 400,
              errorName: 'InvalidParameterException',
              message: 'Invalid pagination token'
            }
          : undefined
      }
    })
    expect(run.exitCode).toBe(0)
    expect(expired).toBeGreaterThan(2)
    expect(stored.sort()).toEqual(subs.sort())
    expect(calls['ListUsers']).toBeLessThan(PLAIN_PAGES + 16 + 8)
    expect(annotations(run, 'warning').join()).not.toContain('more than once')
  })

  test('that lists nobody although Cognito estimates many is no snapshot', async () => {
    const simulator = await startSimulator({ users: 0 })
    try {
      simulator.estimateUsers(simulator.userPoolId, 25)
      const run = await runExport(simulator)
      expect(run.exitCode).toBe(1)
      expect(annotations(run, 'error').join()).toContain(
        'Cognito listed no user although it estimates 25.'
      )
      const keys = simulator.bucketObjects().map(({ key }) => key)
      expect(keys.filter(key => key.endsWith('manifest.json'))).toEqual([])
    } finally {
      await simulator.close()
    }
  })

  test('that lists far fewer than Cognito estimates is a snapshot with a warning', async () => {
    const simulator = await startSimulator({ users: 100 })
    try {
      simulator.estimateUsers(simulator.userPoolId, 200)
      const run = await runExport(simulator)
      expect(run.exitCode).toBe(0)
      expect(annotations(run, 'warning').join()).toContain(
        'Cognito estimates 200 users, but lists only 100 users'
      )
      const manifest = simulator
        .bucketObjects()
        .find(({ key }) => key.endsWith('manifest.json'))
      expect(
        JSON.parse(manifest?.bytes.toString() ?? '') as object
      ).toMatchObject({ counts: { users: 100, shortfall: 100 } })
    } finally {
      await simulator.close()
    }
  })
})
