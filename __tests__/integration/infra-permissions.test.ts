import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  startGuarded,
  type GuardedSimulator
} from '../fixtures/guarded-simulator.ts'
import {
  decide,
  EVERYTHING,
  list,
  type AccessRequest,
  type Policy,
  type Statement
} from '../fixtures/iam-policies.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { meddle, someoneInACrowd } from '../fixtures/meddled-pool.ts'
import { deployStore, type Parameters } from '../fixtures/infra-stacks.ts'
import { createTarget } from '../fixtures/restore-runs.ts'
import {
  runCompare,
  runExport,
  runRestore,
  runVerify
} from '../fixtures/run-here.ts'

let guarded: GuardedSimulator
/** A pool that lacks a custom attribute, and one for import jobs. */
let target: string
let imported: string
let parameters: Parameters
/** Stops a run at the first look at its import job. */
const importing = new AbortController()
const settings = {
  AliasAttributes: ['email', 'phone_number', 'preferred_username'],
  AutoVerifiedAttributes: ['email'],
  MfaConfiguration: 'OPTIONAL',
  SmsConfiguration: {
    SnsCallerArn: 'arn:aws:iam::123456789012:role/cognito-sms',
    ExternalId: 'cognito-backup'
  }
}
/** What exports and restores asked S3 to store. */
const puts: AccessRequest[] = []

