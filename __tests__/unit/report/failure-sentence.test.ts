import { expect, test } from '@jest/globals'
import { UserError } from '../../../src/shared/errors.ts'
import { placesOf, sentenceOf } from '../../../src/report/failure-sentence.ts'

test('a failure that a person can act on has its own sentence', () => {
  const error = new UserError('input', 'Check the input bucket.')
  expect(sentenceOf(error)).toBe('Check the input bucket.')
  expect(placesOf(error)).toEqual([])
})

test('a bug is told by name and place, never by its message', () => {
  const bug = new TypeError('ada@example.com')
  expect(sentenceOf(bug)).toContain('(TypeError)')
  expect(placesOf(bug)[0]).toMatch(/at .*failure-sentence\.test/)
  expect(sentenceOf(bug) + placesOf(bug).join()).not.toContain('ada')
})

test('a bug is reported without the inputs, which may name users', () => {
  expect(sentenceOf(new TypeError('x'))).toMatch(/Leave out the inputs/)
})

test('whatever is thrown has a sentence', () => {
  expect(sentenceOf('ada')).toContain('(string)')
  expect(placesOf('ada')).toEqual([])
})
