import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  identitiesOf,
  isProfile,
  profileName
} from '../../../src/cognito/identities.ts'
import { identitiesText } from '../../fixtures/restore-plans.ts'

const GOOGLE = JSON.stringify([{ providerName: 'Google', userId: '107' }])

const of = (identities: string) => identitiesOf({ identities })

describe('the identities of a user', () => {
  test('are read as Cognito writes them', () => {
    expect(of(identitiesText(['Okta', '1'], ['Google', '2']))).toEqual([
      { providerName: 'Okta', userId: '1' },
      { providerName: 'Google', userId: '2' }
    ])
    expect(identitiesOf({ name: 'Ada' })).toEqual([])
  })

  test.each([
    ['not JSON', []],
    ['', []],
    ['null', []],
    ['{"providerName":"Okta","userId":"1"}', []],
    ['[null, 7, "x", {}, {"providerName":"Okta"}]', []],
    ['[{"providerName":"Okta","userId":1}]', []],
    ['[{"providerName":"Okta","userId":"\\ud800"}]', []],
    [
      '[{"providerName":7},{"providerName":"Okta","userId":"1"}]',
      [{ providerName: 'Okta', userId: '1' }]
    ]
  ])('of %j are what can be understood', (text, identities) => {
    expect(of(text)).toEqual(identities)
  })

  test('are read whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), text => {
        expect(Array.isArray(of(text))).toBe(true)
      })
    )
  })
})

test('the name of a profile has the provider and the user id', () => {
  expect(profileName({ providerName: 'Okta', userId: 'a_1' })).toBe('Okta_a_1')
})

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