const poolArn = (id: string) => {
  const { region, accountId } = guarded.simulator
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`
}

const workflow = (name: string) =>
  `octo-org/backups/.github/workflows/${name}.yml@refs/heads/main`

/** All actions that the statements of a policy allow. */
const allowedBy = ({ Statement }: Policy) =>
  [
    ...new Set(
      Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
        ({ Action }) => list(Action)
      )
    )
  ].sort()

beforeAll(async () => {
  guarded = await startGuarded({
    users: 40,
    groups: 3,
    membershipsPerUser: 1,
    mfa: 'OPTIONAL',
    disabledShare: 0.1,
    federatedShare: 0.1,
    noUsernameShare: 0.1,
    // A job is under way until it is stopped.
    importRowsPerSecond: 0.01,
    intercept({ operation }) {
      if (operation === 'DescribeUserImportJob') importing.abort()
      return undefined
    }
  })
  const { simulator } = guarded
  simulator.addGroup(simulator.userPoolId, {
    name: 'with-a-role',
    roleArn: 'arn:aws:iam::123456789012:role/app-admins'
  })
  target = await createTarget(simulator, settings, ['department'])
  imported = await createTarget(simulator, settings)
  parameters = {
    GitHubOwner: 'octo-org',
    GitHubOwnerId: '1',
    GitHubRepository: 'backups',
    GitHubRepositoryId: '2',
    ExportWorkflows: workflow('backup'),
    RestoreWorkflows: workflow('restore'),
    VerifyWorkflows: workflow('verify'),
    RecoverWorkflows: workflow('recover'),
    CreatePoolWorkflows: workflow('create-pool'),
    UserPools: poolArn(simulator.userPoolId),
    RecoverUserPool: poolArn(simulator.userPoolId),
    RestoreUserPools: [target, imported].map(poolArn).join(),
    GroupRoles: [
      ...new Set(
        simulator
          .poolState(simulator.userPoolId)
          .groups.flatMap(({ roleArn }) => roleArn ?? [])
      )
    ].join()
  }
})

afterAll(() => guarded.simulator.close())

const RESTORE_EVERYTHING = {
  'users-without-username': 'recreate',
  'mfa-users': 'restore',
  'federated-users': 'link',
  'add-custom-attributes': 'true',
  // So that the account's own quotas are asked for.
  quotas: 'none'
}

describe('the roles of the templates', () => {
  test('let an export do all it does, and nothing else', async () => {
    const { export: role } = guarded.deploy(parameters)
    guarded.as('export')
    const lookUp = { 'mfa-lookup': 'always', quotas: 'none' }
    const run = await runExport(guarded.simulator, lookUp)
    expect(run.exitCode).toBe(0)
    // Where there is no AdminGetUserAuthFactors, AdminGetUser stands in.
    guarded.unknownOperations.add('AdminGetUserAuthFactors')
    const older = await runExport(guarded.simulator, {
      ...lookUp,
      'server-side-encryption': 'aws:kms:dsse'
    })
    guarded.unknownOperations.clear()
    expect(older.exitCode).toBe(0)
    expect(guarded.refused()).toEqual([])
    expect(guarded.used('export')).toEqual(allowedBy(role.policy))
    puts.push(...guarded.puts())
  })

  test('let a restore do all it does, and nothing else', async () => {
    const { restore: role } = guarded.deploy(parameters)
    guarded.as('restore')
    const { simulator } = guarded
    const run = await runRestore(simulator, {
      ...RESTORE_EVERYTHING,
      'user-pool-id': target
    })
    expect(run.outputs['failed-users']).toBe('0')
    expect(run.exitCode).toBe(0)
    guarded.as(undefined)
    await meddle(simulator, target)
    guarded.as('restore')
    const update = await runRestore(simulator, {
      ...RESTORE_EVERYTHING,
      'user-pool-id': target,
      'existing-users': 'update'
    })
    expect(Number(update.outputs['users-updated'])).toBeGreaterThan(0)
    const one = await runRestore(simulator, {
      ...RESTORE_EVERYTHING,
      'user-pool-id': target,
      'existing-users': 'update',
      'federated-users': 'skip',
      'only-users': someoneInACrowd(simulator, target)
    })
    expect(annotations(one, 'error')).toEqual([])
    const byJob = await runRestore(
      simulator,
      {
        'user-pool-id': imported,
        'restore-method': 'import-job',
        'import-role-arn': `arn:aws:iam::${simulator.accountId}:role/cognito-backup-import-logs`
      },
      { stop: importing.signal }
    )
    expect(byJob.outputs['status']).toBe('partial')
    expect(guarded.refused()).toEqual([])
    expect(guarded.used('restore')).toEqual(allowedBy(role.policy))
    puts.push(...guarded.puts())
  })

  test('let a drill restore that can leave nothing behind, and say so', async () => {
    guarded.as(undefined)
    const { simulator } = guarded
    const before = simulator.bucketObjects().length
    const pool = await createTarget(simulator, settings)
    guarded.deploy({
      ...parameters,
      RestoreUserPools: poolArn(pool),
      ReportAndJournal: 'false'
    })
    guarded.as('restore')
    const run = await runRestore(simulator, {
      'user-pool-id': pool,
      'existing-users': 'fail'
    })
    expect(run.outputs['failed-users']).toBe('0')
    expect(Number(run.outputs['users-created'])).toBeGreaterThan(0)
    expect(run.exitCode).toBe(0)
    expect(run.stdout).toContain('The report of the restore was not stored')
    const restores = `arn:aws:s3:::${simulator.bucket}/cognito-backup/${pool}/restores/`
    expect(guarded.refused()).not.toEqual([])
    for (const refused of guarded.refused()) {
      expect(refused).toMatch(`s3:PutObject ${restores}`)
    }
    expect(simulator.bucketObjects()).toHaveLength(before)
  })

  test('let a verification do all it does, and nothing else', async () => {
    const { verify: role } = guarded.deploy(parameters)
    guarded.as('verify')
    const { simulator } = guarded
    for (const inputs of [
      { 'user-pool-id': simulator.userPoolId },
      { 'user-pool-id': target, 'verify-level': 'headers' }
    ]) {
      const run = await runVerify(simulator, { ...inputs, quotas: 'none' })
      expect(run.exitCode).toBe(0)
    }
    // The definition, which it compares where it may.
    const definition = guarded.refused().map(refused => refused.split(' ')[0])
    expect(definition.join()).toMatch(
      /^(,?cognito-idp:(Describe|Get|List)\w+)*$/
    )
    const used = guarded.used('verify')
    expect(used.filter(action => !definition.includes(action))).toEqual(
      allowedBy(role.policy)
    )
  })

  test('let a verification compare where they are told to', async () => {
    const mayCompare = { ...parameters, VerifyMayCompare: 'true' }
    const { verify: role } = guarded.deploy(mayCompare)
    guarded.as('verify')
    const { simulator } = guarded
    for (const inputs of [
      { 'user-pool-id': simulator.userPoolId },
      { 'user-pool-id': target },
      { 'compare-with': 'previous' }
    ]) {
      const run = await runCompare(simulator, { ...inputs, quotas: 'none' })
      expect(run.outputs['status']).toBe('complete')
    }
    expect(guarded.refused()).toEqual([])
    expect(guarded.used('verify')).toEqual(allowedBy(role.policy))
  })

  test('let a verification plan a restore where they are told to', async () => {
    const { verify: role } = guarded.deploy({
      ...parameters,
      VerifyMayPlan: 'true'
    })
    guarded.as('verify')
    const { simulator } = guarded
    for (const inputs of [
      { 'user-pool-id': target, 'existing-users': 'update' },
      {
        'user-pool-id': imported,
        'restore-method': 'import-job',
        'import-role-arn': `arn:aws:iam::${simulator.accountId}:role/cognito-backup-import-logs`
      }
    ]) {
      const run = await runRestore(simulator, {
        ...RESTORE_EVERYTHING,
        ...inputs,
        'dry-run': 'true'
      })
      expect(run.exitCode).toBe(0)
      expect(run.outputs['status']).toBe('planned')
    }
    expect(guarded.refused()).toEqual([])
    expect(guarded.used('verify')).toEqual(allowedBy(role.policy))
  })
})

describe('the policy of the bucket', () => {
  let bucketPolicy: Statement[] = []
  const judge = (request: AccessRequest) =>
    decide({ own: [EVERYTHING], resource: bucketPolicy }, request)

  beforeAll(() => {
    const { bucket, region, accountId, kmsKeyArn } = guarded.simulator
    const surroundings = {
      region,
      accountId,
      attributes: { 'Key.Arn': kmsKeyArn }
    }
    const all = { ...parameters, BucketName: bucket }
    bucketPolicy = deployStore(all, surroundings).bucketPolicy
  })

  test('takes all that exports and restores store', async () => {
    const kinds = [
      /\/manifest\.json$/,
      /\/pool\.json\.gz$/,
      /\/users\/part-/,
      /\/restores\/.+\/report\.ndjson\.gz$/,
      /\/restores\/.+\/sub-map\.csv\.gz$/,
      /\/restores\/.+\/started-1\.json$/
    ]
    for (const kind of kinds) {
      expect(puts.some(({ resource }) => kind.test(resource))).toBe(true)
    }
    for (const request of puts) expect(await judge(request)).toBe('Allowed')
  })

  const sse = 's3:x-amz-server-side-encryption'
  test.each([
    ['over a connection without TLS', { 'aws:SecureTransport': 'false' }],
    ['without If-None-Match', { 's3:if-none-match': undefined }],
    ['without encryption', { [sse]: undefined }],
    ['under a key of S3', { [sse]: 'AES256' }],
    ['under no certain key', { [`${sse}-aws-kms-key-id`]: undefined }],
    [
      'under another key',
      {
        [`${sse}-aws-kms-key-id`]:
          'arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab'
      }
    ],
    ['under a key of the caller', { [`${sse}-customer-algorithm`]: 'AES256' }]
  ])('takes nothing %s', async (_, changed) => {
    expect(puts).not.toEqual([])
    for (const request of puts) {
      const context = { ...request.context, ...changed }
      expect(await judge({ ...request, context })).toBe('ExplicitlyDenied')
    }
  })
})
