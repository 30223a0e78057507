import { describe, expect, test } from '@jest/globals'
import { Members } from '../../../../../simulator/cognito/protocol/members.ts'
import {
  checkPassword,
  defaultPasswordPolicy,
  readPasswordPolicy,
  setPassword
} from '../../../../../simulator/cognito/state/password-policy.ts'
import { person } from '../../fixtures.ts'

describe('the default password policy', () => {
  test.each(['Passw0rd!', 'aA1 bcdef', 'Zz9^aaaa', 'Ünïcode1 A'])(
    'accepts %s',
    password => {
      expect(() => {
        checkPassword(defaultPasswordPolicy, password)
      }).not.toThrow()
    }
  )

  test.each([
    ['Pass0r!', 'Password not long enough'],
    ['passw0rd!', 'Password must have uppercase characters'],
    ['PASSW0RD!', 'Password must have lowercase characters'],
    ['Password!', 'Password must have numeric characters'],
    ['Passw0rdd', 'Password must have symbol characters'],
    ['Passw0rd€', 'Password must have symbol characters']
  ])('refuses %s: %s', (password, reason) => {
    expect(() => {
      checkPassword(defaultPasswordPolicy, password)
    }).toThrow(
      expect.objectContaining({
        name: 'InvalidPasswordException',
        message: `Password did not conform with policy: ${reason}`
      })
    )
  })
})

describe('a password policy of a request', () => {
  test('requires nothing that it does not name', () => {
    const policy = readPasswordPolicy(new Members({ MinimumLength: 6 }))
    expect(() => {
      checkPassword(policy, 'aaaaaa')
    }).not.toThrow()
  })

  test('takes a validity of zero days for the default', () => {
    const request = new Members({ TemporaryPasswordValidityDays: 0 })
    expect(readPasswordPolicy(request).TemporaryPasswordValidityDays).toBe(7)
  })

  test('cannot ask for fewer than six characters', () => {
    expect(() => readPasswordPolicy(new Members({ MinimumLength: 5 }))).toThrow(
      "Value '5' at 'minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6"
    )
  })
})

test('a password history remembers as many passwords as it is long', () => {
  const policy = { ...defaultPasswordPolicy, PasswordHistorySize: 2 }
  const user = person({})
  setPassword(policy, user, 'one')
  setPassword(policy, user, 'two')
  expect(() => {
    setPassword(policy, user, 'one')
  }).toThrow(
    expect.objectContaining({ name: 'PasswordHistoryPolicyViolationException' })
  )
  setPassword(policy, user, 'three')
  setPassword(policy, user, 'one')
  expect(user.password).toBe('one')
})
