import { describe, expect, test } from '@jest/globals'
import { blockOf, find, warningOf } from '../../../fixtures/preflight-facts.ts'

describe('a pool', () => {
  test('of an account that is not allowed blocks', () => {
    const policies = { allowedAccountIds: ['999999999999'] }
    expect(blockOf({ policies })).toMatch(
      /account 111122223333.*allowed-account-ids.*user-pool-id/s
    )
    const own = { allowedAccountIds: ['999999999999', '111122223333'] }
    expect(find({ policies: own })).toEqual([])
  })

  test('that is a secondary replica blocks', () => {
    expect(blockOf({ replicaRole: 'SECONDARY' })).toMatch(
      /secondary replica.*aws-region/
    )
  })

  test.each([
    ['PREVIEW_GENERATED', /recovery-id: 0a1b2c3d-.*run the same restore/],
    ['RESTORING', /Wait until it has ended/],
    ['AWS_ABORTED', /AWS Support/]
  ])(
    'that a recovery of the status %s blocks says the way on',
    (status, way) => {
      const id = '0a1b2c3d-0000-4000-8000-0123456789ab'
      const text = blockOf({ recovery: { id, status, restoreTimestamp: null } })
      expect(text).toContain(`recovery ${id} (${status})`)
      expect(text).toMatch(way)
    }
  )

  test('of which a role may not list the recoveries does not block', () => {
    expect(find({ recovery: 'unknown' })).toEqual([])
  })

  test('that requires MFA is warned of when users are created', () => {
    const target = { mfa: 'ON' } as const
    expect(warningOf({ target })).toContain('requires MFA')
    expect(find({ target, plan: { creations: 0 } })).toEqual([])
    expect(find({ target: { mfa: 'OPTIONAL' } })).toEqual([])
  })

  test('whose PreSignUp will run is warned of when users are created', () => {
    const target = { lambdaTriggers: ['PostConfirmation', 'PreSignUp'] }
    const text = warningOf({ target })
    expect(text).toMatch(/each of 3 users.*PreSignUp_AdminCreateUser/)
    expect(text).not.toContain('PostConfirmation')
    expect(find({ target, plan: { creations: 0 } })).toEqual([])
  })

  test('whose triggers for messages stay silent says so, beside PreSignUp only', () => {
    const messages = ['CustomEmailSender', 'CustomMessage']
    expect(find({ target: { lambdaTriggers: messages } })).toEqual([])
    const target = { lambdaTriggers: [...messages, 'PreSignUp'] }
    expect(warningOf({ target })).toContain(
      "CustomEmailSender, CustomMessage won't be called, because a restore sends no message"
    )
  })
})
