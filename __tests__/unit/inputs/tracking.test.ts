import { expect, test } from '@jest/globals'
import { takeTexts } from '../../../src/inputs/parse.ts'
import { readTracking } from '../../../src/inputs/read-inputs.ts'
import { stepEnv } from '../../fixtures/read-inputs.ts'

const tracking = (inputs: Record<string, string>) =>
  readTracking(takeTexts(stepEnv(inputs)))

test('failures are tracked where that is asked for, by the token given', () => {
  expect(
    tracking({
      'tracking-issue': 'true',
      'github-token': ' a-token\n'
    })
  ).toEqual({ token: 'a-token' })
  expect(tracking({ 'tracking-issue': 'TRUE' })).toEqual({
    token: ''
  })
})

test('nothing is tracked by default', () => {
  expect(tracking({ 'github-token': 'a-token' })).toBeUndefined()
  expect(tracking({ 'tracking-issue': 'false' })).toBeUndefined()
})

test('anything else is a wrong input', () => {
  expect(() => tracking({ 'tracking-issue': 'yes' })).toThrow(
    expect.objectContaining({
      code: 'input',
      message: expect.stringContaining('The input tracking-issue is neither')
    })
  )
})
