import { describe, expect, test } from '@jest/globals'
import {
  dateOf,
  given,
  listed,
  present
} from '../../../../src/cognito/calls/answers.ts'

const refusal = expect.objectContaining({
  name: 'UserError',
  code: 'cognito-answer',
  message: expect.stringMatching(/^Cognito's answer lacks Username of a user, /)
})

test('what is left out, null or empty is all the same', () => {
  for (const value of [undefined, null, '']) {
    expect(given(value)).toBeUndefined()
    expect(() => present(value, 'Username of a user')).toThrow(refusal)
  }
})

test('a field that is there is given as it is', () => {
  for (const value of ['x', ' ', 0, false]) {
    expect(given(value)).toBe(value)
    expect(present(value, 'Username of a user')).toBe(value)
  }
})

describe('a list', () => {
  test('that is left out is empty', () => {
    for (const list of [undefined, null, []]) {
      expect(listed(list, 'Attributes of a user')).toEqual([])
    }
  })

  test('is given without its nulls', () => {
    expect(listed(['a', null, ''], 'Attributes of a user')).toEqual(['a', ''])
  })

  test('that is something else is an error that names it', () => {
    const list = { private: 'text' } as unknown as string[]
    expect(() => listed(list, 'Username of a user')).toThrow(refusal)
  })
})

test('a time is read to the nearest millisecond', () => {
  for (const seconds of [1764486717.0086, 1764486717.0094]) {
    expect(dateOf(seconds).toISOString()).toBe('2025-11-30T07:11:57.009Z')
  }
})
