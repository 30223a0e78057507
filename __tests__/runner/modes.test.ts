import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import { JOB_TOKEN } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { X25519, X25519_BREAK_GLASS } from '../fixtures/age-keys.ts'
import { startFakeGitHub, type FakeGitHub } from '../fixtures/fake-github.ts'
import { readSteps, runAct, told, type ActRun, type StepResult } from './act.ts'

/** Both jobs of modes.yml run at once, each with its steps in a file. */
let simulator: Simulator
let github: FakeGitHub
let folder: string
let run: ActRun
let modes: Record<string, StepResult>
let mistakes: Record<string, StepResult>

beforeAll(async () => {
  simulator = await startSimulator({
    users: 60,
    groups: 3,
    membershipsPerUser: 1,
    disabledShare: 0.1
  })
  github = await startFakeGitHub()
  folder = await mkdtemp(join(tmpdir(), 'steps-'))
  const files = {
    STEPS_OF_MODES: join(folder, 'modes.json'),
    STEPS_OF_MISTAKES: join(folder, 'mistakes.json')
  }
  run = await runAct('__tests__/runner/modes.yml', {
    token: JOB_TOKEN,
    env: {
      AWS_ENDPOINT_URL: simulator.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_REPOSITORY: 'octo-org/backups'
    },
    vars: {
      POOL: simulator.userPoolId,
      EMPTY_POOL: simulator.emptyUserPoolId,
      BUCKET: simulator.bucket,
      KEY: simulator.kmsKeyArn,
      RECIPIENT: X25519.recipient,
      OFFLINE_RECIPIENT: X25519_BREAK_GLASS.recipient,
      IDENTITY: X25519.identity,
      ...files
    }
  })
  try {
    modes = await readSteps(files.STEPS_OF_MODES)
    mistakes = await readSteps(files.STEPS_OF_MISTAKES)
  } catch {
    throw new Error(`act did not run the workflow to its end:\n${run.text}`)
  }
})
afterAll(async () => {
  await Promise.all([simulator.close(), github.close()])
  await rm(folder, { recursive: true })
})

const outputs = (step: string) => modes[step]?.outputs ?? {}

describe('a job that exports, verifies, plans and restores', () => {
  test('succeeds, and none of its conditions on outputs skips a step', () => {
    const named = ['export', 'verify', 'plan', 'restore', 'masked']
    const { text } = run
    for (const step of named) {
      const { outcome, conclusion } = modes[step] ?? {}
      expect({ step, outcome, conclusion, text }).toEqual({
        step,
        outcome: 'success',
        conclusion: 'success',
        text
      })
    }
    expect(resultOf('modes')).toBe('success')
  })

  test('has done in AWS what its outputs say', () => {
    const source = simulator.poolState(simulator.userPoolId)
    const target = simulator.poolState(simulator.emptyUserPoolId)
    const comparison = comparePools(source, target)
    expect(comparison.differences).toEqual([])
    expect(outputs('export')).toMatchObject({ status: 'complete', users: '60' })
    expect(outputs('verify')).toMatchObject({
      status: 'complete',
      findings: '',
      'snapshot-age-hours': '0'
    })
    const counts = {
      'users-created': String(comparison.users),
      'memberships-added': String(comparison.memberships),
      'groups-created': '3',
      'failed-users': '0'
    }
    expect(outputs('plan')).toMatchObject({ status: 'planned', ...counts })
    expect(outputs('restore')).toMatchObject({ status: 'complete', ...counts })
  })

  test('has the defaults of action.yml', () => {
    const { bucket, userPoolId, emptyUserPoolId } = simulator
    expect(outputs('export')['snapshot-uri']).toMatch(
      `s3://${bucket}/cognito-backup/${userPoolId}/`
    )
    expect(outputs('restore')['report-uri']).toMatch(
      `s3://${bucket}/cognito-backup/${emptyUserPoolId}/restores/`
    )
    // "confirmed" is the default of restored-user-status.
    const statuses = simulator
      .poolState(emptyUserPoolId)
      .users.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set(['CONFIRMED']))
  })

  test('gets every line of an input with several', () => {
    const objects = simulator
      .bucketObjects()
      .filter(({ key }) => key.endsWith('/manifest.json'))
    expect(objects).toHaveLength(1)
    const { encryption } = JSON.parse(objects[0]?.bytes.toString() ?? '') as {
      encryption: { client: { recipients: string[] } }
    }
    expect(encryption.client.recipients).toHaveLength(2)
  })

  test('does not show what the action has masked, in later steps either', () => {
    const shown = run.lines
      .filter(({ jobID }) => jobID === 'modes')
      .map(({ msg }) => msg)
    expect(shown).toContain('The key is ***.\n')
    expect(shown.join('\n')).not.toContain(X25519.identity)
  })

  test('leaves a summary of each step that uses the action', () => {
    const headlines = ['export', 'verify', 'plan', 'restore'].map(step =>
      run.lines.filter(
        ({ command, stepID, msg }) =>
          command === 'summary' &&
          stepID?.[0] === step &&
          /## [✅📋]/u.test(msg)
      )
    )
    expect(headlines.map(lines => lines.length)).toEqual([1, 1, 1, 1])
  })
})

describe('a step that fails', () => {
  test.each([
    ['no-mode', 'input', 'The input mode is required but missing.'],
    ['misspelt', 'input', 'There is no input kms-key.'],
    ['no-boolean', 'input', 'The input dry-run is neither true nor false.'],
    ['failing', 'no-snapshot', 'There is no snapshot of the user pool']
  ])('%s, has one annotation and its outputs', (step, code, sentence) => {
    expect(told(run, step, 'error')).toEqual([
      expect.stringContaining(sentence)
    ])
    expect(mistakes[step]).toMatchObject({
      outcome: 'failure',
      outputs: { status: 'failed', 'error-code': code }
    })
  })

  test('ends its job, unless it was told to go on', () => {
    expect(mistakes['no-mode']?.conclusion).toBe('success')
    expect(mistakes['failing']?.conclusion).toBe('failure')
    expect(mistakes['passed-over']).toMatchObject({ outcome: 'skipped' })
    expect(resultOf('mistakes')).toBe('failure')
    expect(run.exitCode).toBe(1)
  })

  test('leads to the step of if: failure(), which reads its outputs', () => {
    expect(mistakes['told']).toEqual({
      outcome: 'success',
      conclusion: 'success',
      outputs: { code: 'no-snapshot' }
    })
  })

  test('opens a tracking issue with the token that action.yml takes from the job', () => {
    expect(github.issues).toHaveLength(1)
    expect(github.issues[0]).toMatchObject({
      state: 'open',
      author: 'github-actions[bot]'
    })
  })
})

function resultOf(job: string): string | undefined {
  return run.lines.find(
    ({ jobID, jobResult }) => jobID === job && jobResult !== undefined
  )?.jobResult
}
