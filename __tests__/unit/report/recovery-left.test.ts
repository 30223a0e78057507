import { describe, expect, test } from '@jest/globals'
import { howFar } from '../../../src/report/how-far.ts'
import { UserError } from '../../../src/shared/errors.ts'
import type { RecoverOutcome } from '../../../src/shared/outcome.ts'
import { FULL_RECOVER } from '../../fixtures/full-outcomes.ts'

const stopped = (changes: Partial<RecoverOutcome>, status?: string) => {
  const { recovery } = FULL_RECOVER
  const outcome = {
    ...FULL_RECOVER,
    ...(recovery && {
      recovery: { ...recovery, status: status ?? recovery.status }
    }),
    ...changes
  }
  return howFar(outcome, new UserError('cancelled', 'Cancelled.'))
}

describe('a stopped run of mode recover', () => {
  test('leaves its preview as it is, and says how to go on or end it', () => {
    expect(stopped({})).toBe(
      'The preview of the recovery 0f6b1e4c-2d3a-4b5c-8d9e-1f2a3b4c5d6e still blocks writes. Run recovery: preview again to go on, or end it by 2026-11-29T12:00:05Z with recovery: cancel.'
    )
  })

  test.each<[Partial<RecoverOutcome>, string | undefined, RegExp]>([
    [
      { action: 'apply', blocksUntil: undefined },
      undefined,
      /apply again to go on, or end it with/
    ],
    [
      { action: 'apply', inDoubt: 'start' },
      undefined,
      /not known whether it was started/
    ],
    [
      { action: 'cancel', inDoubt: 'cancel' },
      undefined,
      /not known whether it was cancelled/
    ],
    [
      { inDoubt: 'initiate', recovery: undefined },
      undefined,
      /not known whether a recovery was initiated.*preview again/
    ],
    [
      { action: 'apply' },
      'RESTORING',
      /Cognito goes on .* recovery: apply again with the same inputs/
    ],
    [
      { action: 'apply' },
      'RESTORE_COMPLETED',
      /is applied\. Run recovery: apply again/
    ],
    [{ recovery: undefined }, undefined, /^No recovery was initiated/],
    [
      { action: 'cancel', recovery: undefined },
      undefined,
      /^No recovery was .*may still be blocked\.$/
    ],
    [{}, 'PREVIEW_EXPIRED', /is over, and writes go on\. Make a new preview/],
    [{ action: 'apply' }, 'AWS_ABORTED', /stay blocked\. Only AWS Support/],
    [{ action: 'cancel' }, 'RESTORING', /recovery: apply with its id/],
    [{ action: 'check' }, undefined, /^$/]
  ])('says how far it was: %j %s', (changes, status, says) => {
    expect(stopped(changes, status)).toMatch(says)
  })
})
