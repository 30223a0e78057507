import { expect, test } from '@jest/globals'
import {
  newPlanTally,
  type PlanTally
} from '../../../../src/restore/plan/tally.ts'
import {
  earlierRestoreWarnings,
  restoreWarnings
} from '../../../../src/restore/preflight/warnings.ts'
import { restorePlanWith } from '../../../fixtures/idle-plan.ts'

function warningsOf(tally: Partial<PlanTally>, otherRoles = 0) {
  const { groups } = restorePlanWith()
  return restoreWarnings(
    restorePlanWith({
      tally: { ...newPlanTally(), ...tally },
      groups: { ...groups, otherRoles }
    })
  )
}

test('a restore that leaves nothing out has no warning', () => {
  expect(warningsOf({ users: 9, create: 7, keep: 2 })).toEqual([])
})

test('each reason is told once, with its count', () => {
  const warnings = warningsOf(
    {
      skipped: { 'no-username': 101, 'mfa-protected': 102, federated: 103 },
      conflicts: 104,
      refused: new Map([
        ['address-taken', 100],
        ['identity-taken', 5]
      ]),
      factorsLost: new Map([['SOFTWARE_TOKEN_MFA', 106]]),
      identitiesLeft: 107,
      attributesLeft: 108,
      mfaUnknown: 110
    },
    109
  )
  expect(warnings.map(warning => /\d+/.exec(warning.text)?.[0])).toEqual([
    '101',
    '102',
    '103',
    '104',
    '105',
    '106',
    '107',
    '108',
    '109',
    '110'
  ])
  expect(new Set(warnings.map(warning => warning.title)).size).toBe(10)
})

test('users whom another restore left unconfirmed are told', () => {
  expect(warningsOf({ unconfirmed: 1 })).toMatchObject([
    {
      title: 'Users of the pool are unconfirmed',
      text: expect.stringMatching(/^1 user of the pool is in FORCE_CHANGE/)
    }
  ])
})

test('aliases that are left out are told', () => {
  expect(warningsOf({ aliasesLeft: 3 })).toMatchObject([
    {
      title: 'Aliases are not restored',
      text: expect.stringContaining('preferred_username of 3 users')
    }
  ])
})

test('a reason that nobody has is not told', () => {
  const skipped = { 'no-username': 0, 'mfa-protected': 0, federated: 1 }
  const warnings = warningsOf({ skipped })
  expect(warnings.map(warning => warning.title)).toEqual([
    'Federated users were skipped'
  ])
})

test.each([
  ['no-username', 'users-without-username to recreate'],
  ['mfa-protected', 'mfa-users to restore'],
  ['federated', 'federated-users to link']
] as const)('a skip for %s names what changes it', (reason, words) => {
  const skipped = { ...newPlanTally().skipped, [reason]: 1 }
  expect(warningsOf({ skipped })[0]?.text).toContain(words)
})

test('made-up users are never told to be linked', () => {
  const skipped = { ...newPlanTally().skipped, federated: 1 }
  const tally = { ...newPlanTally(), skipped }
  const [warning] = restoreWarnings(restorePlanWith({ tally, realUsers: 0 }))
  expect(warning?.text).toContain('would lead to real people')
  expect(warning?.text).not.toContain('link')
})

test('refused users are counted by why Cognito would refuse them', () => {
  const [warning] = warningsOf({
    refused: new Map([
      ['address-taken', 2],
      ['attribute-not-accepted', 1]
    ])
  })
  expect(warning?.text).toContain(
    "3 users can't be restored (address-taken: 2, attribute-not-accepted: 1)"
  )
})

test('one group is spoken of as one', () => {
  expect(warningsOf({}, 1)[0]?.text).toContain('1 group of the target pool has')
  expect(warningsOf({}, 2)[0]?.text).toContain(
    '2 groups of the target pool have'
  )
})

test('that earlier restores could not be read matters if there are conflicts', () => {
  const warned = (conflicts: number, unreadable: string | undefined) =>
    earlierRestoreWarnings(
      restorePlanWith({ tally: { ...newPlanTally(), conflicts } }),
      unreadable
    )
  expect(warned(1, 'It is damaged.')).toEqual([
    { title: 'Earlier restores are not known', text: 'It is damaged.' }
  ])
  expect(warned(0, 'It is damaged.')).toEqual([])
  expect(warned(1, undefined)).toEqual([])
})
