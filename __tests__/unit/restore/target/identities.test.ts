import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  identitiesOf,
  linkedName,
  profileName
} from '../../../../src/restore/target/identities.ts'
import { identitiesText } from '../../../fixtures/restore-plans.ts'

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

test('names of profiles and of linked users tell them apart', () => {
  expect(profileName({ providerName: 'Okta', userId: 'a_1' })).toBe('Okta_a_1')
  expect(linkedName('some-sub')).toBe('linked-some-sub')
})
