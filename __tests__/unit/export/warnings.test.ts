import { describe, expect, test } from '@jest/globals'
import { newUserTally, type UserTally } from '../../../src/export/user-lines.ts'
import {
  exportWarnings,
  type ExportFindings
} from '../../../src/export/warnings.ts'

function findings(
  tally: Partial<UserTally> = {},
  changes: Partial<ExportFindings> = {}
): ExportFindings {
  return {
    tally: { ...newUserTally(), users: 7, ...tally },
    members: { memberships: 3, vanishedGroups: 0 },
    shortfall: 0,
    estimate: 7,
    notCaptured: [],
    clientsLeftOut: 0,
    isLookupMade: true,
    ageRecipients: 0,
    deniedAction: undefined,
    recovery: null,
    isDeletable: false,
    ...changes
  }
}

const vanished = { members: { memberships: 0, vanishedGroups: 1 } }

test('an export with nothing to tell has no warning', () => {
  expect(exportWarnings(findings())).toEqual([])
})

test('one key that opens the snapshot is too few, and two are enough', () => {
  const [warning, ...others] = exportWarnings(
    findings({}, { ageRecipients: 1 })
  )
  expect(others).toEqual([])
  expect(warning?.text).toMatch(/can never be read/)
  expect(warning?.text).toMatch(/operations.*offline/)
  expect(exportWarnings(findings({}, { ageRecipients: 2 }))).toEqual([])
})

const RECOVERY = {
  id: '0a1b2c3d-0000-4000-8000-0123456789ab',
  status: 'PREVIEW_GENERATED',
  restoreTimestamp: null
}

test('a recovery that blocks changes makes the snapshot worth keeping', () => {
  const [warning] = exportWarnings(findings({}, { recovery: RECOVERY }))
  expect(warning?.title).toBe('A recovery of the pool is active')
  expect(warning?.text).toMatch(/0a1b2c3d-.*PREVIEW_GENERATED.*Keep it/)
})

test('a recovery whose preview is not ready makes the snapshot of no use to it', () => {
  const recovery = { ...RECOVERY, status: 'PREVIEW_GENERATING' }
  const [warning] = exportWarnings(findings({}, { recovery }))
  expect(warning?.text).toMatch(/does not take this snapshot.*Export again/)
})

test('a recovery that changes users makes the snapshot a mixture', () => {
  const recovery = { ...RECOVERY, status: 'RESTORING' }
  const [warning] = exportWarnings(findings({}, { recovery }))
  expect(warning?.text).toMatch(/RESTORING.*Export again/)
})

test('a recovery that the role may not ask about is not warned of', () => {
  expect(exportWarnings(findings({}, { recovery: 'unknown' }))).toEqual([])
})

test('each thing to know is told once, with its count', () => {
  const warnings = exportWarnings(
    findings(
      {
        users: 893,
        skipped: { 'no-username': 101, 'mfa-protected': 102, federated: 103 },
        mfaUnknown: 104,
        duplicates: 105
      },
      {
        members: { memberships: 0, vanishedGroups: 106 },
        notCaptured: [
          { section: 'terms', reason: 'cognito-idp:ListTerms' },
          { section: 'branding.clients', reason: 'TooLarge' }
        ],
        shortfall: 107,
        estimate: 1000
      }
    )
  )
  expect(
    warnings.map(({ text }) => [...text.matchAll(/\d[\d,]*/g)].map(String))
  ).toEqual([
    ['101'],
    ['102'],
    ['103'],
    ['104'],
    ['105'],
    ['106'],
    ['2'],
    ['1,000', '893']
  ])
  expect(new Set(warnings.map(warning => warning.title)).size).toBe(8)
})

test.each<[string, ExportFindings]>([
  ['Users listed twice', findings({ duplicates: 1 })],
  ['MFA of users unknown', findings({ mfaUnknown: 1 })],
  ['Groups deleted meanwhile', findings({}, vanished)],
  ['App clients left out', findings({}, { clientsLeftOut: 1 })],
  ['Deletion protection is off', findings({}, { isDeletable: true })],
  ['Fewer users than Cognito estimates', findings({}, { shortfall: 1 })]
])('%s is a warning on its own', (title, found) => {
  expect(exportWarnings(found).map(warning => warning.title)).toEqual([title])
})

test('what the definition lacks is told, section by section, with the reason', () => {
  const notCaptured = [
    { section: 'terms', reason: 'cognito-idp:ListTerms' },
    { section: 'branding.clients', reason: 'TooLarge' }
  ]
  expect(exportWarnings(findings({}, { notCaptured }))).toEqual([
    {
      title: 'Parts of the definition not captured',
      text: expect.stringContaining(
        'lacks 2 sections: terms (cognito-idp:ListTerms), branding.clients (TooLarge).'
      )
    }
  ])
})

test.each([
  ['ABCDE', 'userPool.A, userPool.B, userPool.C, userPool.D, userPool.E.'],
  [
    'ABCDEFG',
    'userPool.A, userPool.B, userPool.C, userPool.D, userPool.E and 2 more.'
  ]
])('of new members %s, the first five are named', (members, named) => {
  const notCaptured = [...members].map(member => ({
    section: `userPool.${member}`,
    reason: 'UnknownText'
  }))
  expect(exportWarnings(findings({}, { notCaptured }))).toEqual([
    {
      title: 'New settings left out',
      text: expect.stringContaining(
        `with ${members.length} members that this version does not know: ${named}`
      )
    }
  ])
})

describe('users of whom it is not known whether they use MFA', () => {
  function textOf(changes: Partial<ExportFindings>, users = 7) {
    const found = findings({ users, mfaUnknown: 5 }, changes)
    const [warning] = exportWarnings(found)
    return warning?.text ?? ''
  }

  const COST =
    'Looking it up, with the input mfa-lookup: always, would make AWS bill each of them as a monthly active user.'

  test.each([true, false])(
    'are told as restored without MFA (looked up: %s)',
    isLookupMade => {
      expect(textOf({ isLookupMade })).toMatch(
        /^MFA is optional in this pool, and it is not known of 5 users .* recreates them without MFA\./
      )
    }
  )

  test('come with the input and the cost when nobody was looked up', () => {
    expect(textOf({ isLookupMade: false })).toContain(COST)
  })

  test('come without an offer that was taken', () => {
    expect(textOf({ isLookupMade: true })).not.toContain('mfa-lookup')
  })

  test('come with the action that the role lacks, instead of the cost', () => {
    const text = textOf({
      isLookupMade: true,
      deniedAction: 'cognito-idp:AdminGetUserAuthFactors'
    })
    expect(text).toContain(
      'The role may not call cognito-idp:AdminGetUserAuthFactors to look it up.'
    )
    expect(text).not.toContain('mfa-lookup')
  })
})
