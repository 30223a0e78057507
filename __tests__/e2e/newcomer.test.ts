import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runAction, type ActionRun } from '../../simulator/run-action.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { dispatchRun } from '../fixtures/dispatched-run.ts'
import { startFakeGitHub } from '../fixtures/fake-github.ts'
import {
  startGuarded,
  type GuardedSimulator
} from '../fixtures/guarded-simulator.ts'
import { startNewcomer, type Newcomer } from '../fixtures/newcomer.ts'
import { openAccount } from '../fixtures/newcomer-account.ts'
import type { AskedRun } from '../fixtures/newcomer-cli.ts'
import { parametersOf } from '../fixtures/infra-stacks.ts'
import { idTokenVariables, NO_KEYS } from '../fixtures/oidc-job.ts'
import { readQuickStart, shownWorkflows } from '../fixtures/quick-start.ts'
import { createTarget } from '../fixtures/restore-runs.ts'
import { runHere } from '../fixtures/run-here.ts'

// IAM is asked for each call.
const USERS = 12
const FILE = 'cognito-backup.json'
const REPOSITORY = 'octo-org/backups'

/** What the README writes where people have their own. */
const POOL = 'eu-west-1_Ab12Cd34E'
const OTHER_POOL = 'eu-west-1_Zy98Xw76V'
const PLACEHOLDERS =
  /eu-west-1|111122223333|my-backups|1234abcd|your-org\/your-repo|"your-(org|repo)"|"1234567"|"7654321"/

const quick = readQuickStart()

let guarded: GuardedSimulator
let github: Awaited<ReturnType<typeof startFakeGitHub>>
let newcomer: Newcomer
/** The pool that may be restored into. */
let target: string
const account = openAccount()

beforeAll(async () => {
  guarded = await startGuarded({
    users: USERS,
    groups: 3,
    membershipsPerUser: 1,
    ...account.options
  })
  github = await startFakeGitHub()
  const { simulator } = guarded
  target = await createTarget(simulator)
  newcomer = startNewcomer({
    region: simulator.region,
    accountId: simulator.accountId,
    kmsKeyArn: simulator.kmsKeyArn,
    ownerId: '1234',
    repositoryId: '5678'
  })
})

afterAll(async () => {
  newcomer.leave()
  await Promise.all([guarded.simulator.close(), github.close()])
})

/** What commands printed of the outputs of stacks. */
function outputsIn(printed: string): Map<string, string> {
  const pair = /"OutputKey": "(\w+)",\s+"OutputValue": "([^"]+)"/g
  return new Map(
    [...printed.matchAll(pair)].map(([, key = '', value = '']) => [key, value])
  )
}

function readParameters(): Record<string, string> {
  return (
    JSON.parse(newcomer.read(FILE)) as { Parameters: Record<string, string> }
  ).Parameters
}

/**
 * Writes into the file what the README says, and nothing else.
 *
 * @param values undefined takes a line out
 */
function writeParameters(
  values: Readonly<Record<string, string | undefined>>
): void {
  const before = readParameters()
  // Of a parameter that the table doesn't name, nobody would know.
  const told = Object.entries(values).filter(([name]) =>
    quick.parameters.includes(name)
  )
  for (const [name] of told) expect(before).toHaveProperty(name)
  const Parameters = Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(told) }).filter(
      ([, value]) => value !== undefined
    )
  )
  newcomer.write(FILE, JSON.stringify({ Parameters }))
}

/**
 * Runs the step of a workflow of the newcomer's as GitHub would: the backup by
 * dist/index.js.
 */
async function start(asked: AskedRun): Promise<ActionRun> {
  const { simulator } = guarded
  const run = dispatchRun(
    newcomer.read(`.github/workflows/${asked.file}`),
    asked
  )
  expect(run.uses).toMatch(/^your-org\/cognito-backup@v0$/)
  const variables = idTokenVariables(simulator)
  const job = new URLSearchParams({
    workflow: asked.file,
    ...(run.environment !== undefined && { environment: run.environment })
  })
  github.fault = () =>
    run.permissions['issues'] === 'write' ? undefined : { status: 403 }
  guarded.as(run.inputs['mode'] as 'export' | 'restore' | 'verify')
  const runStep = asked.file === 'backup.yml' ? runAction : runHere
  const ended = await runStep(simulator.endpoint, run.inputs, {
    env: {
      ...NO_KEYS,
      GITHUB_API_URL: github.apiUrl,
      ...(run.permissions['id-token'] === 'write' && {
        ...variables,
        ACTIONS_ID_TOKEN_REQUEST_URL: `${variables.ACTIONS_ID_TOKEN_REQUEST_URL}&${job.toString()}`
      })
    }
  })
  guarded.as(undefined)
  const tokens = account.tokens()
  expect(tokens).not.toEqual([])
  for (const token of tokens) {
    const role = run.inputs['role-to-assume'] ?? ''
    expect(await account.trusts(role, token)).toBe(true)
  }
  expect(guarded.refused()).toEqual([])
  return ended
}

