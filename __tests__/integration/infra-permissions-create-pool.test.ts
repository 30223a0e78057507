import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import {
  startGuarded,
  type GuardedSimulator
} from '../fixtures/guarded-simulator.ts'
import { list, type Policy } from '../fixtures/iam-policies.ts'
import { parametersOf } from '../fixtures/infra-stacks.ts'
import { addLargeStyle } from '../fixtures/large-style.ts'
import { runExport, runHere, runRestore } from '../fixtures/run-here.ts'
import { UNLIMITED_QUOTAS } from '../fixtures/unlimited-quotas.ts'

let guarded: GuardedSimulator
let source: string
/** A pool with a replica, which only \`finish\` makes. */
let replicated: string
let policy: Policy

/** The simulator's richest pool, with a style that takes several requests. */
beforeAll(async () => {
  guarded = await startGuarded()
  const { simulator } = guarded
  source = simulator.seedRichPool()
  simulator.addUser(source, {
    username: 'ada',
    attributes: { email: 'ada@example.com', email_verified: 'true' }
  })
  await addLargeStyle(simulator, source, 'rotating')
  await runExport(simulator, { 'user-pool-id': source })
  replicated = simulator.createPool(
    {
      PoolName: 'replicated',
      KeyConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KmsKeyArn: `arn:aws:kms:us-east-1:${simulator.accountId}:key/mrk-1`
      }
    },
    { replica: 'PRIMARY' }
  )
  await runExport(simulator, { 'user-pool-id': replicated })
  const roles = guarded.deploy({
    ...parametersOf('recover'),
    ...parametersOf('one-account'),
    ...parametersOf('create-pool'),
    PoolRoles: `arn:aws:iam::${simulator.accountId}:role/cognito-sms`,
    LogDelivery: 'true',
    BucketName: simulator.bucket,
    KmsKeyArn: simulator.kmsKeyArn
  })
  policy = roles['create-pool'].policy
  guarded.as('create-pool')
})
afterAll(() => guarded.simulator.close())

const run = (inputs: Record<string, string>) =>
  runHere(guarded.simulator.endpoint, {
    mode: 'create-pool',
    'source-user-pool-id': source,
    bucket: guarded.simulator.bucket,
    'pool-name': 'made by the role',
    domain: 'made-by-the-role',
    secrets:
      'provider/Google => SecretOfGoogle1234567890\nprovider/oidc-idp => SecretOfOidc1234567890',
    quotas: UNLIMITED_QUOTAS,
    ...inputs
  })

test('the role of the template makes a pool, goes on with it, finishes one, and may do nothing else', async () => {
  const { simulator } = guarded
  const planned = await run({ 'dry-run': 'true' })
  expect(annotations(planned, 'error')).toEqual([])
  const accept = planned.outputs['findings'] ?? ''
  simulator.setFaults([{ does: 'invalid-parameter', operation: 'CreateTerms' }])
  const stopped = await run({ accept })
  expect(annotations(stopped, 'error').join()).toContain('CreateTerms')
  expect(stopped.outputs['status']).toBe('partial')
  simulator.setFaults([])
  const made = await run({ accept })
  expect(annotations(made, 'error')).toEqual([])
  expect(made.outputs['status']).toBe('complete')
  const ofReplicated = {
    'source-user-pool-id': replicated,
    'pool-name': 'finished by the role',
    domain: 'none',
    secrets: 'none'
  }
  const plan = await run({ ...ofReplicated, 'dry-run': 'true' })
  const seen = { ...ofReplicated, accept: plan.outputs['findings'] ?? '' }
  expect(annotations(await run(seen), 'error')).toEqual([])
  const finished = await run({ ...seen, finish: 'true' })
  expect(annotations(finished, 'error')).toEqual([])
  expect(guarded.refused()).toEqual([])
  const allowed = policy.Statement.flatMap(({ Action }) => list(Action))
  expect(guarded.used('create-pool')).toEqual([...new Set(allowed)].sort())
})

test('it may not touch a pool that another made', async () => {
  const { simulator } = guarded
  const other = simulator.createPool({
    PoolName: 'of another',
    UserPoolTags: { team: 'identity' }
  })
  const refused = await run({ 'pool-name': 'of another' })
  expect(refused.outputs['error-code']).toBe('findings-open')
  expect(guarded.refused()).toEqual([])
  expect(simulator.poolTags(other)).toEqual({ team: 'identity' })
})

test('the role of restores fills a pool that carries a nonce, and reads no other', async () => {
  const { simulator } = guarded
  guarded.deploy({
    ...parametersOf('recover'),
    ...parametersOf('one-account'),
    ...parametersOf('create-pool'),
    BucketName: simulator.bucket,
    KmsKeyArn: simulator.kmsKeyArn,
    RestoreUserPools: '',
    NewPoolNonces: '*'
  })
  guarded.as('restore')
  const restore = (target: string) =>
    runRestore(simulator, {
      'source-user-pool-id': source,
      'user-pool-id': target
    })
  const nonce = '0123456789abcdef0123456789abcdef'
  const request = { PoolName: 'filled', AutoVerifiedAttributes: ['email'] }
  const made = simulator.createPool({
    ...request,
    UserPoolTags: { 'cognito-backup:nonce': nonce }
  })
  const filled = await restore(made)
  expect(annotations(filled, 'error')).toEqual([])
  expect(filled.outputs['users-created']).toBe('1')

  const other = await restore(simulator.createPool(request))
  expect(other.outputs['error-code']).toBe('access-denied')
})
