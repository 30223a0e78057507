import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import {
  idTokenVariables,
  NO_KEYS,
  oidcJob,
  ROLE
} from '../fixtures/oidc-job.ts'
import { runExport, runRestore, runVerify } from '../fixtures/run-here.ts'

const started: Simulator[] = []
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.close()
})

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    users: 5,
    groups: 2,
    membershipsPerUser: 1,
    roles: [ROLE],
    ...options
  })
  started.push(simulator)
  return simulator
}

const AS_ROLE = { 'role-to-assume': ROLE.arn }
const IDS = 'repo:octo-org@1234/backups@5678:environment:backup'
const [NAMES = ''] = ROLE.subjects

describe('with a role and no other credentials', () => {
  test('a backup is made, verified and restored', async () => {
    const simulator = await start()
    const job = oidcJob(simulator)
    const runs = [
      await runExport(simulator, AS_ROLE, job),
      await runVerify(simulator, AS_ROLE, job),
      await runRestore(simulator, AS_ROLE, job)
    ]
    expect(runs.map(run => run.outputs['status'])).toEqual([
      'complete',
      'complete',
      'complete'
    ])
    const { calls } = simulator.stats()
    expect(calls).toMatchObject({ GetIdToken: 3, AssumeRoleWithWebIdentity: 3 })
  })

  test('a job of GitHub Enterprise Server has a provider of its own', async () => {
    const issuer = 'https://ghes.example.com/_services/token'
    const simulator = await start({
      job: { issuer },
      oidcProviders: [{ issuer, audiences: ['sts.amazonaws.com'] }]
    })
    const run = await runExport(simulator, AS_ROLE, oidcJob(simulator))
    expect(run.outputs['status']).toBe('complete')
  })

  test('no log shows a token or a key but to the runner, to be masked', async () => {
    const secrets: string[] = []
    const simulator = await start({
      rewrite: ({ operation }, reply) => {
        const body = String(reply.body)
        if (operation === 'GetIdToken') {
          secrets.push((JSON.parse(body) as { value: string }).value)
        }
        if (operation === 'AssumeRoleWithWebIdentity') {
          const found = body.matchAll(
            /<(AccessKeyId|SecretAccessKey|SessionToken)>(.+?)</g
          )
          for (const [, , secret = ''] of found) secrets.push(secret)
        }
        return undefined
      }
    })
    const run = await runExport(simulator, AS_ROLE, oidcJob(simulator))
    expect(run.exitCode).toBe(0)
    expect(secrets).toHaveLength(4)
    const { stdout, stderr, summary, outputs } = run
    const shown = [stdout, stderr, summary, JSON.stringify(outputs)]
      .join('\n')
      .split('\n')
      .filter(line => !line.startsWith('::add-mask::'))
      .join('\n')
    for (const secret of secrets) expect(shown).not.toContain(secret)
  })
})

test('a role is assumed by OIDC though the job has credentials', async () => {
  const simulator = await start()
  const env = {
    ...idTokenVariables(simulator),
    AWS_ACCESS_KEY_ID: 'EXPIREDKEYEXAMPLE'
  }
  const run = await runExport(simulator, AS_ROLE, { env })
  expect(run.exitCode).toBe(0)
})

/** A run that fails before anything was read, and what it says. */
async function refusal(
  simulator: Simulator,
  inputs: Record<string, string> = {},
  job: { env: Record<string, string | undefined> } = oidcJob(simulator)
) {
  const run = await runExport(simulator, { ...AS_ROLE, ...inputs }, job)
  expect(run.exitCode).toBe(1)
  expect(run.outputs['status']).toBe('failed')
  const said = annotations(run, 'error')
  expect(said).toHaveLength(1)
  return {
    said: said[0] ?? '',
    code: run.outputs['error-code'],
    calls: simulator.stats().calls
  }
}

