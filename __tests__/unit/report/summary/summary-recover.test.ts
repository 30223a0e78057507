import { describe, expect, test } from '@jest/globals'
import { toOutputs } from '../../../../src/report/outputs.ts'
import { renderSummary } from '../../../../src/report/summary/summary.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'
import { newRecoverOutcome } from '../../../../src/shared/new-outcomes.ts'
import type { RecoverOutcome } from '../../../../src/shared/outcome.ts'
import { tableRows } from '../../../fixtures/compared-runs.ts'
import { FULL_RECOVER } from '../../../fixtures/full-outcomes.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'

const { recovery } = FULL_RECOVER
const page = (changes: Partial<RecoverOutcome>, code?: ErrorCode) =>
  renderSummary({ ...FULL_RECOVER, ...changes }, runFacts('recover', { code }))
const withStatus = (status: string) => ({
  recovery: recovery && { ...recovery, status }
})

describe('the page of a preview', () => {
  test('counts what the recovery does, and says until when writes are blocked', () => {
    const text = page({})
    expect(text).toContain(
      '## 📋 Preview of a recovery to 29 November 2026, 08:30 UTC: writes to eu-west-1_Ab12Cd34E are blocked'
    )
    expect(text).toContain(
      'applied or cancelled by 29 November 2026, 12:00 UTC'
    )
    expect(tableRows(text, 4)).toEqual([
      ['', 'Created', 'Updated', 'Deleted'],
      ['Users', '120', '80', '30'],
      ['Groups', '1', '2', '3'],
      ['MFA settings', '40', '5', '6'],
      ['Passkeys', '7', '0', '8']
    ])
  })

  test('says how to apply and how to cancel it', () => {
    const text = page({})
    expect(text).toContain("recovery: 'apply'")
    expect(text).toContain("max-deleted: '47'")
    expect(text).toContain("recovery: 'cancel'")
  })

  test('shows a count that is not known as such', () => {
    const unknown = { created: 1, updated: 2, deleted: undefined }
    const { changes } = FULL_RECOVER
    const text = page({
      changes: changes && { ...changes, users: unknown },
      deletions: undefined
    })
    expect(tableRows(text, 4)[1]).toEqual(['Users', '1', '2', 'not known'])
  })

  test('that Cognito does not count whole is not to be applied', () => {
    const text = page({ deletions: undefined })
    expect(text).toContain('This preview can’t be applied')
    expect(text).not.toContain('max-deleted')
    expect(text).toContain("recovery: 'cancel'")
  })
})

