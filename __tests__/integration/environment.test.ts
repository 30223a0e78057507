import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { NO_KEYS } from '../fixtures/oidc-job.ts'
import { runExport } from '../fixtures/run-here.ts'

/*
 * A mistake in the environment of a job is one sentence that names the variable
 * or the file: never a stack, and never a bug of ours.
 */

let simulator: Simulator
let folder: string

beforeAll(async () => {
  simulator = await startSimulator({ users: 5 })
  folder = await mkdtemp(join(tmpdir(), 'environment-'))
})
afterAll(async () => {
  await simulator.close()
  await rm(folder, { recursive: true })
})

type Variables = Record<string, string | undefined>

/** The one sentence and the code of a run that fails before it calls anything. */
async function refusal(env: Variables, inputs: Record<string, string> = {}) {
  simulator.resetStats()
  const run = await runExport(simulator, inputs, { env })
  expect(run.exitCode).toBe(1)
  expect(run.outputs['status']).toBe('failed')
  expect(run.stdout + run.stderr).not.toMatch(/^ +at /m)
  const errors = annotations(run, 'error')
  expect(errors).toHaveLength(1)
  expect(simulator.stats().calls).toEqual({})
  return { run, said: errors.join(), code: run.outputs['error-code'] }
}

test.each([
  ['HTTPS_PROXY', 'socks5://ada:hunter2@proxy.example:1080'],
  ['http_proxy', 'socks5://ada:hunter2@proxy.example:1080'],
  ['HTTP_PROXY', 'http://ada:hunter2%@proxy.example'],
  ['AWS_ENDPOINT_URL', '127.0.0.1:4566'],
  ['AWS_ENDPOINT_URL_STS', 'sts.example'],
  ['AWS_USE_FIPS_ENDPOINT', 'yes']
])('%s as %s is refused by its name', async (variable, value) => {
  const { run, said, code } = await refusal({ [variable]: value })
  expect(code).toBe('input')
  expect(said).toContain(`The environment variable ${variable}`)
  expect(run.stdout + run.stderr + run.summary).not.toContain('hunter2')
})

test('AWS_USE_FIPS_ENDPOINT is heeded as True', async () => {
  // The simulator has no such address, and AWS isn't called here.
  const { said } = await refusal({ AWS_USE_FIPS_ENDPOINT: 'True' })
  expect(said).toContain('AWS has no address for cognito-idp:DescribeUserPool')
})

describe('credentials that are not to be had', () => {
  test.each<[string, () => Variables, string]>([
    [
      'a profile that is not there, beside good keys',
      () => ({ AWS_PROFILE: 'backup' }),
      'the profile in AWS_PROFILE: no AWS configuration file of the runner has it. Correct the profile, or unset AWS_PROFILE'
    ],
    [
      'a token file that is not there',
      () => ({
        ...NO_KEYS,
        AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/x',
        AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'none')
      }),
      'the file in AWS_WEB_IDENTITY_TOKEN_FILE: it is not there.'
    ],
    [
      'an address that is none',
      () => ({ ...NO_KEYS, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'nonsense' }),
      'the address in AWS_CONTAINER_CREDENTIALS_FULL_URI: it is not an address.'
    ]
  ])('%s', async (_what, env, how) => {
    const { said, code } = await refusal(env())
    expect(code).toBe('credentials')
    expect(said).toContain(`No AWS credentials came from ${how}`)
  })

  test.each([
    [
      'credential_process = sh -c "echo hunter2; echo hunter2 >&2; exit 3"',
      'its credential_process ended with an error.'
    ],
    [
      'credential_process = echo hunter2',
      'its credential_process printed no JSON.'
    ],
    [
      'sso_session = gone\nsso_account_id = 123456789012\nsso_role_name = x',
      'no AWS configuration file of the runner has its sso_session.'
    ],
    [
      'sso_start_url = https://x.example\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = x',
      "its sign-in by SSO is missing or has expired, and a job can't sign in."
    ]
  ])('a profile with %s', async (settings, how) => {
    // The SDK reads a file once in the life of a process.
    const file = join(await mkdtemp(join(folder, 'profile-')), 'config')
    await writeFile(file, `[profile backup]\n${settings}\n`)
    const { run, said, code } = await refusal({
      ...NO_KEYS,
      AWS_CONFIG_FILE: file,
      AWS_PROFILE: 'backup'
    })
    expect(code).toBe('credentials')
    expect(said).toContain(
      `No AWS credentials came from the profile in AWS_PROFILE: ${how}`
    )
    expect(run.stdout + run.stderr + run.summary).not.toContain('hunter2')
  })

  test('an empty token file, which STS would call a wrong token', async () => {
    const file = join(folder, 'empty')
    await writeFile(file, '\n')
    const run = await runExport(
      simulator,
      {},
      {
        env: {
          ...NO_KEYS,
          AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/x',
          AWS_WEB_IDENTITY_TOKEN_FILE: file
        }
      }
    )
    expect(annotations(run, 'error').join()).toContain(
      'the file in AWS_WEB_IDENTITY_TOKEN_FILE: it is empty.'
    )
  })
})

describe('what only the tracking issue needs', () => {
  test.each([
    ['GITHUB_API_URL', () => 'nonsense'],
    ['GITHUB_EVENT_PATH', () => folder]
  ])('keeps no export from being made: %s', async (variable, value) => {
    const run = await runExport(
      simulator,
      { 'tracking-issue': 'true' },
      { env: { [variable]: value() } }
    )
    expect(run.outputs['status']).toBe('complete')
    expect(annotations(run, 'warning').join()).toContain(
      'the environment gives no usable way to GitHub. Check the variables HTTPS_PROXY, GITHUB_API_URL and GITHUB_EVENT_PATH.'
    )
  })
})