describe('a runner with a web identity of its cluster', () => {
  const OTHER_ROLE = 'arn:aws:iam::123456789012:role/runner'

  /** A run with the token in a file, of GitHub's for want of a cluster. */
  async function failing(token?: string) {
    const simulator = await start()
    const { url, token: bearer } = simulator.idTokenRequest
    const answer = await fetch(`${url}&audience=sts.amazonaws.com`, {
      headers: { authorization: `Bearer ${bearer}` }
    })
    const { value } = (await answer.json()) as { value: string }
    const folder = await mkdtemp(join(tmpdir(), 'token-'))
    const file = join(folder, 'token')
    await writeFile(file, token ?? value)
    const env = {
      ...NO_KEYS,
      AWS_ROLE_ARN: OTHER_ROLE,
      AWS_WEB_IDENTITY_TOKEN_FILE: file
    }
    try {
      return await refusal(simulator, { 'role-to-assume': 'none' }, { env })
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  test('that the role does not trust is told of the trust policy', async () => {
    const { said, code, calls } = await failing()
    expect(code).toBe('credentials')
    expect(said).toContain('assume the role in AWS_ROLE_ARN')
    expect(said).toContain('its trust policy does not allow that token')
    expect(said).not.toContain('DescribeUserPool')
    expect(calls).not.toHaveProperty('DescribeUserPool')
  })

  test('that AWS does not take is told of the token', async () => {
    const { said, code } = await failing('no.token.atall')
    expect(code).toBe('credentials')
    expect(said).toMatch(
      /does not take the token .*\(InvalidIdentityToken\w*, sts:AssumeRoleWithWebIdentity\)/
    )
  })
})

describe('a job that GitHub gives no token', () => {
  test('lacks a permission, and is told which', async () => {
    const simulator = await start()
    const { said, code, calls } = await refusal(simulator, {}, { env: NO_KEYS })
    expect(said).toContain(
      'Please add "permissions: id-token: write" to your workflow'
    )
    expect(code).toBe('credentials')
    expect(calls).toEqual({})
  })

  test('does not fall back to the credentials that it has', async () => {
    const simulator = await start()
    const { said, calls } = await refusal(simulator, {}, { env: {} })
    expect(said).toContain('id-token: write')
    expect(calls).toEqual({})
  })

  test('may be of a pull request from a fork', async () => {
    const simulator = await start()
    const folder = await mkdtemp(join(tmpdir(), 'event-'))
    try {
      const file = join(folder, 'event.json')
      const repo = (id: number) => ({ repo: { id } })
      await writeFile(
        file,
        JSON.stringify({ pull_request: { head: repo(2), base: repo(1) } })
      )
      const { said, calls } = await refusal(
        simulator,
        {},
        {
          env: {
            ...NO_KEYS,
            GITHUB_EVENT_NAME: 'pull_request',
            GITHUB_EVENT_PATH: file
          }
        }
      )
      expect(said).toMatch(/^This run is of a pull request from a fork/)
      expect(calls).toEqual({})
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('is told when GitHub refuses it', async () => {
    const simulator = await start()
    const { said, calls } = await refusal(
      simulator,
      {},
      oidcJob(simulator, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of yesterday' })
    )
    expect(said).toContain(
      'GitHub refused to give the job an ID token (HTTP 401)'
    )
    expect(calls).toEqual({ GetIdToken: 1 })
  })
})

describe('a role that is not to be had fails at once', () => {
  const ONE_TRY = { GetIdToken: 1, AssumeRoleWithWebIdentity: 1 }

  test.each([
    ['ids', 'names', IDS, NAMES],
    ['names', 'ids', NAMES, IDS]
  ])(
    'when the job sends %s and the policy asks for %s',
    async (subject, _, sends, asked) => {
      const simulator = await start({
        job: { subject },
        roles: [{ ...ROLE, subjects: [asked] }]
      })
      const { said, code, calls } = await refusal(simulator)
      expect(said).toContain(
        `The token says token.actions.githubusercontent.com:sub "${sends}"`
      )
      expect(said).toContain(`written for "${asked}" does not match`)
      expect(code).toBe('credentials')
      expect(calls).toEqual(ONE_TRY)
    }
  )

  test('when it is not there', async () => {
    const simulator = await start({ roles: [] })
    const { said, calls } = await refusal(simulator)
    expect(said).toContain(
      `AWS does not let this job assume the role ${ROLE.arn} of the input role-to-assume. There is no such role, or`
    )
    expect(calls).toEqual(ONE_TRY)
  })

  test('when the account does not know the issuer of the token', async () => {
    const issuer = 'https://ghes.example.com/_services/token'
    const simulator = await start({ job: { issuer } })
    const { said, calls } = await refusal(simulator)
    expect(said).toContain(
      `The account 123456789012 of the role in the input role-to-assume has no OIDC provider for ${issuer}.`
    )
    expect(calls).toEqual(ONE_TRY)
  })

  test('when the provider does not take the audience', async () => {
    const issuer = 'https://token.actions.githubusercontent.com'
    const simulator = await start({
      oidcProviders: [{ issuer, audiences: ['https://github.com/octo-org'] }]
    })
    const { said, calls } = await refusal(simulator)
    expect(said).toContain('does not take the audience sts.amazonaws.com')
    expect(calls).toEqual(ONE_TRY)
  })

  test('when its sessions are to be longer than it allows', async () => {
    const simulator = await start()
    const { said, calls } = await refusal(simulator, {
      'role-duration-seconds': '14400'
    })
    expect(said).toContain(
      'The input role-duration-seconds asks for sessions of 14400 s. The maximum session duration of the role'
    )
    expect(calls).toEqual(ONE_TRY)
  })

  test('when it is that of the bucket, and users were not read yet', async () => {
    const simulator = await start()
    const { said, calls } = await refusal(simulator, {
      'bucket-role-to-assume': 'arn:aws:iam::444455556666:role/store'
    })
    expect(said).toContain('of the input bucket-role-to-assume')
    expect(calls).toEqual({ GetIdToken: 2, AssumeRoleWithWebIdentity: 2 })
  })
})

describe('the accounts that are allowed', () => {
  const OTHER = { 'allowed-account-ids': '999999999999' }

  test('refuse a role of another before any call', async () => {
    const { said, calls } = await refusal(await start(), OTHER)
    expect(said).toContain('role-to-assume is a role of the account 1234567890')
    expect(calls).toEqual({})
  })

  test('refuse credentials of another before any other call', async () => {
    const inputs = { ...OTHER, 'role-to-assume': 'none' }
    const { said, code, calls } = await refusal(await start(), inputs, {
      env: {}
    })
    expect(said).toContain(
      "The AWS credentials are of the account 123456789012, which the input allowed-account-ids doesn't list."
    )
    expect(code).toBe('input')
    expect(calls).toEqual({ GetCallerIdentity: 1 })
  })
})

describe('what passes is waited for', () => {
  test('when GitHub or STS fail for a moment', async () => {
    let tokens = 0
    let sessions = 0
    const simulator = await start({
      intercept: ({ operation }) => {
        if (operation === 'GetIdToken' && ++tokens === 1) {
          return { status: 500, errorName: 'Error', message: 'busy' }
        }
        if (operation !== 'AssumeRoleWithWebIdentity') return undefined
        sessions += 1
        if (sessions === 1) return { drop: true }
        return sessions === 2
          ? { status: 400, errorName: 'IDPCommunicationError', message: 'busy' }
          : undefined
      }
    })
    const run = await runExport(simulator, AS_ROLE, oidcJob(simulator))
    expect(run.exitCode).toBe(0)
    expect([tokens, sessions]).toEqual([4, 3])
  })
})
