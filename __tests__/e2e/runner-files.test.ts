import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { tmpdir } from 'node:os'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, runExport, runRestore } from '../fixtures/action-runs.ts'
import { startFakeGitHub, type FakeGitHub } from '../fixtures/fake-github.ts'

const USERS = 3

let simulator: Simulator
let github: FakeGitHub
beforeAll(async () => {
  github = await startFakeGitHub({ logins: {}, pageSize: 3 })
  simulator = await startSimulator({ users: USERS, groups: 1 })
  expect((await runExport(simulator)).exitCode).toBe(0)
})
afterAll(async () => {
  await simulator.close()
  await github.close()
})

/** A restore whose runner gives it a folder for a file. */
function restoreWith(variables: string[], inputs: Record<string, string> = {}) {
  const folders = variables.map(variable => [variable, tmpdir()] as const)
  return runRestore(
    simulator,
    { 'tracking-issue': 'true', ...inputs },
    {
      env: { GITHUB_API_URL: github.apiUrl, ...Object.fromEntries(folders) }
    }
  )
}

describe('a restore whose outputs can not be written', () => {
  test('fails with one sentence, and says all else that it did', async () => {
    const run = await restoreWith(['GITHUB_OUTPUT'])
    expect(run.exitCode).toBe(1)
    expect(run.stderr).toBe('')
    expect(annotations(run, 'error')).toEqual([
      expect.stringMatching(
        /GITHUB_OUTPUT names is a directory.*ended with the status complete/
      )
    ])
    expect(run.stdout).toContain(`\nusers-created: ${USERS}\n`)
    expect(run.summary).toContain(`${USERS} users restored`)
    expect(github.issues).toMatchObject([{ state: 'open' }])
    expect(simulator.poolState(simulator.emptyUserPoolId).users).toHaveLength(
      USERS
    )
  })

  test('still says for what else it failed', async () => {
    const files = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']
    const run = await restoreWith(files, { bucket: 'no-such-bucket' })
    expect(run.exitCode).toBe(1)
    expect(run.stderr).toBe('')
    expect(annotations(run, 'error')).toEqual([
      expect.stringContaining('no-such-bucket')
    ])
    expect(annotations(run, 'warning')).toEqual([
      expect.stringContaining('GITHUB_OUTPUT'),
      expect.stringContaining('GITHUB_STEP_SUMMARY')
    ])
    expect(github.issues[0]?.body).toContain('no-such-bucket')
  })
})

test('a restore whose summary can not be written is as good as any', async () => {
  const run = await restoreWith(['GITHUB_STEP_SUMMARY'])
  expect(run.exitCode).toBe(0)
  expect(run.outputs['status']).toBe('complete')
  expect(annotations(run, 'error')).toEqual([])
  expect(annotations(run, 'warning').join()).toContain('GITHUB_STEP_SUMMARY')
})

test('variables of other programs do not hinder a restore', async () => {
  const run = await runRestore(
    simulator,
    {},
    { env: { INPUT_METHOD: 'x', INPUT_ENVIRONMENT_NAME: 'production' } }
  )
  expect(run.exitCode).toBe(0)
  expect(run.stdout).toContain('INPUT_ENVIRONMENT_NAME is no input')
})
