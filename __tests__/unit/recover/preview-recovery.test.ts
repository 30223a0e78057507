import { describe, expect, test } from '@jest/globals'
import type { PreviewRequest } from '../../../src/recover/request.ts'
import { refuses } from '../../fixtures/fake-pool.ts'
import {
  HOUR,
  MINUTE,
  NOW,
  POINT,
  PREVIEW,
  RECOVERY_ID,
  recoveryScene,
  restoration,
  withCode
} from '../../fixtures/recovery-scene.ts'

const preview = (changes: Partial<PreviewRequest> = {}): PreviewRequest => ({
  recovery: 'preview',
  recoverTo: POINT,
  blockWritesForMs: 2 * HOUR,
  ...changes
})
const generating = { RestoreStatus: 'PREVIEW_GENERATING' }
const generated = {
  RestoreStatus: 'PREVIEW_GENERATED',
  RestorePreview: PREVIEW
}

describe('a preview', () => {
  test('initiates the recovery, waits for its counts and says until when it blocks', async () => {
    const scene = recoveryScene({ looks: [{}, generating, generated] })
    await scene.recover(preview())
    expect(scene.outcome).toMatchObject({
      status: 'planned',
      recovery: {
        id: RECOVERY_ID,
        status: 'PREVIEW_GENERATED',
        recoverTo: POINT
      },
      changes: { users: { created: 120, updated: 0, deleted: 30 } },
      deletions: 30,
      blocksUntil: NOW + 2 * HOUR
    })
    expect(scene.times('Initiate')).toBe(1)
    expect(scene.times('Cancel')).toBe(0)
  })

  test('says first and last that writes and some sign-ins are blocked', async () => {
    const { recover, lines, outcome } = recoveryScene({ looks: [generated] })
    await recover(preview())
    const blocked = /no sign-up.*TOTP, an MFA set-up or a new password/
    expect(lines[0]).toMatch(blocked)
    expect(outcome.warnings).toEqual([
      {
        title: 'Writes to the pool are blocked',
        text: expect.stringMatching(blocked)
      }
    ])
    expect(outcome.warnings[0]?.text).toContain(
      'Cancel it by 2026-11-29T12:00:00Z'
    )
  })

  test.each([
    ['of the same point', POINT],
    ['of the same second', POINT + 400],
    ['without a point of its own', undefined]
  ])('%s goes on with the active recovery', async (_, recoverTo) => {
    const scene = recoveryScene({
      recoveries: [restoration({ RestorePreview: PREVIEW })]
    })
    await scene.recover(preview({ recoverTo }))
    expect(scene.outcome.status).toBe('planned')
    expect(scene.times('Initiate')).toBe(0)
  })

  test('of another point is refused with both points and the way to cancel', async () => {
    const scene = recoveryScene({ recoveries: [restoration()] })
    await expect(
      scene.recover(preview({ recoverTo: POINT - HOUR }))
    ).rejects.toEqual(
      withCode(
        'recovery-refused',
        new RegExp(
          `2026-11-29T08:30:00Z.*2026-11-29T07:30:00Z.*recovery: cancel with recovery-id: ${RECOVERY_ID}`
        )
      )
    )
  })

  test('is made where one that AWS stopped has been followed by another', async () => {
    const stopped = restoration({ RestoreStatus: 'AWS_ABORTED' })
    const over = restoration({ RestoreStatus: 'PREVIEW_CANCELLED' })
    const scene = recoveryScene({
      recoveries: [over, stopped],
      looks: [generated]
    })
    await scene.recover(preview())
    expect(scene.outcome.status).toBe('planned')
  })

  test('needs a point where no recovery is active', async () => {
    const over = restoration({ RestoreStatus: 'PREVIEW_EXPIRED' })
    const scene = recoveryScene({ recoveries: [over] })
    await expect(
      scene.recover(preview({ recoverTo: undefined }))
    ).rejects.toEqual(withCode('input', /recover-to is missing/))
  })

  test.each([
    [NOW + MINUTE, /in the future/],
    [NOW - 14 * MINUTE, /less than 15 minutes ago/]
  ])('refuses a point at %s before any call', async (recoverTo, why) => {
    const scene = recoveryScene()
    await expect(scene.recover(preview({ recoverTo }))).rejects.toEqual(
      withCode('input', why)
    )
    expect(scene.pool.calls).toEqual([])
  })

  test('that takes longer than it may block writes is cancelled', async () => {
    const scene = recoveryScene()
    await expect(
      scene.recover(preview({ blockWritesForMs: 10 * MINUTE }))
    ).rejects.toEqual(
      withCode('recovery-failed', /longer than block-writes-for \(10m\)/)
    )
    expect(scene.times('Cancel')).toBe(1)
    expect(scene.time.clock.now() - NOW).toBeLessThan(11 * MINUTE)
    expect(scene.outcome).toMatchObject({
      status: 'failed',
      recovery: { status: 'PREVIEW_CANCELLED' },
      blocksUntil: undefined
    })
  })

  test('that has blocked writes for too long already is cancelled, not continued', async () => {
    const early = (NOW - 3 * HOUR) / 1000
    const scene = recoveryScene({
      recoveries: [restoration({ TriggerTimestamp: early })]
    })
    await expect(scene.recover(preview())).rejects.toEqual(
      withCode('recovery-failed', /was cancelled/)
    )
    expect(scene.times('Cancel')).toBe(1)
  })

  test.each([
    ['PREVIEW_GENERATION_FAILED', 'failed', /could not make its preview/],
    ['PREVIEW_CANCELLED', 'failed', /was cancelled/],
    ['AWS_ABORTED', 'partial', /neither cancelled nor tried again/],
    [
      'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE',
      'partial',
      /AWS Support opens a case/
    ],
    ['NEW_STATUS', 'partial', /does not know/]
  ])('that becomes %s fails and is left as %s', async (status, left, says) => {
    const scene = recoveryScene({
      looks: [generating, { RestoreStatus: status }]
    })
    await expect(scene.recover(preview())).rejects.toEqual(
      withCode('recovery-failed', says)
    )
    expect(scene.outcome).toMatchObject({
      status: left,
      blocksUntil: undefined
    })
  })

  test.each([
    [
      'FeatureUnavailableInTierException',
      'LITE',
      POINT,
      /takes ESSENTIALS.*LITE has no point-in-time/
    ],
    [
      'InvalidParameterException',
      'ESSENTIALS',
      NOW - 25 * HOUR,
      /does not take this recovery point.* is too early/
    ],
    ['ConcurrentModificationException', 'PLUS', POINT, /at the same time/],
    ['LimitExceededException', 'PLUS', POINT, /A limit of recoveries/],
    ['OperationNotEnabledException', 'PLUS', POINT, /Some older pools never/]
  ] as const)(
    'that Cognito refuses by %s fails with the conditions that do not hold',
    async (name, plan, recoverTo, says) => {
      const action = 'cognito-idp:InitiatePointInTimeRecovery'
      const scene = recoveryScene({
        pool: { UserPoolTier: plan },
        answers: { InitiatePointInTimeRecovery: refuses(name, { action }) }
      })
      await expect(scene.recover(preview({ recoverTo }))).rejects.toEqual(
        withCode('recovery-refused', says)
      )
      expect(scene.outcome.status).toBe('failed')
      expect(scene.outcome.conditions).not.toHaveLength(0)
    }
  )

  test('whose run is stopped is left as it is', async () => {
    const stop = new AbortController()
    const scene = recoveryScene({
      signal: stop.signal,
      answers: {
        DescribePointInTimeRecovery: () => {
          stop.abort()
          return { Restoration: restoration(generating) }
        }
      }
    })
    await expect(scene.recover(preview())).rejects.toEqual(
      withCode('cancelled')
    )
    expect(scene.times('Cancel')).toBe(0)
    expect(scene.outcome).toMatchObject({
      status: 'partial',
      recovery: { id: RECOVERY_ID },
      blocksUntil: NOW + 2 * HOUR
    })
  })

  test.each([
    ['TooManyRequestsException', 'failed', undefined],
    ['InternalErrorException', 'partial', 'initiate']
  ])('may have begun or not after %s', async (awsCode, status, inDoubt) => {
    const action = 'cognito-idp:InitiatePointInTimeRecovery'
    const scene = recoveryScene({
      answers: { InitiatePointInTimeRecovery: refuses(awsCode, { action }) }
    })
    await expect(scene.recover(preview())).rejects.toEqual(withCode('aws'))
    expect(scene.outcome).toMatchObject({ status, inDoubt })
  })

  test('may have begun where its answer can not be read', async () => {
    const scene = recoveryScene({
      answers: { InitiatePointInTimeRecovery: () => ({}) }
    })
    await expect(scene.recover(preview())).rejects.toEqual(
      withCode('cognito-answer')
    )
    expect(scene.outcome).toMatchObject({
      status: 'partial',
      inDoubt: 'initiate'
    })
  })

  test('may have begun where its answer and the list are lost', async () => {
    const scene = recoveryScene({
      answers: {
        InitiatePointInTimeRecovery: refuses('TimeoutError', {
          code: 'network'
        })
      }
    })
    await expect(scene.recover(preview())).rejects.toEqual(withCode('network'))
    expect(scene.outcome).toMatchObject({
      status: 'partial',
      inDoubt: 'initiate'
    })
  })
})
