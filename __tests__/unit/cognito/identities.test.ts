import { describe, expect, test } from '@jest/globals'
import { isProfile } from '../../../src/cognito/identities.ts'

const GOOGLE = JSON.stringify([{ providerName: 'Google', userId: '107' }])

describe('a user is the profile of an identity', () => {
  test.each<[boolean, string, string, string | undefined]>([
    [true, 'Google_107', 'EXTERNAL_PROVIDER', GOOGLE],
    [true, 'Google_107', 'EXTERNAL_PROVIDER', undefined],
    [true, 'Google_107', 'A_STATUS_TO_COME', GOOGLE],
    [true, 'google_107', 'A_STATUS_TO_COME', GOOGLE],
    [false, 'ada', 'CONFIRMED', GOOGLE],
    [false, 'Google_108', 'CONFIRMED', GOOGLE],
    [false, 'Google_107', 'CONFIRMED', undefined],
    [false, 'Google_107', 'CONFIRMED', 'no JSON']
  ])('%s: %s, %s, identities %s', (expected, username, status, identities) => {
    const attributes = identities === undefined ? {} : { identities }
    expect(isProfile({ username, status, attributes })).toBe(expected)
  })
})
