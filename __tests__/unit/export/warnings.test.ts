import { expect, test } from '@jest/globals'
import { newUserTally } from '../../../src/export/tally.ts'
import { exportWarnings } from '../../../src/export/warnings.ts'

test('an export with nothing to tell has no warning', () => {
  expect(exportWarnings({ ...newUserTally(), users: 7 }, 0)).toEqual([])
})

test('each thing to know is told once, with its count', () => {
  const tally = {
    ...newUserTally(),
    skipped: { 'no-username': 101, 'mfa-protected': 102, federated: 103 },
    mfaUnknown: 104,
    duplicates: 105
  }
  const warnings = exportWarnings(tally, 106)
  expect(warnings.map(warning => /\d+/.exec(warning.text)?.[0])).toEqual([
    '101',
    '102',
    '103',
    '104',
    '105',
    '106'
  ])
  expect(new Set(warnings.map(warning => warning.title)).size).toBe(6)
})

test.each<[string, Parameters<typeof exportWarnings>]>([
  ['Users listed twice', [{ ...newUserTally(), duplicates: 1 }, 0]],
  ['MFA of users unknown', [{ ...newUserTally(), mfaUnknown: 1 }, 0]],
  ['Groups deleted meanwhile', [newUserTally(), 1]]
])('%s is a warning on its own', (title, [tally, vanished]) => {
  expect(exportWarnings(tally, vanished).map(warning => warning.title)).toEqual(
    [title]
  )
})
