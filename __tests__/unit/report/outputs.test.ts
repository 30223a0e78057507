import { describe, expect, test } from '@jest/globals'
import {
  newExportOutcome,
  newRecoverOutcome,
  newRestoreOutcome,
  newVerifyOutcome
} from '../../../src/shared/new-outcomes.ts'
import { toOutputs } from '../../../src/report/outputs.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../fixtures/full-outcomes.ts'

describe('the outputs', () => {
  test('of an export are all that is known', () => {
    expect(toOutputs(FULL_EXPORT, 61_499)).toEqual({
      status: 'complete',
      'snapshot-id': '20261123T020000Z-ABCDEFGHIJKLMNOP',
      'snapshot-uri': FULL_EXPORT.snapshot?.uri,
      'manifest-sha256': 'ab'.repeat(32),
      users: '1200',
      groups: '12',
      memberships: '340',
      'skipped-users': '100',
      'skipped-no-username': '60',
      'skipped-mfa': '30',
      'skipped-federated': '20',
      'mfa-unknown': '7',
      'billed-users': '0',
      'duration-seconds': '61'
    })
  })

  test('of a restore are all that is known', () => {
    expect(toOutputs(FULL_RESTORE, 500)).toMatchObject({
      status: 'partial',
      users: '1200',
      'skipped-users': '100',
      'failed-users': '3',
      'users-created': '1000',
      'users-updated': '0',
      'users-existing': '97',
      'groups-created': '11',
      'memberships-added': '330',
      'billed-users': '1001',
      'report-uri': FULL_RESTORE.report?.uri,
      'sub-map-uri': FULL_RESTORE.report?.subMapUri,
      'duration-seconds': '1'
    })
  })

  test('of an applied recovery name its report', () => {
    const report = 's3://my-backups/report.ndjson.gz'
    const outcome = { ...newRecoverOutcome('apply'), report }
    expect(toOutputs(outcome, 500)).toMatchObject({ 'report-uri': report })
  })

  test('of a dry run are what the restore would count', () => {
    const outputs = toOutputs(FULL_PLAN, 500)
    expect(outputs).toMatchObject({
      status: 'planned',
      'users-created': '1000',
      'users-updated': '0',
      'users-existing': '97',
      'failed-users': '3',
      'groups-created': '11',
      'memberships-added': '330',
      'billed-users': '1001'
    })
    expect(outputs).not.toHaveProperty('report-uri')
    expect(outputs).not.toHaveProperty('sub-map-uri')
  })

  test('of a verification are all that is known', () => {
    expect(toOutputs(FULL_VERIFY, 500)).toMatchObject({
      status: 'failed',
      'snapshot-age-hours': '26.2',
      findings: 'snapshot-digest snapshot-too-old membership-of-nobody',
      users: '1200',
      'users-added': '11',
      'users-gone': '12',
      'users-changed': '13',
      'skipped-users': '100',
      'billed-users': '0'
    })
  })

  test('tell that a verification found nothing', () => {
    expect(toOutputs({ ...FULL_VERIFY, findings: [] }, 0)).toMatchObject({
      findings: ''
    })
  })

  test('tell the age of a snapshot, never more than it is', () => {
    const hours = (ms: number) =>
      toOutputs({ ...FULL_RESTORE, snapshotAgeMs: ms }, 0)['snapshot-age-hours']
    expect(hours(0)).toBe('0')
    expect(hours(359_999)).toBe('0')
    expect(hours(360_000)).toBe('0.1')
    expect(hours(100 * 3_600_000)).toBe('100')
  })

  test('leave out what is not known, so that nobody takes it for zero', () => {
    for (const outcome of [newExportOutcome(), newRestoreOutcome()]) {
      expect(toOutputs(outcome, 0)).toEqual({
        status: 'failed',
        'duration-seconds': '0'
      })
    }
  })

  test('of a verification that did not come to its end tell no findings', () => {
    expect(toOutputs(newVerifyOutcome(), 0)).toEqual({
      status: 'failed',
      'duration-seconds': '0'
    })
  })

  test('say zero where it is known to be zero', () => {
    const outcome = { ...newRestoreOutcome(), users: 0, usersFailed: 0 }
    expect(toOutputs(outcome, 0)).toMatchObject({
      users: '0',
      'failed-users': '0'
    })
  })
})
