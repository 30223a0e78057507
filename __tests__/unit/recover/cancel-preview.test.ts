import { describe, expect, test } from '@jest/globals'
import type { CancelRequest } from '../../../src/recover/request.ts'
import { refuses } from '../../fixtures/fake-pool.ts'
import {
  HOUR,
  MINUTE,
  NOW,
  RECOVERY_ID,
  recoveryScene,
  restoration,
  withCode
} from '../../fixtures/recovery-scene.ts'

const cancel = (changes: Partial<CancelRequest> = {}): CancelRequest => ({
  recovery: 'cancel',
  recoveryId: RECOVERY_ID,
  blockWritesForMs: undefined,
  ...changes
})
const waiting = cancel({ blockWritesForMs: 2 * HOUR })
const sceneOf = (status: string) =>
  recoveryScene({ recoveries: [restoration({ RestoreStatus: status })] })

describe('a cancellation', () => {
  test.each(['PREVIEW_GENERATING', 'PREVIEW_GENERATED'])(
    'of %s is made at once',
    async status => {
      const scene = sceneOf(status)
      await scene.recover(cancel())
      expect(scene.time.clock.now()).toBe(NOW)
      expect(scene.outcome).toMatchObject({
        status: 'complete',
        recovery: { status: 'PREVIEW_CANCELLED' }
      })
    }
  )

  test('of the active recovery needs no id, and no active recovery', async () => {
    const scene = sceneOf('PREVIEW_GENERATED')
    await scene.recover(cancel({ recoveryId: 'active' }))
    expect(scene.outcome.recovery?.status).toBe('PREVIEW_CANCELLED')
    const other = sceneOf('RESTORE_COMPLETED')
    await other.recover(cancel({ recoveryId: 'active' }))
    expect(other.outcome).toMatchObject({
      status: 'complete',
      recovery: undefined
    })
  })

  test.each([
    ['PREVIEW_CANCELLED', /was cancelled/],
    ['PREVIEW_EXPIRED', /expired 24 hours/],
    ['PREVIEW_GENERATION_FAILED', /could not make/]
  ])('of %s has nothing to do, and says so', async (status, says) => {
    const scene = sceneOf(status)
    await scene.recover(cancel())
    expect(scene.times('Cancel')).toBe(0)
    expect(scene.outcome.status).toBe('complete')
    expect(scene.lines.at(-1)).toMatch(says)
  })

  test.each([
    ['RESTORING', 'recovery-refused', /can no longer be cancelled/],
    ['RESTORE_COMPLETED', 'recovery-refused', /it is applied/],
    ['AWS_ABORTED', 'recovery-failed', /AWS stopped it/],
    [
      'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE',
      'recovery-failed',
      /internal error/
    ]
  ])('of %s is refused', async (status, code, says) => {
    await expect(sceneOf(status).recover(cancel())).rejects.toEqual(
      withCode(code, says)
    )
  })

  test('that waits is made when the preview has blocked writes for long enough', async () => {
    const begun = (NOW - 30 * MINUTE) / 1000
    const scene = recoveryScene({
      recoveries: [restoration({ TriggerTimestamp: begun })]
    })
    await scene.recover(waiting)
    expect(scene.time.clock.now()).toBe(NOW + 90 * MINUTE)
    expect(scene.outcome.recovery?.status).toBe('PREVIEW_CANCELLED')
  })

  test('that waits counts from its own beginning until Cognito says when', async () => {
    const scene = recoveryScene({
      recoveries: [restoration({ TriggerTimestamp: undefined })]
    })
    await scene.recover(waiting)
    expect(scene.time.clock.now()).toBe(NOW + 2 * HOUR)
  })

  test.each(['RESTORING', 'RESTORE_COMPLETED', 'PREVIEW_CANCELLED'])(
    'that waits ends once the recovery is %s',
    async status => {
      const scene = recoveryScene({
        recoveries: [restoration()],
        looks: [{}, {}, { RestoreStatus: status }]
      })
      await scene.recover(waiting)
      expect(scene.times('Cancel')).toBe(0)
      expect(scene.outcome.status).toBe('complete')
      expect(scene.outcome.blocksUntil).toBeUndefined()
      expect(scene.time.clock.now()).toBe(NOW + 2 * MINUTE)
    }
  )

  test('that waits goes on after a look that failed', async () => {
    let looks = 0
    const scene = recoveryScene({
      recoveries: [restoration()],
      answers: {
        DescribePointInTimeRecovery: () =>
          (looks += 1) === 2
            ? refuses('ECONNRESET', { code: 'network' })()
            : { Restoration: restoration() }
      }
    })
    await scene.recover(waiting)
    expect(scene.outcome.recovery?.status).toBe('PREVIEW_CANCELLED')
  })

  test('that waits is made at once when its run is stopped', async () => {
    const stop = new AbortController()
    const scene = recoveryScene({
      recoveries: [restoration()],
      signal: stop.signal
    })
    const run = scene.recover(waiting)
    stop.abort()
    await run
    expect(scene.outcome.recovery?.status).toBe('PREVIEW_CANCELLED')
  })

  test('that another run has made before is no failure', async () => {
    const scene = recoveryScene({
      recoveries: [restoration()],
      looks: [{}, { RestoreStatus: 'PREVIEW_CANCELLED' }],
      answers: {
        CancelPointInTimeRecovery: refuses('InvalidParameterException')
      }
    })
    await scene.recover(cancel())
    expect(scene.outcome.status).toBe('complete')
  })

  test('that waited and came too late says no time of a block', async () => {
    const begun = (NOW - 3 * HOUR) / 1000
    const scene = recoveryScene({
      recoveries: [restoration({ TriggerTimestamp: begun })],
      looks: [{}, { RestoreStatus: 'RESTORING' }],
      answers: {
        CancelPointInTimeRecovery: refuses('InvalidParameterException')
      }
    })
    await scene.recover(waiting)
    expect(scene.outcome).toMatchObject({
      status: 'complete',
      blocksUntil: undefined
    })
  })

  test('may have been made where its answer is lost', async () => {
    const scene = recoveryScene({
      recoveries: [restoration()],
      answers: {
        CancelPointInTimeRecovery: refuses('ECONNRESET', { code: 'network' })
      }
    })
    await expect(scene.recover(cancel())).rejects.toEqual(withCode('network'))
    expect(scene.outcome.inDoubt).toBe('cancel')
  })

  test('of an id that the pool lacks is refused', async () => {
    const scene = recoveryScene({
      answers: {
        DescribePointInTimeRecovery: refuses('ResourceNotFoundException', {
          action: 'cognito-idp:DescribePointInTimeRecovery'
        })
      }
    })
    await expect(scene.recover(cancel())).rejects.toEqual(
      withCode('recovery-refused', /no recovery of the id/)
    )
  })
})