describe('a newcomer who follows the README word by word', () => {
  const [obtain = '', store = '', ofRoles = '', first = '', next = ''] =
    quick.blocks
  /** All outputs that were printed. */
  const printed = new Map<string, string>()

  test('makes bucket, key, provider and roles, in the right order', () => {
    const { region, accountId, bucket, userPoolId, kmsKeyArn } =
      guarded.simulator
    const poolArn = (id: string) =>
      `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`
    const [ownerId = '', repositoryId = ''] = newcomer
      .run(obtain)
      .trim()
      .split('\n')
    const [owner = '', name = ''] = REPOSITORY.split('/')
    const ofFile = readParameters()
    const workflows = (parameter: string) =>
      (ofFile[parameter] ?? '').replaceAll('your-org/your-repo', REPOSITORY)
    writeParameters({
      GitHubOwner: owner,
      GitHubRepository: name,
      GitHubOwnerId: ownerId,
      GitHubRepositoryId: repositoryId,
      ExportWorkflows: workflows('ExportWorkflows'),
      RestoreWorkflows: workflows('RestoreWorkflows'),
      VerifyWorkflows: workflows('VerifyWorkflows'),
      UserPools: poolArn(userPoolId),
      RestoreUserPools: poolArn(target),
      GroupRoles: guarded.simulator
        .poolState(userPoolId)
        .groups.flatMap(({ roleArn }) => roleArn ?? [])
        .join(),
      BucketName: bucket,
      BreakGlassRoleArn: undefined
    })
    for (const [key, value] of outputsIn(newcomer.run(store))) {
      printed.set(key, value)
    }
    expect(Object.fromEntries(printed)).toEqual({
      Bucket: bucket,
      KmsKeyArn: kmsKeyArn
    })
    writeParameters({ KmsKeyArn: printed.get('KmsKeyArn') ?? '' })
    expect(newcomer.read(FILE)).not.toMatch(PLACEHOLDERS)
    for (const [key, value] of outputsIn(newcomer.run(ofRoles))) {
      printed.set(key, value)
    }
    expect(Object.keys(newcomer.stacks()).sort()).toEqual([
      'cognito-backup-export-role',
      'cognito-backup-oidc-provider',
      'cognito-backup-restore-role',
      'cognito-backup-store',
      'cognito-backup-verify-role'
    ])
    account.add(newcomer.stacks(), accountId)
    guarded.deploy({
      ...parametersOf('recover'),
      ...parametersOf('create-pool'),
      ...readParameters()
    })
  })

  test('fills the workflows with what the stacks have put out', () => {
    const workflows = shownWorkflows()
    for (const { path, yaml } of workflows) {
      const text = quick.handovers
        .filter(({ files }) => files.some(file => path.endsWith(`/${file}`)))
        .reduce((filled, { output, input }) => {
          const line = new RegExp(`^( +${input}:) .+$`, 'gm')
          expect(filled.match(line)).toHaveLength(1)
          const value = printed.get(output)
          expect(value).toBeDefined()
          return filled.replace(line, `$1 ${value ?? ''}`)
        }, yaml)
      const ready = text.replaceAll(POOL, guarded.simulator.userPoolId)
      expect(ready).not.toMatch(PLACEHOLDERS)
      newcomer.write(path, ready)
    }
    const { ExportWorkflows, RestoreWorkflows, VerifyWorkflows } =
      readParameters()
    expect([ExportWorkflows, RestoreWorkflows, VerifyWorkflows]).toEqual(
      workflows.map(({ path }) => `${REPOSITORY}/${path}@refs/heads/main`)
    )
  })

  test('has an alarm as long as there is no backup', async () => {
    const run = await start({ file: 'verify.yml', fields: {} })
    expect(run.outputs['status']).toBe('failed')
    expect(github.issues.map(({ state }) => state)).toEqual(['open'])
  })

  test('has a first backup', async () => {
    newcomer.run(first)
    const [asked, ...others] = newcomer.askedRuns() as [AskedRun]
    expect(others).toEqual([])
    const run = await start(asked)
    expect(annotations(run, 'error')).toEqual([])
    expect(run.outputs).toMatchObject({
      status: 'complete',
      users: String(USERS)
    })
    expect(run.summary.split('\n')[0]).toMatch(/^## ✅ 12 users .*backed up$/)
    const { simulator } = guarded
    const manifests = simulator
      .bucketObjects()
      .filter(({ key }) => key.endsWith('/manifest.json'))
    expect(manifests.map(({ key }) => key)).toEqual([
      `cognito-backup/${simulator.userPoolId}/${run.outputs['snapshot-id'] ?? ''}/manifest.json`
    ])
  })

  test('sees it verified and the restore planned, then does it', async () => {
    const { simulator } = guarded
    newcomer.run(next.replaceAll(OTHER_POOL, target))
    const [verify, plan, ...others] = newcomer.askedRuns() as [
      AskedRun,
      AskedRun
    ]
    expect(others).toEqual([])
    const verified = await start(verify)
    expect(annotations(verified, 'error')).toEqual([])
    expect(verified.outputs).toMatchObject({ status: 'complete', findings: '' })
    expect(github.issues.map(({ state }) => state)).toEqual(['closed'])

    const planned = await start(plan)
    expect(planned.outputs).toMatchObject({
      status: 'planned',
      users: String(USERS),
      'users-created': String(USERS)
    })
    expect(planned.summary.split('\n')[0]).toContain(
      'Dry run: 12 users would be restored'
    )
    expect(simulator.poolState(target).users).toEqual([])

    const restored = await start({
      ...plan,
      fields: { ...plan.fields, 'dry-run': 'false' }
    })
    expect(restored.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(USERS)
    })
    expect(simulator.poolState(target).users).toHaveLength(USERS)
  })
})
