import { expect, test } from '@jest/globals'
import { readTracking } from '../../../src/inputs/tracking.ts'

test('failures are tracked where that is asked for, by the token given', () => {
  expect(
    readTracking({
      'INPUT_TRACKING-ISSUE': 'true',
      'INPUT_GITHUB-TOKEN': ' a-token\n'
    })
  ).toEqual({ token: 'a-token' })
  expect(readTracking({ 'INPUT_TRACKING-ISSUE': 'TRUE' })).toEqual({
    token: ''
  })
})

test('nothing is tracked by default', () => {
  expect(readTracking({ 'INPUT_GITHUB-TOKEN': 'a-token' })).toBeUndefined()
  expect(readTracking({ 'INPUT_TRACKING-ISSUE': 'false' })).toBeUndefined()
})

test('anything else is a wrong input', () => {
  expect(() => readTracking({ 'INPUT_TRACKING-ISSUE': 'yes' })).toThrow(
    expect.objectContaining({
      code: 'input',
      message: expect.stringContaining('The input tracking-issue is neither')
    })
  )
})
