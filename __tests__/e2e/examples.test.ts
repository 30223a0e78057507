import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../simulator/simulator.ts'
import { annotations, untilSecondAfter } from '../fixtures/action-runs.ts'
import { backdateSnapshots } from '../fixtures/backdate.ts'
import {
  backUp,
  closeExampleGitHub,
  closeExampleScene,
  expectGreen,
  POOLS,
  runExample,
  startExampleGitHub,
  startExampleSimulator,
  statuses,
  usersOf,
  type RoleName
} from '../fixtures/example-scene.ts'
import type { FakeGitHub } from '../fixtures/fake-github.ts'
import { runHere } from '../fixtures/run-here.ts'
import { runScript } from '../fixtures/step-scripts.ts'
import type { WorkflowRuns } from '../fixtures/workflow-runs.ts'

afterEach(closeExampleScene)
afterAll(closeExampleGitHub)

/** A user whom every restore brings back. */
function plainUser(simulator: Simulator) {
  const user = usersOf(simulator, simulator.userPoolId).find(
    ({ username, sub, enabled, identities }) =>
      enabled && username !== sub && identities.length === 0
  )
  if (user === undefined) throw new Error('Nobody is plain')
  return user
}

describe('nightly-backup.yml', () => {
  const ROLES: RoleName[] = [
    [POOLS, 'cognito-backup-export'],
    [POOLS, 'cognito-backup-verify']
  ]

  async function startNights() {
    const simulator = await startExampleSimulator(ROLES)
    simulator.addUser(simulator.emptyUserPoolId, { username: 'partner' })
    const github = await startExampleGitHub()
    let lastNight = 0
    return {
      simulator,
      github,
      night: async () => {
        await untilSecondAfter(lastNight)
        const ended = await runExample('nightly-backup.yml', simulator, {
          env: { GITHUB_API_URL: github.apiUrl }
        })
        lastNight = Date.now()
        return ended
      }
    }
  }

  /** It leaves a whole snapshot of both pools, and has none to compare with. */
  async function expectFirst(simulator: Simulator, ended: WorkflowRuns) {
    expectGreen(ended)
    const [exports, comparisons] = [ended.runs.slice(0, 2), ended.runs.slice(2)]
    expect(statuses(exports)).toEqual(['complete', 'complete'])
    expect(exports.map(({ outputs }) => outputs['users'])).toEqual(['40', '1'])
    for (const { outputs } of exports) {
      const { 'snapshot-uri': snapshot = '', 'manifest-sha256': pin = '' } =
        outputs
      const verified = await runHere(simulator.endpoint, {
        mode: 'verify',
        snapshot,
        'manifest-sha256': pin
      })
      expect(annotations(verified, 'error')).toEqual([])
      expect(verified.outputs).toMatchObject({
        status: 'complete',
        findings: ''
      })
    }
    expect(comparisons.map(({ job }) => job)).toEqual(['compare', 'compare'])
    expect(statuses(comparisons)).toEqual(['complete', 'complete'])
  }

  test('leaves whole snapshots, and rings when a script has deleted a tenth of the users', async () => {
    const { simulator, github, night } = await startNights()
    await expectFirst(simulator, await night())
    const quiet = await night()
    expectGreen(quiet)
    expect(quiet.runs.at(2)?.outputs).toMatchObject({
      status: 'complete',
      'users-gone': '0',
      'users-changed': '0'
    })
    expect(github.issues).toEqual([])

    const people = usersOf(simulator, simulator.userPoolId)
    for (const { username } of people.slice(0, people.length / 10)) {
      simulator.removeUser(simulator.userPoolId, username)
    }
    const { runs, failed } = await night()
    expect(failed).toEqual(['compare'])
    expect(runs.at(2)?.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'users-gone',
      'users-gone': '4'
    })
    expect(runs.at(3)?.outputs).toMatchObject({ status: 'complete' })
    expect(github.issues.map(({ state, title }) => [state, title])).toEqual([
      ['open', `Cognito backup: comparison of ${simulator.userPoolId} fails`]
    ])
  })

  test('compares one pool though the backup of another has failed', async () => {
    const { simulator } = await startNights()
    const { runs, failed } = await runExample(
      'nightly-backup.yml',
      simulator,
      {},
      [['eu-west-1_Fg56Hi78J', 'eu-west-1_NotThere0']]
    )
    expect(failed).toEqual(['backup', 'compare'])
    expect(
      runs.map(({ job, outputs }) => [job, outputs['error-code']])
    ).toEqual([
      ['backup', undefined],
      ['backup', 'not-found'],
      ['compare', undefined],
      ['compare', 'no-snapshot']
    ])
  })
})