test.each<[Partial<RecoverOutcome>, ErrorCode | undefined, string]>([
  [
    { action: 'apply', status: 'complete', ...withStatus('RESTORE_COMPLETED') },
    undefined,
    '✅ eu-west-1_Ab12Cd34E is recovered to 29 November 2026, 08:30 UTC'
  ],
  [
    {
      action: 'cancel',
      status: 'complete',
      ...withStatus('PREVIEW_CANCELLED')
    },
    undefined,
    '✅ The preview is over, and eu-west-1_Ab12Cd34E takes writes again'
  ],
  [
    { action: 'cancel', status: 'complete', ...withStatus('RESTORING') },
    undefined,
    '✅ The recovery of eu-west-1_Ab12Cd34E was started, so there is no preview to cancel'
  ],
  [
    { action: 'cancel', status: 'complete', recovery: undefined },
    undefined,
    '✅ No recovery of eu-west-1_Ab12Cd34E was active'
  ],
  [
    { action: 'check', status: 'complete' },
    undefined,
    '✅ No known condition speaks against a recovery of eu-west-1_Ab12Cd34E'
  ],
  [
    {
      action: 'check',
      status: 'complete',
      conditions: [{ text: 'x', holds: false }]
    },
    undefined,
    '⚠️ No recovery of eu-west-1_Ab12Cd34E is possible now: 1 condition fails'
  ],
  [
    { action: 'preview', status: 'failed' },
    'recovery-failed',
    '❌ Preview of a recovery of eu-west-1_Ab12Cd34E failed, and writes are still blocked'
  ],
  [
    { action: 'apply', status: 'partial', ...withStatus('RESTORING') },
    'cancelled',
    '⏹️ Recovery of eu-west-1_Ab12Cd34E cancelled, and a recovery is under way'
  ],
  [
    { action: 'apply', status: 'partial', inDoubt: 'start' },
    'recovery-failed',
    '⚠️ Recovery of eu-west-1_Ab12Cd34E failed, and writes may still be blocked'
  ],
  [
    { action: 'cancel', status: 'failed', recovery: undefined },
    'network',
    '❌ Cancellation of a recovery of eu-west-1_Ab12Cd34E failed, and writes may still be blocked'
  ],
  [
    { action: 'preview', status: 'failed', recovery: undefined },
    'network',
    '❌ Preview of a recovery of eu-west-1_Ab12Cd34E failed'
  ],
  [
    { action: 'cancel', status: 'failed', ...withStatus('RESTORING') },
    'recovery-refused',
    '❌ Cancellation of a recovery of eu-west-1_Ab12Cd34E failed, and a recovery is under way'
  ],
  [
    { action: 'apply', status: 'partial', ...withStatus('AWS_ABORTED') },
    'recovery-failed',
    '⚠️ Recovery of eu-west-1_Ab12Cd34E failed, and writes stay blocked'
  ],
  [
    { action: 'apply', status: 'partial', ...withStatus('NEW_STATUS') },
    'recovery-failed',
    '⚠️ Recovery of eu-west-1_Ab12Cd34E failed, and writes may be blocked'
  ],
  [
    {
      action: 'apply',
      status: 'partial',
      inDoubt: 'start',
      ...withStatus('PREVIEW_CANCELLED')
    },
    'recovery-refused',
    '⚠️ Recovery of eu-west-1_Ab12Cd34E failed'
  ]
])('the headline is by what was done: %#', (changes, code, line) => {
  expect(page(changes, code).split('\n')[0]).toBe(`## ${line}`)
})

