import { describe, expect, test } from '@jest/globals'
import {
  accountFinding,
  refuseOtherAccount,
  refuseOtherCredentials
} from '../../../src/shared/allowed-accounts.ts'

const ACCOUNT = '111122223333'

describe('the account of a user pool', () => {
  test.each([[[]], [[ACCOUNT]], [['444455556666', ACCOUNT]]])(
    'is allowed by %j',
    allowed => {
      expect(accountFinding(ACCOUNT, allowed)).toBeUndefined()
      expect(() => refuseOtherAccount(ACCOUNT, allowed)).not.toThrow()
    }
  )

  test('is refused by a list without it', () => {
    const finding =
      "The user pool is in account 111122223333, which the input allowed-account-ids doesn't list."
    expect(accountFinding(ACCOUNT, ['444455556666'])).toBe(finding)
    expect(() => refuseOtherAccount(ACCOUNT, ['444455556666'])).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringMatching(
          /^The user pool .*Nothing was written\.$/
        )
      })
    )
  })
})

describe('the account of the credentials', () => {
  test.each([[[]], [[ACCOUNT]], [['444455556666', ACCOUNT]]])(
    'is allowed by %j',
    allowed => {
      expect(() => refuseOtherCredentials(ACCOUNT, allowed)).not.toThrow()
    }
  )

  test.each([ACCOUNT, ''])('is refused by a list without it: %j', account => {
    expect(() => refuseOtherCredentials(account, ['444455556666'])).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringMatching(
          /^The AWS credentials are of .*allowed-account-ids doesn't list.*\.$/
        )
      })
    )
  })
})
