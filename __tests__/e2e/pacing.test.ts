import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/action-runs.ts'

const SECONDS = 1000

test(
  'an export at half of the quotas is never seen above half of any',
  async () => {
    const simulator = await startSimulator({
      users: 3200,
      groups: 6,
      membershipsPerUser: 1,
      quotas: 'default'
    })
    try {
      const run = await runExport(simulator, {
        'quota-share': '50',
        quotas: 'none'
      })
      expect(run.exitCode).toBe(0)
      const { throttles, quota } = simulator.stats()
      expect(throttles).toBe(0)
      expect(quota['UserList']?.calls).toBeGreaterThan(100)
      for (const [category, { peakShare }] of Object.entries(quota)) {
        expect([category, peakShare <= 0.5]).toEqual([category, true])
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
