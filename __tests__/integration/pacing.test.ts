import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/run-here.ts'
import { refusal } from '../fixtures/restore-runs.ts'

const SECONDS = 1000

// That no stretch of time holds more than the share is in ../unit/cognito/calls/rate.test.ts:
// here a busy machine may bring calls together that left apart.
test('an export at half of the quotas makes no more calls than half of them allow', async () => {
  const simulator = await startSimulator({
    users: 3200,
    groups: 6,
    membershipsPerUser: 1
  })
  try {
    const startedAt = performance.now()
    const run = await runExport(simulator, {
      'quota-share': '50',
      quotas: 'none'
    })
    const seconds = (performance.now() - startedAt) / SECONDS
    expect(run.exitCode).toBe(0)
    const { quota } = simulator.stats()
    expect(quota['UserList']?.calls).toBeGreaterThan(100)
    for (const [category, { calls, limit }] of Object.entries(quota)) {
      const isWithin = calls <= 1 + seconds * limit * 0.5
      expect([category, isWithin]).toEqual([category, true])
    }
  } finally {
    await simulator.close()
  }
})

test('an export that is throttled by others still ends well', async () => {
  // One in three calls is refused once.
  const lists = new Set<string>()
  const simulator = await startSimulator({
    users: 600,
    groups: 2,
    membershipsPerUser: 1,
    intercept({ operation, input }) {
      if (!operation.startsWith('ListUsers')) return undefined
      const before = lists.size
      lists.add(JSON.stringify(input))
      return lists.size > before && before % 3 === 0
        ? refusal('TooManyRequestsException')
        : undefined
    }
  })
  try {
    const run = await runExport(simulator)
    expect(run.exitCode).toBe(0)
    expect(run.outputs['users']).toBe('600')
    expect(simulator.stats().throttles).toBeGreaterThan(5)
  } finally {
    await simulator.close()
  }
})

test('a limit that waiting does not lift is not retried', async () => {
  const simulator = await startSimulator({
    users: 60,
    groups: 1,
    intercept: ({ operation }) =>
      operation === 'ListUsersInGroup'
        ? {
            status: 400,
            errorName: 'LimitExceededException',
            message: 'A limit'
          }
        : undefined
  })
  try {
    const run = await runExport(simulator)
    expect(run.exitCode).toBe(1)
    expect(simulator.stats().calls['ListUsersInGroup']).toBe(1)
  } finally {
    await simulator.close()
  }
})
