import { describe, expect, test } from '@jest/globals'
import {
  AwsCallError,
  cancelled,
  canGoOnAfter,
  reasonToStop,
  stopIfCancelled,
  UserError
} from '../../../src/shared/errors.ts'

describe('an error for the user', () => {
  test('is told from a bug, and has a code and its sentence', () => {
    const cause = new Error('why')
    const error = new UserError('input', 'Change it.', { cause })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'UserError',
      code: 'input',
      message: 'Change it.',
      cause
    })
  })

  test('of a call says which call it was', () => {
    const error = new AwsCallError(
      { code: 'aws', message: 'It failed.' },
      { action: 's3:PutObject', awsCode: 'SlowDown', attempts: 4 }
    )
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({
      name: 'AwsCallError',
      code: 'aws',
      message: 'It failed.',
      action: 's3:PutObject',
      awsCode: 'SlowDown',
      attempts: 4
    })
  })
})

describe('a run', () => {
  test('that is to stop does, and says that it was cancelled', () => {
    const stop = new AbortController()
    stop.abort()
    expect(() => stopIfCancelled(stop.signal)).toThrow(
      expect.objectContaining({ code: 'cancelled' })
    )
    expect(cancelled().message).toBe('The run was cancelled.')
  })

  test('that is to stop for a reason of ours says that reason', () => {
    const reason = new UserError('out-of-time', 'The time is up.')
    const signal = AbortSignal.any([
      AbortSignal.abort(reason),
      new AbortController().signal
    ])
    expect(reasonToStop(signal)).toBe(reason)
    expect(() => stopIfCancelled(signal)).toThrow(reason)
  })

  test('that is to stop for any other reason was cancelled', () => {
    for (const reason of [undefined, new Error('why'), 'why']) {
      expect(reasonToStop(AbortSignal.abort(reason))).toEqual(cancelled())
    }
  })

  test('that is not to stop goes on', () => {
    expect(reasonToStop(new AbortController().signal)).toBeUndefined()
    expect(() => stopIfCancelled(new AbortController().signal)).not.toThrow()
  })
})

test.each([
  [new UserError('access-denied', 'The role may not.'), true],
  [new UserError('storage-answer', 'S3 did not.'), true],
  [new UserError('credentials', 'There are none.'), false],
  [new UserError('network', 'It broke.'), false],
  [new UserError('out-of-time', 'It took too long.'), false],
  [cancelled(), false],
  [new TypeError('a bug'), false]
])('whether a run can go on after %s', (error, canGoOn) => {
  expect(canGoOnAfter(error)).toBe(canGoOn)
})
