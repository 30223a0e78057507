import { expect, test } from '@jest/globals'
import { foreignFindings } from '../../../../src/create-pool/parts/foreign-texts.ts'
import { HERE, OTHER_ACCOUNT, OTHER_REGION } from './making.ts'

const SETTINGS = {
  SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' },
  Links: ['https://a.example', 'https://x.auth.eu-west-1.amazoncognito.com/']
}

test('next to the old pool nothing is foreign', () => {
  expect(foreignFindings('pool', SETTINGS, HERE)).toEqual([])
})

test('a text that names the old account is found with its path', () => {
  expect(foreignFindings('pool', SETTINGS, OTHER_ACCOUNT)).toEqual([
    {
      id: 'other-account/pool',
      sentence:
        'SmsConfiguration.SnsCallerArn still names account 111122223333. Give a replacement in the input replace, or accept it.',
      canAccept: true
    }
  ])
})

test('a text that names the old Region is found, in a list too', () => {
  expect(foreignFindings('client/web', SETTINGS, OTHER_REGION)).toEqual([
    expect.objectContaining({
      id: 'other-region/client/web',
      sentence: expect.stringMatching(/^Links still names Region eu-west-1\./)
    })
  ])
})

test.each([
  ['a longer number', { A: '91111222233334' }],
  ['a picture', { Assets: [{ Bytes: 'a/111122223333/' }] }],
  ['a number that is no text', { A: 111122223333 }]
])('%s names no account', (_, settings) => {
  expect(foreignFindings('pool', settings, OTHER_ACCOUNT)).toEqual([])
})

test('every text of several in one is looked at', () => {
  const text = '91111222233334 and 111122223333'
  expect(foreignFindings('pool', { A: text }, OTHER_ACCOUNT)).toHaveLength(1)
})

test('a pool id names its Region, and a longer word does not', () => {
  const found = (A: string) => foreignFindings('pool', { A }, OTHER_REGION)
  expect(found('eu-west-1_Ab12Cd34E')).toHaveLength(1)
  expect(found('eu-west-12')).toEqual([])
})

test('a certificate for CloudFront may stay in its Region', () => {
  const making = {
    ...HERE,
    source: { ...HERE.source, region: 'us-east-1' }
  }
  const settings = {
    CustomDomainConfig: {
      CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1'
    }
  }
  expect(foreignFindings('domain/a.example', settings, making)).toEqual([])
})
