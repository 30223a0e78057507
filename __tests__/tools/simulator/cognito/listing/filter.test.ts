import { describe, expect, test } from '@jest/globals'
import {
  matcher,
  parseFilter
} from '../../../../../simulator/cognito/listing/filter.ts'
import { person } from '../../fixtures.ts'

describe('the filter of ListUsers', () => {
  test.each([
    ['sub = "a"', { attribute: 'sub', type: '=', value: 'a' }],
    ['sub ^= "a"', { attribute: 'sub', type: '^=', value: 'a' }],
    ['sub^="a"', { attribute: 'sub', type: '^=', value: 'a' }],
    ['"email" ^= "x"', { attribute: 'email', type: '^=', value: 'x' }],
    ['  name =  ""  ', { attribute: 'name', type: '=', value: '' }],
    [
      'cognito:user_status = "CONFIRMED"',
      { attribute: 'cognito:user_status', type: '=', value: 'CONFIRMED' }
    ],
    [
      String.raw`name = "a \"b\" \\c"`,
      { attribute: 'name', type: '=', value: String.raw`a "b" \c` }
    ]
  ])('understands %s', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter)
  })

  test('means everybody when it is empty', () => {
    expect(parseFilter('')).toBeUndefined()
  })

  test.each(['foo', 'sub', 'sub = a', 'sub ^ "a"', 'sub == "a"', 'sub = "a'])(
    'refuses %s, which the grammar has no place for',
    text => {
      expect(() => parseFilter(text)).toThrow('Error while parsing filter.')
    }
  )

  test.each(['custom:tenant', 'address', 'identities', 'Email', '__proto__'])(
    'refuses to search %s',
    name => {
      expect(() => parseFilter(`${name} = "x"`)).toThrow(
        `Invalid search attribute: ${name}`
      )
    }
  )

  test('tells capital letters apart in username and status only', () => {
    const user = person({
      username: 'Ana',
      attributes: { email: 'Ana@example.com' }
    })
    const finds = (text: string) => {
      const filter = parseFilter(text)
      return filter !== undefined && matcher(filter)(user)
    }
    expect(finds('email = "ana@EXAMPLE.com"')).toBe(true)
    expect(finds('cognito:user_status = "confirmed"')).toBe(true)
    expect(finds('username = "ana"')).toBe(false)
    expect(finds('username ^= "An"')).toBe(true)
    expect(finds('status = "Enabled"')).toBe(true)
    expect(finds('status = "enabled"')).toBe(false)
  })

  test('passes over users who lack the attribute', () => {
    const filter = parseFilter('email ^= ""')
    expect(filter && matcher(filter)(person({}))).toBe(false)
  })
})
