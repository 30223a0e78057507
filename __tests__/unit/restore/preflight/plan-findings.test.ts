import { describe, expect, test } from '@jest/globals'
import type { AccountRecovery } from '../../../../src/cognito/account-recovery.ts'
import {
  attribute,
  blockOf,
  find,
  NO_WAYS_IN,
  warningOf
} from '../../../fixtures/preflight-facts.ts'

describe('a plan', () => {
  test('that meets existing users blocks where they are not expected', () => {
    const plan = { existing: 2 }
    const policies = { existingUsers: 'fail' } as const
    expect(blockOf({ plan, policies })).toMatch(
      /^2 users .*existing-users is fail.*skip.*update/
    )
    expect(find({ plan })).toEqual([])
    expect(find({ policies })).toEqual([])
  })

  test('of made-up users blocks where the pool has real ones', () => {
    expect(blockOf({ plan: { realUsers: 2 } })).toMatch(
      /holds 2 users that the input pseudonym-key did not make\..*new pool/
    )
  })

  test('of more groups than a pool may have blocks', () => {
    expect(blockOf({ plan: { groupsAfterwards: 10_001 } })).toContain(
      '10,001 groups'
    )
    expect(find({ plan: { groupsAfterwards: 10_000 } })).toEqual([])
  })

  test('of more groups than a user may have blocks', () => {
    expect(blockOf({ plan: { usersOverGroupLimit: 1 } })).toMatch(
      /^1 user would be in more than 100 groups/
    )
  })

  test('of groups that Cognito would refuse blocks', () => {
    expect(blockOf({ plan: { groupsNotAccepted: 2 } })).toMatch(
      /role of 2 groups to be created\..* the ARN of a role\..*input replace/
    )
  })

  test('with roles of another account blocks, with a line to copy', () => {
    const source = { accountId: '444455556666' }
    expect(blockOf({ source, plan: { foreignRoles: 2 } })).toMatch(
      /^2 groups .*replace.*: 444455556666 => 111122223333$/
    )
    // From a third account, whose number we don't know.
    const same = { accountId: '111122223333' }
    expect(blockOf({ source: same, plan: { foreignRoles: 1 } })).toMatch(
      /^1 group .*: OTHER_ACCOUNT => 111122223333$/
    )
  })

  test('to link to providers that are missing blocks', () => {
    const plan = { missingProviders: new Set(['saml-idp', 'Google']) }
    const policies = { federatedUsers: 'link' } as const
    expect(blockOf({ plan, policies })).toMatch(
      /Google, saml-idp.*CreateIdentityProvider.*federated-users to skip/
    )
    expect(find({ plan })).toEqual([])
  })

  test('of users who can not reset their passwords is warned of', () => {
    const waysIn = { ...NO_WAYS_IN, byCode: 5, byAdministrator: 4 }
    const warningFor = (...by: AccountRecovery['by']) =>
      warningOf({
        target: { recovery: { by, excludesMfa: true } },
        plan: { waysIn }
      })
    expect(warningFor('email', 'phone_number')).toMatch(
      /^4 users to be created .*e-mail address.*phone number.*AdminSetUserPassword/
    )
    expect(warningFor('email')).toMatch(/^4 users .* e-mail addresses only/)
    expect(warningFor('phone_number')).toMatch(/^4 users .* numbers only/)
    expect(warningFor()).toMatch(/^4 users .*AccountRecoverySetting/)
  })

  test('of made-up users says that no code reaches them', () => {
    const waysIn = { ...NO_WAYS_IN, byAdministrator: 4 }
    const target = { recovery: { by: ['email' as const], excludesMfa: true } }
    expect(warningOf({ target, plan: { waysIn, realUsers: 0 } })).toMatch(
      /^4 users .* no code reaches a made-up address.*AdminSetUserPassword/
    )
  })

  test('of users whose address is for MFA codes is warned of by number', () => {
    const waysIn = { ...NO_WAYS_IN, byAdministrator: 4, forMfaAlone: 3 }
    expect(warningOf({ plan: { waysIn } })).toContain('of 3 users receives MFA')
  })

  test('of users who lack what the target requires is warned of', () => {
    const target = {
      schema: [
        attribute('name', { required: true }),
        attribute('birthdate', { required: true, mutable: false })
      ]
    }
    const plan = {
      missingRequired: new Map([
        ['name', 2],
        ['birthdate', 1],
        ['email', 0]
      ])
    }
    const text = warningOf({ target, plan })
    expect(text).toContain('birthdate (1 user), name (2 users)')
    expect(text).toContain("birthdate can't even be given later")
    expect(text).not.toContain('email')
  })
})
