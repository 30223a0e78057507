import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'
import {
  addGroups,
  addPeople,
  createBucket,
  createPool,
  CUSTOM,
  describeEmulated,
  endpoint
} from './emulator.ts'
import {
  createStore,
  runExport,
  runRestore,
  runVerify,
  type Store
} from './runs.ts'
import { readPool } from './pool-state.ts'
import {
  ACCOUNT,
  clientsOf,
  OTHER_ACCOUNT,
  roleIn,
  startOidcJob
} from './roles.ts'
import { startRecorder } from './recorder.ts'

const PEOPLE = Array.from({ length: 15 }, (_, index) => ({
  username: `person-${index}`,
  attributes: { email: `person-${index}@people.example`, [CUSTOM]: 'gold' },
  groups: index % 2 === 0 ? ['admins', 'staff'] : []
}))

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'

let pool: string
let job: Awaited<ReturnType<typeof startOidcJob>>
const setUp = async () => {
  job = await startOidcJob()
  pool = await createPool()
  await addGroups(pool, [
    { name: 'admins', roleArn: `arn:aws:iam::${ACCOUNT}:role/admins` },
    { name: 'staff' }
  ])
  await addPeople(pool, PEOPLE)
}
const tearDown = () => job.close()

describeEmulated('a job without credentials', () => {
  let store: Store
  beforeAll(async () => {
    await setUp()
    store = await createStore()
  })
  afterAll(tearDown)

  test('assumes its role by OIDC in each mode, with the session that it asks for', async () => {
    const inputs = {
      'role-to-assume': roleIn(ACCOUNT),
      'role-duration-seconds': '900',
      'role-session-name': 'nightly-backup',
      'allowed-account-ids': `${OTHER_ACCOUNT}\n${ACCOUNT}`
    }
    const target = await createPool()
    const runs = [
      await runExport(pool, store, inputs, endpoint, job.env),
      await runVerify(pool, store, inputs, endpoint, job.env),
      await runRestore(pool, target, store, inputs, endpoint, { env: job.env })
    ]
    expect(runs.flatMap(run => annotations(run, 'error'))).toEqual([])
    expect(runs.map(({ outputs }) => outputs['status'])).toEqual([
      'complete',
      'complete',
      'complete'
    ])
    expect((await readPool(target)).users).toHaveLength(PEOPLE.length)
  })

  test('whose role is of an account that is not allowed reads nothing', async () => {
    const recorder = await startRecorder(endpoint)
    try {
      const inputs = {
        'role-to-assume': roleIn(ACCOUNT),
        'allowed-account-ids': OTHER_ACCOUNT
      }
      const at = recorder.endpoint
      const run = await runExport(pool, store, inputs, at, job.env)
      expect(run.exitCode).toBe(1)
      expect(annotations(run, 'error').join()).toContain('allowed-account-ids')
      const asked = recorder.calls.map(({ operation }) => operation)
      expect(asked.filter(name => name !== 'POST')).toEqual([])
    } finally {
      await recorder.close()
    }
  })

  test('whose role is of another account does not see the pool of this one', async () => {
    const inputs = { 'role-to-assume': roleIn(OTHER_ACCOUNT) }
    const run = await runExport(pool, store, inputs, endpoint, job.env)
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error').join()).toContain(
      `There is no user pool ${pool}`
    )
  })
})

describeEmulated('two accounts', () => {
  let other: Awaited<ReturnType<typeof clientsOf>>
  let store: Store
  let exported: ActionRun
  const forBucket = {
    'bucket-role-to-assume': roleIn(OTHER_ACCOUNT),
    'bucket-region': 'eu-central-1',
    'expected-bucket-owner': OTHER_ACCOUNT,
    prefix: 'pools/of-all'
  }
  beforeAll(async () => {
    await setUp()
    other = await clientsOf(OTHER_ACCOUNT, 'eu-central-1')
    const place = { client: other.s3, region: 'eu-central-1' } as const
    store = {
      bucket: await createBucket(true, place),
      // A key of the bucket's region and account.
      key: `arn:aws:kms:eu-central-1:${OTHER_ACCOUNT}:key/${KEY_ID}`
    }
    exported = await runExport(
      pool,
      store,
      { 'role-to-assume': roleIn(ACCOUNT), ...forBucket },
      endpoint,
      job.env
    )
  })
  afterAll(tearDown)

  test('the pool is in one, the bucket is in the other and under a prefix', async () => {
    expect(annotations(exported, 'error')).toEqual([])
    const { Contents: objects = [] } = await other.s3.send(
      new ListObjectsV2Command({ Bucket: store.bucket })
    )
    expect(objects).toHaveLength(5)
    for (const { Key = '' } of objects) {
      expect(Key).toMatch(`pools/of-all/${pool}/`)
    }
    const verified = await runVerify(pool, store, forBucket, endpoint, job.env)
    expect(verified.outputs).toMatchObject({ status: 'complete', findings: '' })
  })

  test('a pool of the other is seeded, with the attributes that it lacked and roles of its own', async () => {
    const { cognito } = other
    const target = await createPool({}, cognito, [])
    const inputs = { 'role-to-assume': roleIn(OTHER_ACCOUNT), ...forBucket }
    const restore = (more: Record<string, string>) =>
      runRestore(pool, target, store, { ...inputs, ...more }, endpoint, {
        env: job.env
      })

    const refused = await restore({})
    expect(refused.exitCode).toBe(1)
    const [said] = annotations(refused, 'error')
    expect(said).toContain('input add-custom-attributes')
    expect(said).toContain(`${ACCOUNT} => ${OTHER_ACCOUNT}`)
    expect(await readPool(target, cognito)).toEqual({ users: [], groups: [] })

    const run = await restore({
      'add-custom-attributes': 'true',
      replace: `${ACCOUNT} => ${OTHER_ACCOUNT}\nrole/admins => role/test/admins`
    })
    expect(annotations(run, 'error')).toEqual([])
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(PEOPLE.length)
    })
    const [before, after] = await Promise.all([
      readPool(pool),
      readPool(target, cognito)
    ])
    const comparable = ({ users }: typeof before) =>
      users.map(({ username, attributes, groups }) => ({
        username,
        attributes,
        groups
      }))
    expect(comparable(after)).toEqual(comparable(before))
    expect(after.groups.map(({ roleArn }) => roleArn)).toEqual([
      `arn:aws:iam::${OTHER_ACCOUNT}:role/test/admins`,
      null
    ])
    // Each account has its own pools.
    await expect(readPool(target)).rejects.toMatchObject({
      name: 'ResourceNotFoundException'
    })
  })
})
