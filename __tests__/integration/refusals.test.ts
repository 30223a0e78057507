import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ users: 60, groups: 2 })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
})
afterAll(() => simulator.close())

const anId = '20261123T020000Z-ABCDEFGHIJKLMNOP'

describe('a wrong input fails before any call and names the input', () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    ['no mode', { mode: '' }, /input mode .*Valid|input mode is required/i],
    [
      'another mode',
      { mode: 'backup' },
      /input mode is none of export, restore, verify, compare, recover and create-pool/
    ],
    ['no pool', { 'user-pool-id': 'none' }, /input user-pool-id is required/],
    ['an empty pool', { 'user-pool-id': '' }, /input user-pool-id is empty/],
    [
      'recipients of a variable that is not set',
      { 'age-recipients': '' },
      /input age-recipients is empty; the expression gave nothing/
    ],
    [
      'recipients that are all commented out',
      { 'age-recipients': '# operations\n# break-glass\n' },
      /input age-recipients has comments only/
    ],
    [
      'no pool id',
      { 'user-pool-id': 'customers' },
      /input user-pool-id is not/
    ],
    [
      'a bucket as address',
      { bucket: 's3://my-bucket' },
      /input bucket is not/
    ],
    ['no key', { 'kms-key-id': '' }, /input kms-key-id is required/],
    ['no encryption', { 'server-side-encryption': 'AES256' }, /no unencrypted/],
    ['a prefix that climbs', { prefix: 'a/../b' }, /input prefix/],
    ['no region', { 'aws-region': 'Frankfurt' }, /input aws-region/],
    ['a misspelt input', { dry_run: 'true' }, /Did you mean dry-run\?/],
    [
      'an input of another mode',
      { 'dry-run': 'true' },
      /dry-run is for the modes restore and create-pool only/
    ],
    [
      'a recipient with a mistake in it',
      { 'age-recipients': 'age1example' },
      /age-recipients has in line 1 a public key with a mistake/
    ],
    [
      'an identity for an export',
      { 'age-identity': 'AGE-SECRET-KEY-1EXAMPLE' },
      /age-identity is for reading snapshots/
    ]
  ]
  test.each(cases)('%s', async (_, inputs, sentence) => {
    simulator.resetStats()
    const run = await runExport(simulator, inputs)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['status']).toBe('failed')
    expect(annotations(run, 'error')).toEqual([expect.stringMatching(sentence)])
    expect(simulator.stats().calls).toEqual({})
  })

  test.each(['only-users', 'allowed-account-ids', 'replace'])(
    '%s of a secret that is not set, in an update of existing users',
    async input => {
      simulator.resetStats()
      const run = await runRestore(simulator, {
        'user-pool-id': simulator.userPoolId,
        'existing-users': 'update',
        [input]: ''
      })
      expect([run.exitCode, run.outputs['error-code']]).toEqual([1, 'input'])
      expect(annotations(run, 'error')).toEqual([
        expect.stringContaining(
          `The input ${input} is empty; the expression gave nothing.`
        )
      ])
      expect(simulator.stats().calls).toEqual({})
    }
  )

  test('a snapshot that is neither latest nor an id nor an address', async () => {
    simulator.resetStats()
    const run = await runRestore(simulator, { snapshot: 'yesterday' })
    expect(annotations(run, 'error').join()).toMatch(
      /input snapshot is neither/
    )
    expect(simulator.stats().calls).toEqual({})
  })
})

describe('what AWS refuses gets one sentence that says what to change', () => {
  const noKeys = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined
  }

  test('no credentials and no id-token permission', async () => {
    const run = await runExport(simulator, {}, { env: noKeys })
    expect(annotations(run, 'error').join()).toContain(
      'Please add "permissions: id-token: write" to your workflow.'
    )
  })

  test('no credentials though the job may ask for a token', async () => {
    const env = { ...noKeys, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x.example' }
    const run = await runExport(simulator, {}, { env })
    const said = annotations(run, 'error').join()
    expect(said).toContain('There are no AWS credentials.')
    expect(said).not.toContain('id-token')
  })

  test('expired credentials', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'EXPIREDKEYEXAMPLE' }
    const run = await runExport(simulator, {}, { env })
    expect(annotations(run, 'error').join()).toContain('credentials expired')
  })

  test('a pool that is not there', async () => {
    const id = `${simulator.region}_Missing00`
    const run = await runExport(simulator, { 'user-pool-id': id })
    expect(annotations(run, 'error').join()).toMatch(
      /There is no user pool .+_Missing00 in this account/
    )
  })

  test('the wrong region', async () => {
    const run = await runExport(simulator, { 'aws-region': 'eu-central-1' })
    expect(annotations(run, 'error').join()).toContain(
      `Set the input aws-region to ${simulator.region}.`
    )
  })

  test('a bucket that is not there', async () => {
    const run = await runExport(simulator, { bucket: 'no-such-bucket' })
    expect(annotations(run, 'error').join()).toMatch(/no bucket no-such-bucket/)
  })

  test('a key that is not there', async () => {
    const key = simulator.kmsKeyArn.replace(/[^/]+$/, 'ffffffff-0000')
    const run = await runExport(simulator, { 'kms-key-id': key })
    expect(annotations(run, 'error').join()).toContain('input kms-key-id')
  })

  test.each([
    ['export', 'cognito-idp:DescribeUserPool'],
    ['export', 'cognito-idp:ListUsers'],
    ['export', 'cognito-idp:ListUsersInGroup'],
    ['export', 's3:PutObject'],
    ['restore', 's3:GetObject'],
    ['restore', 's3:ListBucket'],
    ['restore', 'cognito-idp:CreateGroup'],
    ['restore', 'cognito-idp:AdminCreateUser']
  ])('%s without permission to call %s', async (mode, action) => {
    // Of its own: a refused restore may have created some users or groups.
    const own = await startSimulator({ users: 60, groups: 2 })
    try {
      if (mode === 'restore') await runExport(own)
      own.deny([action])
      const run = await (mode === 'export' ? runExport : runRestore)(own)
      expect(run.exitCode).toBe(1)
      expect(annotations(run, 'error')).toEqual([
        expect.stringContaining(`The role may not call ${action}.`)
      ])
    } finally {
      await own.close()
    }
  })

  test('a snapshot that is not there', async () => {
    const run = await runRestore(simulator, { snapshot: anId })
    expect(annotations(run, 'error').join()).toContain(
      `There is no complete snapshot at s3://${simulator.bucket}/`
    )
  })

  test('a pool that was never exported', async () => {
    const run = await runRestore(simulator, {
      'source-user-pool-id': `${simulator.region}_Never0000`
    })
    expect(annotations(run, 'error').join()).toMatch(/There is no snapshot of/)
  })
})
