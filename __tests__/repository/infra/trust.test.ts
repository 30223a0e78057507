import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { decide, type Policy } from '../../fixtures/iam-policies.ts'
import {
  deployRole,
  MODES,
  ONE_ACCOUNT,
  type Mode
} from '../../fixtures/infra-stacks.ts'

const page = readFileSync(
  new URL('../../../docs/getting-started.md', import.meta.url),
  'utf8'
)

describe('the trust policies', () => {
  const issuer = 'token.actions.githubusercontent.com'
  const environments = {
    export: 'cognito-backup',
    restore: 'cognito-restore',
    verify: 'cognito-verify',
    'recover-preview': 'cognito-recover-preview',
    'recover-apply': 'cognito-recover-apply',
    'create-pool': 'cognito-create-pool'
  }
  const files = {
    export: 'backup.yml',
    restore: 'restore.yml',
    verify: 'verify.yml',
    'recover-preview': 'recover.yml',
    'recover-apply': 'recover.yml',
    'create-pool': 'create-pool.yml'
  }

  /** What a job of the repository sends. */
  const tokenOf = (mode: Mode): Record<string, string> => ({
    [`${issuer}:aud`]: 'sts.amazonaws.com',
    [`${issuer}:sub`]: `repo:your-org/your-repo:environment:${environments[mode]}`,
    [`${issuer}:repository_id`]: '7654321',
    [`${issuer}:job_workflow_ref`]: `your-org/your-repo/.github/workflows/${files[mode]}@refs/heads/main`
  })

  async function mayAssume(
    mode: Mode,
    token: Record<string, string>,
    { name, trust }: { name: string; trust: Policy } = deployRole(
      mode,
      ONE_ACCOUNT
    )
  ): Promise<boolean> {
    const [provider = ''] = Object.keys(token)[0]?.split(':') ?? []
    const decision = await decide(
      { resource: trust.Statement },
      {
        principalArn: `arn:aws:iam::111122223333:oidc-provider/${provider}`,
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: `arn:aws:iam::111122223333:role/${name}`,
        context: token
      }
    )
    return decision === 'Allowed'
  }

  test.each(MODES)(
    'let the %s workflow in, with both forms of sub',
    async mode => {
      expect(await mayAssume(mode, tokenOf(mode))).toBe(true)
      const sub = `repo:your-org@1234567/your-repo@7654321:environment:${environments[mode]}`
      expect(
        await mayAssume(mode, { ...tokenOf(mode), [`${issuer}:sub`]: sub })
      ).toBe(true)
    }
  )

  test.each(MODES)('let nobody else in as %s', async mode => {
    const token = tokenOf(mode)
    for (const [key, values] of Object.entries({
      aud: ['https://github.com/your-org', 'STS.amazonaws.com'],
      sub: [
        'repo:your-org/your-repo:ref:refs/heads/main',
        'repo:your-org/your-repo:pull_request',
        `repo:your-org/your-repo:environment:${environments[mode]}-2`,
        `repo:your-org@7/your-repo@7:environment:${environments[mode]}`,
        `repo:another-org/your-repo:environment:${environments[mode]}`
      ],
      repository_id: ['7654322', ''],
      job_workflow_ref: [
        `your-org/your-repo/.github/workflows/${files[mode]}@refs/heads/other`,
        `your-org/your-repo/.github/workflows/${files[mode]}@refs/pull/1/merge`,
        'your-org/your-repo/.github/workflows/other.yml@refs/heads/main'
      ]
    })) {
      const name = `${issuer}:${key}`
      const { [name]: _, ...without } = token
      expect([name, await mayAssume(mode, without)]).toEqual([name, false])
      for (const value of values) {
        const told = await mayAssume(mode, { ...token, [name]: value })
        expect([value, told]).toEqual([value, false])
      }
    }
  })

  test('take each mode for itself', async () => {
    for (const mode of MODES) {
      for (const other of MODES.filter(one => one !== mode)) {
        expect(await mayAssume(mode, tokenOf(other))).toBe(false)
      }
    }
  })

  test('let the job that applies a recovery restore, where they are told its environment', async () => {
    const token = tokenOf('recover-apply')
    const RestoreWorkflows = token[`${issuer}:job_workflow_ref`] ?? ''
    const may = (more: Record<string, string>) =>
      mayAssume(
        'restore',
        token,
        deployRole('restore', { ...ONE_ACCOUNT, RestoreWorkflows, ...more })
      )
    const RecoverApplyEnvironment = environments['recover-apply']
    expect(await may({})).toBe(false)
    expect(await may({ RecoverApplyEnvironment })).toBe(true)
  })

  test('let the job that seeds make a pool, where they are told its environment', async () => {
    const token = {
      ...tokenOf('create-pool'),
      [`${issuer}:sub`]: 'repo:your-org/your-repo:environment:cognito-seed'
    }
    const may = (more: Record<string, string>) =>
      mayAssume(
        'create-pool',
        token,
        deployRole('create-pool', { ...ONE_ACCOUNT, ...more })
      )
    expect(await may({})).toBe(false)
    expect(await may({ SeedEnvironment: 'cognito-seed' })).toBe(true)
  })

  /** The claims whose lines docs/getting-started.md takes out for such a server. */
  const takenOut = [
    ...(
      /On a GitHub Enterprise Server[\s\S]*?\n\n/.exec(page)?.[0] ?? ''
    ).matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)
  ].map(([, key = '']) => key)

  /** What a server of an enterprise's own sends, as far as STS knows it. */
  const ofServer = (mode: Mode) => ({
    'github.example.com/_services/token:aud': 'sts.amazonaws.com',
    'github.example.com/_services/token:sub':
      tokenOf(mode)[`${issuer}:sub`] ?? ''
  })

  test.each(MODES)(
    'let the %s workflow of an Enterprise Server in, edited as docs/getting-started.md says',
    async mode => {
      const edited = (text: string) =>
        text.replaceAll(issuer, 'github.example.com/_services/token')
      const without = (text: string) =>
        edited(text)
          .split('\n')
          .filter(line => !takenOut.some(key => line.includes(`:${key}: `)))
          .join('\n')
      const role = (edit: (text: string) => string) =>
        deployRole(mode, ONE_ACCOUNT, undefined, edit)
      expect(await mayAssume(mode, ofServer(mode), role(edited))).toBe(false)
      expect(await mayAssume(mode, ofServer(mode), role(without))).toBe(true)
      const other = MODES.find(one => one !== mode) ?? mode
      expect(await mayAssume(mode, ofServer(other), role(without))).toBe(false)
    }
  )
})
