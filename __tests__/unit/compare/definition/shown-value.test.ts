import { describe, expect, test } from '@jest/globals'
import { shownValue } from '../../../../src/compare/definition/shown-value.ts'

describe('a value of the definition is shown', () => {
  test.each([
    [true, 'boolean', 'true'],
    [30, 'number', '30'],
    ['ESSENTIALS', 'word', 'ESSENTIALS'],
    [['SMS_OTP', 'PASSWORD'], '[]word', 'SMS_OTP, PASSWORD'],
    // Capitals alone make no word of the API.
    ['AB12SECRET', 'text', '(text)'],
    ['AB12SECRET', undefined, '(text)'],
    [['https://a.example', 'https://b.example'], '[]text', '(2 values)'],
    [{ MinimumLength: 8 }, 'PasswordPolicyType', '(several settings)'],
    [undefined, 'text', '(not set)']
  ])('%j of kind %s as %s', (value, kind, shown) => {
    expect(shownValue(value, kind, 'words')).toBe(shown)
  })

  test.each([true, 'ESSENTIALS', 'text'])('not at all in public, %j', value => {
    expect(shownValue(value, 'word', 'none')).toBe('(hidden)')
  })

  test('whole where that is asked for', () => {
    expect(shownValue('https://a.example', 'text', 'all')).toBe(
      'https://a.example'
    )
  })
})
