import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  cancelRecovery,
  describeRecovery,
  initiateRecovery,
  isActive,
  listRecoveries,
  startRecovery
} from '../../src/cognito/recoveries.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'

const HOUR = 3_600_000

let lab: RestoreLab
let point: Date
beforeEach(async () => {
  lab = await openLab({ users: 3, recovery: {}, startAgoMs: 2 * HOUR })
  lab.simulator.advanceClock(HOUR)
  point = new Date(Date.now() - HOUR)
  lab.simulator.advanceClock(HOUR)
})
afterEach(() => lab.close())

const seeded = () => lab.clientsFor(lab.simulator.userPoolId).pool
const calls = (operation: string) => lab.simulator.stats().calls[operation]

describe('a recovery of a pool', () => {
  test('is initiated, previewed, started and listed', async () => {
    const { simulator } = lab
    const [gone] = simulator.poolState(simulator.userPoolId).users
    simulator.removeUser(simulator.userPoolId, gone?.sub ?? '')
    const { id, status, preview } = await initiateRecovery(seeded(), point)
    expect([status, preview]).toEqual(['PREVIEW_GENERATING', undefined])
    expect((await describeRecovery(seeded(), id)).preview?.[0]).toEqual({
      entity: 'Users',
      created: 1,
      updated: 0,
      deleted: 0
    })
    expect((await startRecovery(seeded(), id)).status).toBe('RESTORING')
    const [listed] = await listRecoveries(seeded())
    expect(listed).toEqual({
      id,
      status: 'RESTORE_COMPLETED',
      recoverTo: point
    })
    const { users } = simulator.poolState(simulator.userPoolId)
    expect(users).toContainEqual(gone)
    expect(simulator.requests().breaches).toEqual([])
  })

  test('is initiated once if the answer is lost', async () => {
    lab.simulator.setFaults([
      { does: 'lost-answer', operation: 'InitiatePointInTimeRecovery' }
    ])
    const { id } = await initiateRecovery(seeded(), point)
    expect(calls('InitiatePointInTimeRecovery')).toBe(1)
    expect((await listRecoveries(seeded())).map(one => one.id)).toEqual([id])
  })

  test('is initiated again if the call did not arrive, or was throttled', async () => {
    lab.simulator.setFaults([
      { does: 'reset', operation: 'InitiatePointInTimeRecovery' },
      { does: 'throttle', operation: 'InitiatePointInTimeRecovery', from: 2 }
    ])
    const recovery = await initiateRecovery(seeded(), point)
    expect(isActive(recovery)).toBe(true)
    expect(calls('InitiatePointInTimeRecovery')).toBe(3)
    expect(await listRecoveries(seeded())).toHaveLength(1)
  })

  test.each([
    ['StartPointInTimeRecovery', startRecovery, 'RESTORE_COMPLETED'],
    ['CancelPointInTimeRecovery', cancelRecovery, 'PREVIEW_CANCELLED']
  ] as const)(
    'has had its %s if the answer is lost',
    async (operation, change, status) => {
      const { id } = await initiateRecovery(seeded(), point)
      lab.simulator.setFaults([{ does: 'lost-answer', operation }])
      expect((await change(seeded(), id)).status).toBe(status)
      expect(calls(operation)).toBe(2)
    }
  )
})