describe('restore.yml', () => {
  const ROLES: RoleName[] = [
    [POOLS, 'cognito-backup-verify'],
    [POOLS, 'cognito-backup-restore']
  ]
  const inputsFor = (simulator: Simulator) => ({
    'user-pool-id': simulator.emptyUserPoolId,
    'source-user-pool-id': simulator.userPoolId,
    snapshot: 'latest',
    'existing-users': 'skip',
    'users-without-username': 'recreate',
    'mfa-users': 'restore',
    'federated-users': 'skip'
  })

  test('plans as a role that cannot write, then restores what was planned', async () => {
    const simulator = await startExampleSimulator(ROLES)
    await backUp(simulator)
    const ended = await runExample('restore.yml', simulator, {
      inputs: inputsFor(simulator)
    })
    const { runs } = ended
    expectGreen(ended)
    expect(runs.map(({ job }) => job)).toEqual(['plan', 'apply'])
    expect(statuses(runs)).toEqual(['planned', 'complete'])
    const [plan, apply] = runs
    for (const output of ['snapshot-id', 'users-created', 'skipped-users']) {
      expect([output, apply?.outputs[output]]).toEqual([
        output,
        plan?.outputs[output]
      ])
    }
    const created = usersOf(simulator, simulator.emptyUserPoolId).length
    expect(apply?.outputs['users-created']).toBe(String(created))
    expect(created).toBeGreaterThan(30)
  })

  test('restores nothing when the plan fails', async () => {
    const simulator = await startExampleSimulator(ROLES)
    await backUp(simulator)
    const ended = await runExample('restore.yml', simulator, {
      inputs: { ...inputsFor(simulator), snapshot: '20200101T000000Z-AAAA' }
    })
    expect(ended.failed).toEqual(['plan'])
    expect(ended.runs.map(({ job }) => job)).toEqual(['plan'])
    expect(usersOf(simulator, simulator.emptyUserPoolId)).toEqual([])
  })
})

test('restore-one-user.yml brings one user back and leaves the others', async () => {
  const simulator = await startExampleSimulator([
    [POOLS, 'cognito-backup-restore']
  ])
  const backup = await backUp(simulator)
  const { username, groups, attributes } = plainUser(simulator)
  const kept = Object.entries(attributes).filter(([name]) => name !== 'sub')
  simulator.removeUser(simulator.userPoolId, username)
  // Somebody else is gone too, and is to stay away.
  simulator.removeUser(simulator.userPoolId, plainUser(simulator).username)
  const before = usersOf(simulator, simulator.userPoolId)
  const inputs = {
    'only-users': username,
    snapshot: backup['snapshot-id'] ?? ''
  }
  const planned = await runExample('restore-one-user.yml', simulator, {
    inputs: { ...inputs, 'dry-run': true }
  })
  expect(statuses(planned.runs)).toEqual(['planned'])
  expect(usersOf(simulator, simulator.userPoolId)).toEqual(before)

  const folder = await mkdtemp(join(tmpdir(), 'masks-'))
  try {
    const event = join(folder, 'event.json')
    await writeFile(event, JSON.stringify({ inputs }))
    const masked: string[] = []
    const { runs } = await runExample('restore-one-user.yml', simulator, {
      inputs: { ...inputs, 'dry-run': false },
      onScript: async ({ run }) => {
        const ended = await runScript(run, {
          folder,
          env: { GITHUB_EVENT_PATH: event }
        })
        masked.push(ended.stdout)
        return ended
      }
    })
    expect(masked).toEqual([`::add-mask::${username.replaceAll('%', '%25')}\n`])
    expect(runs.map(({ outputs }) => outputs)).toEqual([
      expect.objectContaining({ status: 'complete', 'users-created': '1' })
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
  const after = usersOf(simulator, simulator.userPoolId)
  const restored = after.find(user => user.username === username)
  expect(restored).toMatchObject({
    groups,
    attributes: Object.fromEntries(kept)
  })
  expect(after.filter(user => user !== restored)).toEqual(before)
})

describe('verify-alarm.yml', () => {
  const ROLES: RoleName[] = [[POOLS, 'cognito-backup-verify']]

  async function alarm(simulator: Simulator, github: FakeGitHub) {
    const folder = await mkdtemp(join(tmpdir(), 'alarm-'))
    try {
      return await runExample('verify-alarm.yml', simulator, {
        env: { GITHUB_API_URL: github.apiUrl },
        onScript: ({ run }) => runScript(run, { folder })
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  }
  const found = (runs: { outputs: Record<string, string> }[]) =>
    runs.map(({ outputs }) => [outputs['status'], outputs['error-code']])
  const issues = (github: FakeGitHub) => github.issues.map(({ state }) => state)

  test('is red for a pool without a snapshot, and green once it has one', async () => {
    const simulator = await startExampleSimulator(ROLES)
    const github = await startExampleGitHub()
    await backUp(simulator)
    const red = await alarm(simulator, github)
    expect(red.failed).toEqual(['verify'])
    expect(found(red.runs)).toEqual([
      ['complete', undefined],
      ['failed', 'no-snapshot']
    ])
    expect(issues(github)).toEqual(['open'])
    await backUp(simulator, simulator.emptyUserPoolId)
    const green = await alarm(simulator, github)
    expectGreen(green)
    expect(issues(github)).toEqual(['closed'])
    const monday = new Date().getUTCDay() === 1
    expect(green.runs.map(({ inputs }) => inputs['verify-level'])).toContain(
      monday ? 'contents' : 'headers'
    )
  })

  test('is red when the newest snapshot is too old', async () => {
    const simulator = await startExampleSimulator(ROLES)
    const github = await startExampleGitHub()
    await backUp(simulator)
    await backUp(simulator, simulator.emptyUserPoolId)
    backdateSnapshots(simulator, 27 * 3_600_000)
    const { runs, failed } = await alarm(simulator, github)
    expect(failed).toEqual(['verify', 'verify'])
    expect(found(runs)).toEqual([
      ['failed', 'snapshot-too-old'],
      ['failed', 'snapshot-too-old']
    ])
    expect(issues(github)).toEqual(['open', 'open'])
  })
})
