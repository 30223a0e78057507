import { partition } from '@aws-sdk/core/client'
import { describe, expect, test } from '@jest/globals'
import {
  accountOfArn,
  audienceFor,
  partitionOfArn,
  partitionOfRegion
} from '../../../../src/aws/roles/role.ts'

const ARN = 'arn:aws-us-gov:iam::111122223333:role/path/backup'

test('an ARN says its partition and its account', () => {
  expect(partitionOfArn(ARN)).toBe('aws-us-gov')
  expect(accountOfArn(ARN)).toBe('111122223333')
  expect(partitionOfArn('backup')).toBe('')
  expect(accountOfArn('backup')).toBe('')
})

describe('the partition of a region', () => {
  test.each([
    'us-east-1',
    'eu-west-1',
    'ap-southeast-7',
    'mx-central-1',
    'cn-north-1',
    'cn-northwest-1',
    'us-gov-west-1',
    'us-gov-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'us-isof-south-1',
    'eu-isoe-west-1',
    'eusc-de-east-1'
  ])('%s is that of the SDK', region => {
    expect(partitionOfRegion(region)).toBe(partition(region).name)
  })

  test.each(['', 'il-central-1', 'xx-future-9'])('%j is aws', region => {
    expect(partitionOfRegion(region)).toBe('aws')
  })
})

test.each([
  ['arn:aws:iam::111122223333:role/backup', 'sts.amazonaws.com'],
  ['arn:aws-us-gov:iam::111122223333:role/backup', 'sts.amazonaws.com'],
  ['arn:aws-cn:iam::111122223333:role/backup', 'sts.amazonaws.com.cn']
])('a token for %s is meant for %s', (arn, audience) => {
  expect(audienceFor(arn)).toBe(audience)
})
