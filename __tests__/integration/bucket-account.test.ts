import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runRestore, runVerify } from '../fixtures/run-here.ts'
import { BUCKET_ROLE, oidcJob, ROLE } from '../fixtures/oidc-job.ts'

const started: Simulator[] = []
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.close()
})

/** A simulator, and the owners that calls to its bucket expected. */
async function start(options: SimulatorOptions = {}) {
  const owners: (string | undefined)[] = []
  const simulator = await startSimulator({
    users: 6,
    groups: 2,
    membershipsPerUser: 1,
    roles: [ROLE, BUCKET_ROLE],
    intercept: ({ service, input }: SimulatedCall) => {
      if (service === 's3') {
        const { headers } = input as { headers: Record<string, string> }
        owners.push(headers['x-amz-expected-bucket-owner'])
      }
      return undefined
    },
    ...options
  })
  started.push(simulator)
  return { simulator, owners, job: oidcJob(simulator) }
}

const OTHER_ACCOUNT = '444455556666'
const AS_ROLE = { 'role-to-assume': ROLE.arn }
const AS_ROLES = { ...AS_ROLE, 'bucket-role-to-assume': BUCKET_ROLE.arn }

/** Export, verification and restore by turns. */
async function allModes(
  simulator: Simulator,
  inputs: Record<string, string>,
  job: ReturnType<typeof oidcJob>
) {
  return [
    await runExport(simulator, inputs, job),
    await runVerify(simulator, inputs, job),
    await runRestore(simulator, inputs, job)
  ]
}

describe('a bucket of the same account', () => {
  test('is known for it in each call, without any input', async () => {
    const { simulator, owners, job } = await start()
    const runs = await allModes(simulator, AS_ROLE, job)
    for (const run of runs) {
      expect(run.exitCode).toBe(0)
      expect(annotations(run, 'warning').join()).not.toContain('bucket')
    }
    expect(owners.length).toBeGreaterThan(10)
    expect(new Set(owners)).toEqual(new Set(['123456789012']))
  })

  test('is known for it by an export with credentials of the job', async () => {
    const { simulator, owners } = await start()
    const run = await runExport(simulator)
    expect(run.exitCode).toBe(0)
    expect(new Set(owners)).toEqual(new Set(['123456789012']))
  })
})

describe('a bucket of another account', () => {
  const place = { bucketAccountId: OTHER_ACCOUNT }

  test('is used by a role of its own, in a region of its own', async () => {
    const { simulator, owners, job } = await start({
      ...place,
      bucketRegion: 'eu-central-1',
      roles: [
        { ...ROLE, deny: ['s3:*', 'kms:*'] },
        { ...BUCKET_ROLE, deny: ['cognito-idp:*'] }
      ]
    })
    const inputs = {
      ...AS_ROLES,
      'bucket-region': 'eu-central-1',
      'expected-bucket-owner': OTHER_ACCOUNT
    }
    for (const run of await allModes(simulator, inputs, job)) {
      expect(run.outputs['status']).toBe('complete')
    }
    expect(new Set(owners)).toEqual(new Set([OTHER_ACCOUNT]))
    const { errors } = simulator.stats()
    expect(errors).not.toHaveProperty('AccessDenied')
    expect(errors).not.toHaveProperty('PermanentRedirect')
  })

  test('is used without a word of its owner, and a warning', async () => {
    const { simulator, owners, job } = await start(place)
    for (const run of await allModes(simulator, AS_ROLE, job)) {
      expect(run.outputs['status']).toBe('complete')
      expect(annotations(run, 'warning')).toContainEqual(
        expect.stringContaining('set the input expected-bucket-owner')
      )
    }
    // Each run asks for the likely owner once, or for each call of its first.
    expect(owners.filter(owner => owner !== undefined).length).toBeLessThan(12)
  })

  test('is not used when another owner is expected', async () => {
    const { simulator, owners, job } = await start(place)
    const inputs = { ...AS_ROLE, 'expected-bucket-owner': '123456789012' }
    for (const run of await allModes(simulator, inputs, job)) {
      expect(run.exitCode).toBe(1)
      expect(annotations(run, 'error').join()).toContain(
        'does not belong to the account 123456789012 of the input expected-bucket-owner'
      )
      expect(run.outputs['error-code']).toBe('access-denied')
    }
    expect(new Set(owners)).toEqual(new Set(['123456789012']))
    expect(simulator.bucketObjects()).toEqual([])
  })

  test('is written and read as its policy demands, at the expense of its caller', async () => {
    const { simulator, job } = await start({
      ...place,
      demandedAcl: 'bucket-owner-full-control',
      requesterPays: true
    })
    const inputs = {
      ...AS_ROLE,
      'expected-bucket-owner': OTHER_ACCOUNT,
      'object-acl': 'bucket-owner-full-control',
      'request-payer': 'requester'
    }
    for (const run of await allModes(simulator, inputs, job)) {
      expect(run.outputs['status']).toBe('complete')
      expect(annotations(run, 'warning').join()).not.toContain('report')
    }
    expect(simulator.stats().errors).not.toHaveProperty('AccessDenied')
  })

  test.each([
    ['object-acl', { demandedAcl: 'bucket-owner-full-control' }],
    ['request-payer', { requesterPays: true }]
  ])(
    'that asks for a header is told with the input %s',
    async (input, rules) => {
      const { simulator, job } = await start({ ...place, ...rules })
      const run = await runExport(simulator, AS_ROLE, job)
      expect(annotations(run, 'error').join()).toContain(
        `set the input ${input}.`
      )
    }
  )

  test('that its role may not use is told by the input of the role', async () => {
    const { simulator, job } = await start({
      ...place,
      roles: [ROLE, { ...BUCKET_ROLE, deny: ['s3:PutObject'] }]
    })
    const run = await runExport(simulator, AS_ROLES, job)
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining(
        'The role of the input bucket-role-to-assume may not call s3:PutObject.'
      )
    ])
  })
})

test('a bucket of another region than is said leads there, or is named', async () => {
  const { simulator, job } = await start({ bucketRegion: 'eu-central-1' })
  const led = await runExport(simulator, AS_ROLE, job)
  expect(led.exitCode).toBe(0)
  expect(simulator.stats().errors['PermanentRedirect']).toBeGreaterThan(0)
  simulator.resetStats()
  const inputs = { ...AS_ROLE, 'bucket-region': 'eu-central-1' }
  const told = await runExport(simulator, inputs, job)
  expect(told.exitCode).toBe(0)
  expect(simulator.stats().errors).not.toHaveProperty('PermanentRedirect')
})
