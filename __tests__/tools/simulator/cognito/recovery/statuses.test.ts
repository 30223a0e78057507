import { describe, expect, test } from '@jest/globals'
import type { SimulatorOptions } from '../../../../../simulator/simulator.ts'
import {
  DAY,
  HOUR,
  MINUTE,
  recoveryScene,
  type RecoveryScene
} from './scene.ts'

async function using(
  recovery: SimulatorOptions['recovery'],
  act: (scene: RecoveryScene) => Promise<void>
): Promise<void> {
  const scene = await recoveryScene(recovery)
  scene.clock.advance(HOUR)
  try {
    await act(scene)
  } finally {
    await scene.simulator.close()
  }
}

describe('the status of a recovery', () => {
  test('goes through preview and restoration as time passes', () =>
    using({ previewMs: MINUTE, restoreMs: MINUTE }, async scene => {
      const { initiate, describe, start, clock, point } = scene
      const initiated = (await initiate()).Restoration
      const { RestoreId } = initiated
      expect(initiated).toMatchObject({
        RestoreStatus: 'PREVIEW_GENERATING',
        RestoreTimestamp: point / 1000,
        TriggerTimestamp: clock.now() / 1000 + 1
      })
      expect(await describe(RestoreId)).not.toHaveProperty('RestorePreview')
      clock.advance(MINUTE)
      expect(await describe(RestoreId)).toMatchObject({
        RestoreStatus: 'PREVIEW_GENERATED',
        RestorePreview: expect.any(Array)
      })
      expect((await start(RestoreId)).RestoreStatus).toBe('RESTORING')
      clock.advance(MINUTE)
      expect((await describe(RestoreId)).RestoreStatus).toBe(
        'RESTORE_COMPLETED'
      )
    }))

  test('expires 24 hours after it was initiated, and writes go on', () =>
    using({}, async ({ initiate, describe, clock, call }) => {
      const { RestoreId } = (await initiate()).Restoration
      clock.advance(DAY - 1)
      expect((await describe(RestoreId)).RestoreStatus).toBe(
        'PREVIEW_GENERATED'
      )
      clock.advance(1)
      const { RestorePreview, RestoreStatus } = await describe(RestoreId)
      expect([RestoreStatus, RestorePreview]).toEqual([
        'PREVIEW_EXPIRED',
        undefined
      ])
      expect(await call('CreateGroup', { GroupName: 'g' })).toHaveProperty(
        'Group'
      )
    }))

  test('is cancelled until it is started, and not after', () =>
    using({ restoreMs: MINUTE }, async scene => {
      const { initiate, describe, start, cancel, call } = scene
      const first = (await initiate()).Restoration.RestoreId
      expect((await cancel(first)).RestoreStatus).toBe('PREVIEW_CANCELLED')
      const second = (await initiate()).Restoration.RestoreId
      await describe(second)
      await start(second)
      expect(
        await call('CancelPointInTimeRecovery', { RestoreId: second })
      ).toMatchObject({ __type: 'InvalidParameterException' })
    }))

  test.each([
    ['PREVIEW_GENERATION_FAILED', {}],
    ['AWS_ABORTED', { __type: 'OperationNotEnabledException' }]
  ] as const)('is %s where a test says so', (previewEnds, write) =>
    using({ previewEnds }, async ({ initiate, describe, call }) => {
      const { RestoreId } = (await initiate()).Restoration
      expect((await describe(RestoreId)).RestoreStatus).toBe(previewEnds)
      const answer = await call('CreateGroup', { GroupName: 'g' })
      expect(answer).toMatchObject(write)
    })
  )

  test('of an internal error stays, blocks writes and changes nothing', () =>
    using(
      { restoreEnds: 'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE' },
      async ({ simulator, UserPoolId, recover, call, clock }) => {
        simulator.addUser(UserPoolId, { username: 'new' })
        expect((await recover()).status).toBe(
          'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE'
        )
        simulator.setRecovery({ restoreEnds: 'RESTORE_COMPLETED' })
        clock.advance(2 * DAY)
        expect(await call('CreateGroup', { GroupName: 'g' })).toMatchObject({
          __type: 'OperationNotEnabledException'
        })
        expect(simulator.poolState(UserPoolId).users).toHaveLength(1)
      }
    ))

  test('stands in a list by pages, the newest first, without previews', () =>
    using({}, async ({ initiate, cancel, call, describe }) => {
      const ids: string[] = []
      for (let count = 0; count < 3; count++) {
        const { RestoreId } = (await initiate()).Restoration
        ids.unshift(RestoreId)
        await describe(RestoreId)
        if (count < 2) await cancel(RestoreId)
      }
      const list = (members: object) =>
        call('ListPointInTimeRecoveries', members)
      const { Restorations, NextToken } = await list({ MaxResults: 2 })
      const rest = await list({ MaxResults: 2, NextToken })
      const all = [...Restorations, ...rest.Restorations]
      expect(all.map(({ RestoreId }) => RestoreId)).toEqual(ids)
      expect(rest.NextToken).toBeUndefined()
      for (const one of all) expect(one).not.toHaveProperty('RestorePreview')
    }))
})
