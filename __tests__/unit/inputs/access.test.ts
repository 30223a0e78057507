import { describe, expect, test } from '@jest/globals'
import type { AccessInputs } from '../../../src/inputs/access.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

const ROLE = 'arn:aws:iam::111122223333:role/cognito-backup'
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd'
const EXPORT = {
  mode: 'export',
  'user-pool-id': 'eu-west-1_Ab12Cd34E',
  bucket: 'my-backups',
  'kms-key-id': KEY
}
const VERIFY = {
  mode: 'verify',
  'source-user-pool-id': 'eu-west-1_Ab12Cd34E',
  bucket: 'my-backups'
}

function read(
  inputs: Readonly<Record<string, string>>,
  common: Readonly<Record<string, string>> = EXPORT
): AccessInputs {
  return readRun({ ...common, ...inputs }).access
}

/** The failure that names an input and gives a valid example. */
function wrong(input: string, problem = '') {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${input} .*${problem}.*A valid example: .+\\.$`)
    )
  })
}

describe('without an input', () => {
  test.each([
    ['an export', EXPORT],
    ['a verification', VERIFY]
  ])('%s has the credentials and the region of the pool', (_, common) => {
    expect(read({}, common)).toEqual({
      role: undefined,
      bucketRole: undefined,
      bucketRegion: { region: 'eu-west-1', regionSource: 'the user pool id' },
      expectedBucketOwner: undefined,
      bucketHeaders: { objectAcl: undefined, requestPayer: undefined },
      allowedAccountIds: []
    })
  })
})

describe('a role', () => {
  test('is assumed for an hour, under the name of the usual action', () => {
    expect(read({ 'role-to-assume': ROLE })).toMatchObject({
      role: {
        input: 'role-to-assume',
        arn: ROLE,
        sessionName: 'GitHubActions',
        durationSeconds: 3600
      },
      bucketRole: undefined
    })
  })

  test('of the bucket shares the length and the name of sessions', () => {
    const bucketRole = 'arn:aws:iam::444455556666:role/path/store'
    const access = read({
      'role-to-assume': ROLE,
      'bucket-role-to-assume': bucketRole,
      'role-duration-seconds': '900',
      'role-session-name': 'nightly@backup'
    })
    const session = { sessionName: 'nightly@backup', durationSeconds: 900 }
    expect(access.role).toMatchObject(session)
    expect(access.bucketRole).toEqual({
      input: 'bucket-role-to-assume',
      arn: bucketRole,
      ...session
    })
  })

  test.each(['role-to-assume', 'bucket-role-to-assume'])(
    'has an ARN: %s',
    input => {
      for (const value of [
        'cognito-backup',
        'arn:aws:iam::111122223333:user/backup',
        'arn:aws:iam::1111:role/backup',
        'arn:aws:sts::111122223333:assumed-role/backup/x',
        'arn:evil:iam::111122223333:role/backup',
        `${ROLE} x`
      ]) {
        expect(() => read({ [input]: value })).toThrow(
          wrong(input, 'is not the ARN of an IAM role')
        )
      }
    }
  )

  test.each([
    ['role-duration-seconds', '899'],
    ['role-duration-seconds', '43201'],
    ['role-duration-seconds', '1h'],
    ['role-session-name', 'a b'],
    ['role-session-name', 'x'],
    ['role-session-name', 'x'.repeat(65)]
  ])('is not assumed with the %s %j', (input, value) => {
    expect(() => read({ [input]: value })).toThrow(wrong(input))
  })

  test.each([
    ['arn:aws-us-gov:iam::111122223333:role/b', 'us-gov-west-1_Ab12Cd34E'],
    ['arn:aws-cn:iam::111122223333:role/b', 'cn-north-1_Ab12Cd34E']
  ])('of another partition, %s, has its pool there', (arn, pool) => {
    const inputs = { 'role-to-assume': arn, 'kms-key-id': 'alias/backup' }
    expect(read({ ...inputs, 'user-pool-id': pool }).role?.arn).toBe(arn)
    expect(() => read(inputs)).toThrow(
      wrong('role-to-assume', 'region eu-west-1, taken from the user pool id')
    )
  })

  test('of the bucket goes by the region of the bucket', () => {
    const inputs = {
      'kms-key-id': 'alias/backup',
      'bucket-role-to-assume': 'arn:aws-cn:iam::111122223333:role/b'
    }
    expect(() => read(inputs)).toThrow(wrong('bucket-role-to-assume'))
    const access = read({ ...inputs, 'bucket-region': 'cn-north-1' })
    expect(access.bucketRole?.arn).toContain('aws-cn')
  })
})

describe('the accounts that are allowed', () => {
  test('must have that of the role', () => {
    const inputs = { 'role-to-assume': ROLE }
    const allowed = read({ ...inputs, 'allowed-account-ids': '111122223333' })
    expect(allowed.allowedAccountIds).toEqual(['111122223333'])
    expect(() =>
      read({ ...inputs, 'allowed-account-ids': '444455556666' })
    ).toThrow(
      wrong('role-to-assume', 'is a role of the account 111122223333, which')
    )
  })

  test('need not have that of the role of the bucket', () => {
    const inputs = {
      'role-to-assume': ROLE,
      'bucket-role-to-assume': 'arn:aws:iam::444455556666:role/store',
      'allowed-account-ids': '111122223333'
    }
    expect(() => read(inputs)).not.toThrow()
  })
})

describe('the bucket', () => {
  test('may be in another region', () => {
    const access = read({
      'bucket-region': 'eu-central-1',
      'kms-key-id': KEY.replace('eu-west-1', 'eu-central-1')
    })
    expect(access.bucketRegion).toEqual({
      region: 'eu-central-1',
      regionSource: 'the input bucket-region'
    })
  })

  test.each(['Frankfurt', 'eu-central', 'eu-central-1.evil.example'])(
    'is not in %s',
    region => {
      expect(() => read({ 'bucket-region': region })).toThrow(
        wrong('bucket-region')
      )
    }
  )

  test('has its key in its own region', () => {
    expect(() => read({ 'bucket-region': 'eu-central-1' })).toThrow(
      wrong('kms-key-id', 'is a key in eu-west-1, .* bucket-region is eu-cent')
    )
  })

  test.each(['alias/backup', '1234abcd'])(
    'has its key wherever %s is',
    keyId => {
      const inputs = { 'bucket-region': 'eu-central-1', 'kms-key-id': keyId }
      expect(() => read(inputs)).not.toThrow()
    }
  )

  // S3 leads to the region of a bucket, if the role may ask where it is.
  test('may be where its key is, though nobody says so', () => {
    const keyId = KEY.replace('eu-west-1', 'eu-central-1')
    expect(() => read({ 'kms-key-id': keyId })).not.toThrow()
  })

  test('belongs to whom it is expected to', () => {
    const { expectedBucketOwner } = read({
      'expected-bucket-owner': ' 444455556666 '
    })
    expect(expectedBucketOwner).toBe('444455556666')
  })

  test('may demand an ACL, or let the requester pay', () => {
    const { bucketHeaders } = read({
      'object-acl': 'bucket-owner-full-control',
      'request-payer': 'requester'
    })
    expect(bucketHeaders).toEqual({
      objectAcl: 'bucket-owner-full-control',
      requestPayer: 'requester'
    })
  })

  test.each([
    ['object-acl', 'public-read'],
    ['request-payer', 'me']
  ])('takes for %s no %j', (input, value) => {
    expect(() => read({ [input]: value })).toThrow(wrong(input))
  })

  test.each(['me', '1234', '1111-2222-3333', '444455556666,111122223333'])(
    'does not belong to %s',
    owner => {
      expect(() => read({ 'expected-bucket-owner': owner })).toThrow(
        wrong('expected-bucket-owner')
      )
    }
  )
})
