import { describe, expect, test } from '@jest/globals'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

const SECRET = 'abcdefghijklmnopqrstuvwxyz0123'

const needed = {
  mode: 'create-pool',
  'source-user-pool-id': POOL_ID,
  bucket: 'my-backups'
}
const read = (
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {}
) => readRun({ ...needed, ...inputs }, env).inputs

describe('a new pool', () => {
  test('is that of the latest snapshot, in its Region, under its name', () => {
    expect(read()).toEqual({
      mode: 'create-pool',
      bucket: 'my-backups',
      snapshot: { latestOf: { prefix: 'cognito-backup', userPoolId: POOL_ID } },
      ageIdentities: [],
      poolName: undefined,
      replacements: [],
      domain: 'none',
      secrets: [],
      leaveOut: [],
      accept: [],
      finish: false,
      dryRun: false,
      allowedAccountIds: [],
      pace: { quotaShare: 80, quotas: {} },
      maxDurationMs: (5 * 60 + 50) * 60_000,
      region: 'eu-west-1',
      regionSource: 'the user pool id'
    })
  })

  test('is made where the inputs or the environment say', () => {
    expect(read({ 'aws-region': 'eu-central-1' })).toMatchObject({
      region: 'eu-central-1'
    })
    expect(read({}, { AWS_REGION: 'us-east-1' })).toMatchObject({
      region: 'us-east-1'
    })
  })

  test('is of the snapshot that an address names, without further inputs', () => {
    const id = '20261123T020000Z-ABCDEFGHIJKLMNOP'
    const inputs = {
      'source-user-pool-id': 'same',
      bucket: 'none',
      snapshot: `s3://my-backups/a/${POOL_ID}/${id}/`
    }
    expect(read(inputs)).toMatchObject({
      bucket: 'my-backups',
      snapshot: { address: { userPoolId: POOL_ID, snapshotId: id } },
      region: 'eu-west-1'
    })
  })

  test('takes each line of its lists once', () => {
    expect(
      read({
        'pool-name': 'Customers of 2027',
        'leave-out': 'triggers\nidentity-provider/Google\ntriggers\n',
        accept: 'new-client-id/client/my = app\nlinks/pool\n',
        replace: '111122223333 => 444455556666\neu-west-1 => eu-central-1',
        finish: 'true',
        'dry-run': 'true'
      })
    ).toMatchObject({
      poolName: 'Customers of 2027',
      leaveOut: ['triggers', 'identity-provider/Google'],
      accept: ['new-client-id/client/my = app', 'links/pool'],
      replacements: [
        { from: '111122223333', to: '444455556666' },
        { from: 'eu-west-1', to: 'eu-central-1' }
      ],
      finish: true,
      dryRun: true
    })
  })

  test.each([
    ['none', 'none'],
    ['keep', 'keep'],
    ['my-app', { prefix: 'my-app' }]
  ])('with domain %s', (text, domain) => {
    expect(read({ domain: text })).toMatchObject({ domain })
  })

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'without its source',
      { 'source-user-pool-id': 'same' },
      /source-user-pool-id is required/
    ],
    ['without a bucket', { bucket: 'none' }, /bucket is required/],
    [
      'into a pool',
      { 'user-pool-id': POOL_ID },
      /user-pool-id is not for mode create-pool/
    ],
    ['under such a name', { 'pool-name': 'a/b' }, /pool-name is not 1 to 128/],
    [
      'with such a domain',
      { domain: 'my-aws' },
      /domain my-aws is neither none/
    ],
    [
      'with such a domain',
      { domain: 'My.App' },
      /domain My.App is neither none/
    ],
    [
      'with such a part',
      { 'leave-out': 'Triggers' },
      /leave-out has in line 1/
    ],
    [
      'with all findings accepted',
      { accept: 'links/pool\nall' },
      /accept has in line 2 something else than a finding/
    ]
  ])('%s is refused', (_, inputs, says) => {
    expect(() => read(inputs)).toThrow(says)
  })
})

describe('the secrets of a new pool', () => {
  const secretsOf = (secrets: string) => read({ secrets })

  test.each([
    ['mobile', 'client/mobile'],
    ['my = other app', 'client/my = other app'],
    ['1h57kf5cpq17m0eml12EXAMPLE', 'client/1h57kf5cpq17m0eml12EXAMPLE']
  ])('are of the client %s', (name, text) => {
    expect(secretsOf(`${text}  =>  ${SECRET}`)).toMatchObject({
      secrets: [{ of: 'client', name, value: SECRET }]
    })
  })

  test('are cut at the first arrow only, which no name can hold', () => {
    const value = 'a => b=>c == d'
    expect(secretsOf(`provider/A=>B => ${value}`)).toMatchObject({
      secrets: [{ of: 'provider', name: 'A=>B', value }]
    })
  })

  test('may be a key in PEM, with all its lines', () => {
    const key =
      '-----BEGIN PRIVATE KEY-----\nMIGTAgEA\nBgcqhkjO\n-----END PRIVATE KEY-----'
    expect(
      secretsOf(`provider/Apple => ${key}\nclient/mobile => ${SECRET}`)
    ).toMatchObject({
      secrets: [
        { of: 'provider', name: 'Apple', value: key },
        { of: 'client', name: 'mobile', value: SECRET }
      ]
    })
  })

  const bad: [string, string, RegExp][] = [
    ['without an arrow', SECRET, /secrets has in line 1 something else/],
    [
      'without blanks around the arrow',
      `client/mobile=>${SECRET}`,
      /secrets has in line 1 something else/
    ],
    ['of neither kind', `user/mobile => ${SECRET}`, /has in line 1 something/],
    ['without a name', `client/ => ${SECRET}`, /has in line 1 something/],
    ['too short for a client', 'client/a => b', /for client\/a a value/],
    ['without a value', 'client/mobile =>', /has in line 1 no value/],
    [
      'given twice',
      `client/a => ${SECRET}\n\nclient/a => ${SECRET}x`,
      /has in line 3 the name of line 1/
    ],
    ['too short', 'client/a => abcdefghijklmnopqrstuvw', /no secret of an app/],
    ['too long', `client/a => ${'ab'.repeat(32)}c`, /no secret of an app/],
    ['of other characters', `client/a => ${SECRET}-`, /no secret of an app/],
    [
      'cut off',
      `provider/Apple => -----BEGIN PRIVATE KEY-----\n${SECRET}`,
      /in PEM without its last line/
    ]
  ]

  test.each(bad)('%s are refused, and not shown', (_, secrets, says) => {
    let message = ''
    try {
      secretsOf(secrets)
    } catch (error) {
      message = (error as Error).message
    }
    expect(message).toMatch(says)
    expect(message).not.toContain(SECRET)
    expect(message).not.toContain('abcdefghijklmnopqrstuvw')
    expect(message).not.toContain('ab'.repeat(32))
  })
})
