import { expect, test } from '@jest/globals'
import { present } from '../../../src/cognito/answers.ts'
import { UserError } from '../../../src/errors.ts'

test('a field that is there is given as it is, an empty one too', () => {
  for (const value of ['x', '', 0, false, null]) {
    expect(present(value, 'Field')).toBe(value)
  }
})

test('a field that is missing is an error of ours that names it', () => {
  const reading = () => present(undefined, 'Username')
  expect(reading).toThrow("Cognito's answer lacks Username")
  expect(reading).not.toThrow(UserError)
})