describe('the steps after a failure', () => {
  test.each(['apply', 'cancel'] as const)(
    'of %s before it saw the recovery cancel whichever is active',
    action => {
      const nothing = { status: 'failed' as const, recovery: undefined }
      const text = page({ action, ...nothing }, 'network')
      expect(text).toContain('gh run rerun')
      expect(text).toContain('Writes to the pool may still be blocked.')
      expect(text).toContain("recovery-id: 'active'")
    }
  )

  test.each([
    ['AWS_ABORTED', 'Only AWS Support can end the recovery'],
    [
      'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE',
      'Only AWS Support can end the recovery'
    ],
    ['NEW_STATUS', 'Writes to the pool may be blocked'],
    ['PREVIEW_CANCELLED', 'Make a new preview'],
    ['PREVIEW_EXPIRED', 'Make a new preview']
  ])('run nothing again from %s', (status, says) => {
    const text = page(
      { action: 'apply', status: 'partial', ...withStatus(status) },
      'recovery-failed'
    )
    expect(text).toContain(says)
    expect(text).not.toMatch(/gh run rerun|recovery: '|apply again/)
  })

  test('of a cancellation that came too late wait for the end by apply', () => {
    const text = page(
      { action: 'cancel', status: 'failed', ...withStatus('RESTORING') },
      'recovery-refused'
    )
    expect(text).toContain('Run recovery: apply with its id')
    expect(text).not.toContain('same inputs')
  })

  test('promise no end of a recovery that may have been started', () => {
    const text = page(
      { action: 'apply', status: 'partial', inDoubt: 'start' },
      'network'
    )
    expect(text).toContain('If it was not started, end it')
    expect(text).not.toContain('To end it')
  })
})

const checked = (...holds: (boolean | undefined)[]) =>
  page({
    action: 'check',
    status: 'complete',
    recovery: undefined,
    conditions: ['One.', 'Two.', 'Three.'].map((text, at) => ({
      text,
      holds: holds[at]
    })),
    reach: {
      from: Date.parse('2026-11-28T10:00:00Z'),
      to: Date.parse('2026-11-29T09:45:00Z')
    }
  })

test('the page of a check lists the conditions, those not known too', () => {
  const text = checked(true, false, undefined)
  expect(tableRows(text, 2)).toEqual([
    ['Holds', 'Condition'],
    ['yes', 'One.'],
    ['*no*', 'Two.'],
    ['not known', 'Three.']
  ])
  expect(text).toContain(
    'points from 28 November 2026, 10:00 UTC to 29 November 2026, 09:45 UTC'
  )
})

test('the page of a check has the preview that comes next, if it is possible', () => {
  const text = checked(true, true, undefined)
  expect(text.split('\n')[0]).toMatch(/; 1 not known$/)
  expect(text).toContain("recovery: 'preview'")
  expect(text).toContain("user-pool-id: 'eu-west-1_Ab12Cd34E'")
  expect(text).toContain("recover-to: '2026-11-29T09:45:00Z'")
  const refused = checked(true, false, undefined)
  expect(refused).toContain('1. Solve each condition below')
  expect(refused).not.toContain("recovery: 'preview'")
})

test('the page of a check of a point has the preview of that point', () => {
  const text = page({
    action: 'check',
    status: 'complete',
    recovery: undefined,
    recoverTo: Date.parse('2026-11-29T08:15:00Z'),
    reach: {
      from: Date.parse('2026-11-28T10:00:00Z'),
      to: Date.parse('2026-11-29T09:45:00Z')
    }
  })
  expect(text).toContain("recover-to: '2026-11-29T08:15:00Z'")
  expect(text).not.toContain('latest possible')
})

test('the page of a refused recovery says that its preview still blocks writes', () => {
  const text = page({ action: 'apply', status: 'failed' }, 'recovery-failed')
  expect(text).toContain('still blocks writes')
  expect(text).toContain("recovery: 'cancel'")
})

test('the page of a run that was refused at once says to run it again', () => {
  const nothing = { status: 'failed' as const, recovery: undefined }
  expect(page(nothing, 'recovery-failed')).toContain(
    'Fix the cause above. Then run it again.'
  )
})

test('the page of a preview that may have begun says so, and to run it again', () => {
  const doubt = { inDoubt: 'initiate' as const, recovery: undefined }
  const text = page(
    { action: 'preview', status: 'partial', ...doubt },
    'recovery-failed'
  )
  expect(text).toContain('failed, and writes may be blocked')
  expect(text).toContain('not known whether a recovery was initiated')
})

test('the page of a recovery that could not be compared says that it is applied', () => {
  const text = page(
    {
      action: 'apply',
      status: 'partial',
      ...withStatus('RESTORE_COMPLETED')
    },
    'recovery-failed'
  )
  expect(text).toContain('failed after the pool was recovered')
})

describe('the outputs of a recovery', () => {
  test('are what is known, on a failure too', () => {
    expect(toOutputs({ ...FULL_RECOVER, status: 'failed' }, 0)).toMatchObject({
      status: 'failed',
      'recovery-id': '0f6b1e4c-2d3a-4b5c-8d9e-1f2a3b4c5d6e',
      'recovery-status': 'PREVIEW_GENERATED',
      'recovery-blocks-until': '2026-11-29T12:00:05Z',
      'recovery-users-deleted': '30',
      'recovery-mfa-settings-created': '40',
      'recovery-passkeys-updated': '0'
    })
  })

  test('leave out what is not known', () => {
    const names = Object.keys(toOutputs(newRecoverOutcome('check'), 0))
    expect(names.filter(name => name.startsWith('recovery-'))).toEqual([])
  })
})
