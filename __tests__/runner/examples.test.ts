import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals'
import { JOB_TOKEN } from '../../simulator/run-action.ts'
import type { Simulator } from '../../simulator/simulator.ts'
import type { Manifest } from '../../src/snapshot/manifest.ts'
import {
  backUp,
  closeExampleGitHub,
  closeExampleScene,
  exampleNames,
  POOLS,
  startExampleGitHub,
  startExampleSimulator,
  usersOf,
  type RoleName
} from '../fixtures/example-scene.ts'
import { idTokenVariables } from '../fixtures/oidc-job.ts'
import { ROOT, runAct, type ActRun } from './act.ts'

/** A repository with a workflow, and beside it that of the action. */
let folder: string
let action: string
beforeEach(async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'example-'))
  folder = join(scratch, 'backups')
  action = join(scratch, 'cognito-backup')
  await mkdir(folder)
  // What a runner needs of it; act would copy all, node_modules too.
  for (const file of ['action.yml', 'dist']) {
    await cp(join(ROOT, file), join(action, file), { recursive: true })
  }
})
afterAll(closeExampleGitHub)
afterEach(async () => {
  await closeExampleScene()
  await rm(join(folder, '..'), { recursive: true })
})

/** Runs an example as it is, but for the names and numbers of the simulator. */
async function runExample(
  file: string,
  simulator: Simulator,
  options: { inputs?: Record<string, string>; apiUrl?: string } = {}
): Promise<ActRun> {
  let text = await readFile(join(ROOT, 'examples', file), 'utf8')
  for (const [from, to] of exampleNames(simulator)) {
    text = text.replaceAll(from, to)
  }
  const used = /your-org\/cognito-backup@[0-9a-f]{40}/.exec(text)?.[0] ?? ''
  const workflow = join(folder, file)
  await writeFile(workflow, text)
  return runAct(workflow, {
    folder,
    token: JOB_TOKEN,
    inputs: options.inputs ?? {},
    env: {
      AWS_ENDPOINT_URL: simulator.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      GITHUB_REPOSITORY: 'octo-org/backups',
      ...(options.apiUrl === undefined
        ? {}
        : { GITHUB_API_URL: options.apiUrl }),
      ...idTokenVariables(simulator)
    },
    more: ['--local-repository', `${used}=${action}`]
  })
}

/** How each job ended, with the reasons where one did not end well. */
function expectSuccess(run: ActRun, jobs: number): void {
  const errors = run.lines.flatMap(({ command, arg = '' }) =>
    command === 'error' ? arg : []
  )
  const results = run.lines.flatMap(({ jobResult }) => jobResult ?? [])
  expect({ results, errors, exitCode: run.exitCode }).toEqual({
    results: Array.from({ length: jobs }, () => 'success'),
    errors: [],
    exitCode: 0
  })
}

test('nightly-backup.yml backs up and compares each pool in jobs of its own', async () => {
  const simulator = await startExampleSimulator([
    [POOLS, 'cognito-backup-export'],
    [POOLS, 'cognito-backup-verify']
  ])
  const github = await startExampleGitHub()
  simulator.addUser(simulator.emptyUserPoolId, { username: 'partner' })
  const run = await runExample('nightly-backup.yml', simulator, {
    apiUrl: github.apiUrl
  })
  expectSuccess(run, 4)
  const users = simulator
    .bucketObjects()
    .filter(({ key }) => key.endsWith('/manifest.json'))
    .map(({ bytes }) => JSON.parse(bytes.toString()) as Manifest)
    .map(({ counts }) => counts.users)
  expect(users.sort()).toEqual([1, 40])
  expect(github.issues).toEqual([])
})

test('restore.yml applies in one job what another has planned', async () => {
  const roles: RoleName[] = [
    [POOLS, 'cognito-backup-verify'],
    [POOLS, 'cognito-backup-restore']
  ]
  const simulator = await startExampleSimulator(roles)
  await backUp(simulator)
  const run = await runExample('restore.yml', simulator, {
    inputs: {
      'user-pool-id': simulator.emptyUserPoolId,
      'source-user-pool-id': simulator.userPoolId,
      snapshot: 'latest',
      'users-without-username': 'recreate'
    }
  })
  expectSuccess(run, 2)
  const restored = usersOf(simulator, simulator.emptyUserPoolId)
  expect(restored.length).toBeGreaterThan(30)
  expect(simulator.stats().messagesSent).toBe(0)
})
