import { describe, expect, test } from '@jest/globals'
import { newExportOutcome, newRestoreOutcome } from '../../../src/outcome.ts'
import { toOutputs } from '../../../src/report/outputs.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE
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

  test('leave out what is not known, so that nobody takes it for zero', () => {
    for (const outcome of [newExportOutcome(), newRestoreOutcome()]) {
      expect(toOutputs(outcome, 0)).toEqual({
        status: 'failed',
        'duration-seconds': '0'
      })
    }
  })

  test('say zero where it is known to be zero', () => {
    const outcome = { ...newRestoreOutcome(), users: 0, usersFailed: 0 }
    expect(toOutputs(outcome, 0)).toMatchObject({
      users: '0',
      'failed-users': '0'
    })
  })
})
