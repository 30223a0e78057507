import { expect, test } from '@jest/globals'
import {
  newExportOutcome,
  newRestoreOutcome
} from '../../../src/shared/new-outcomes.ts'
import { noSkips } from '../../../src/shared/skip-reasons.ts'
import { SKIP_REASONS } from '../../../src/shared/skip-reasons.ts'

test.each([
  ['export', newExportOutcome],
  ['restore', newRestoreOutcome]
])('an %s that has not begun has failed and knows nothing', (mode, create) => {
  const { mode: ownMode, status, warnings, ...facts } = create()
  expect([ownMode, status, warnings]).toEqual([mode, 'failed', []])
  const { failures, unanswered, hasWritten, importJobs, ...unknown } = {
    failures: new Map(),
    unanswered: new Map(),
    hasWritten: false,
    importJobs: [],
    ...facts
  }
  expect([failures.size, unanswered.size]).toEqual([0, 0])
  expect([hasWritten, importJobs]).toEqual([false, []])
  for (const [name, fact] of Object.entries(unknown)) {
    expect([name, fact]).toEqual([name, undefined])
  }
})

test('no skips are a zero for every reason that there is', () => {
  const zeros = SKIP_REASONS.map(reason => [reason, 0])
  expect(noSkips()).toEqual(Object.fromEntries(zeros))
})

test('outcomes share nothing that one of them could change', () => {
  const [one, other] = [newRestoreOutcome(), newRestoreOutcome()]
  one.failures.set('x', 1)
  one.warnings.push({ title: 'Federated users', text: 't' })
  expect(other.failures.size).toBe(0)
  expect(other.warnings).toEqual([])
  expect(noSkips()).not.toBe(noSkips())
})
