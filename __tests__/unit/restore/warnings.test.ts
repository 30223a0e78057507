import { expect, test } from '@jest/globals'
import { newPlanTally } from '../../../src/restore/plan-tally.ts'
import { restoreWarnings } from '../../../src/restore/warnings.ts'

test('a restore that passes nobody over has no warning', () => {
  expect(restoreWarnings({ ...newPlanTally(), create: 7 }, 0)).toEqual([])
})

test('each reason is told once, with its count', () => {
  const skipped = { 'no-username': 101, 'mfa-protected': 102, federated: 103 }
  const warnings = restoreWarnings({ ...newPlanTally(), skipped }, 104)
  expect(warnings.map(warning => /\d+/.exec(warning.text)?.[0])).toEqual([
    '101',
    '102',
    '103',
    '104'
  ])
  expect(new Set(warnings.map(warning => warning.title)).size).toBe(4)
})

test('a reason that nobody has is not told', () => {
  const skipped = { 'no-username': 0, 'mfa-protected': 0, federated: 1 }
  const warnings = restoreWarnings({ ...newPlanTally(), skipped }, 0)
  expect(warnings.map(warning => warning.title)).toEqual([
    'Federated users were skipped'
  ])
})
