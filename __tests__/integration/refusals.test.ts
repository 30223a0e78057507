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

// Which inputs are wrong is in ../unit/inputs.
describe('a wrong input fails before any call and names the input', () => {
  test.each<[string, typeof runExport, Record<string, string>, RegExp]>([
    [
      'a misspelt input',
      runExport,
      { dry_run: 'true' },
      /Did you mean dry-run\?/
    ],
    [
      'a bucket as address',
      runExport,
      { bucket: 's3://my-bucket' },
      /input bucket is not/
    ],
    [
      'a secret that is not set',
      runRestore,
      { 'only-users': '' },
      /input only-users is empty; the expression gave nothing/
    ]
  ])('%s', async (_, run, inputs, sentence) => {
    simulator.resetStats()
    const failed = await run(simulator, inputs)
    expect(failed.exitCode).toBe(1)
    expect(failed.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'input'
    })
    expect(annotations(failed, 'error')).toEqual([
      expect.stringMatching(sentence)
    ])
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
