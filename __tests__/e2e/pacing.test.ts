import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/action-runs.ts'

const SECONDS = 1000

// That no stretch of time holds more than the share is in ../unit/cognito/rate.test.ts:
// here a busy machine may bring calls together that left apart.
test(
  'an export at half of the quotas makes no more calls than half of them allow',
  async () => {
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
  },
  60 * SECONDS
)

test(
  'an export that is throttled by others still ends well',
  async () => {
    let lists = 0
    const simulator = await startSimulator({
      users: 600,
      groups: 2,
      membershipsPerUser: 1,
      intercept: ({ operation }) =>
        operation.startsWith('ListUsers') && ++lists % 3 === 0
          ? {
              status: 400,
              errorName: 'TooManyRequestsException',
              message: 'Rate exceeded'
            }
          : undefined
    })
    try {
      const run = await runExport(simulator)
      expect(run.exitCode).toBe(0)
      expect(run.outputs['users']).toBe('600')
      expect(lists).toBeGreaterThan(25)
    } finally {
      await simulator.close()
    }
  },
  60 * SECONDS
)

test(
  'a limit that waiting does not lift is not retried',
  async () => {
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
  },
  30 * SECONDS
)
