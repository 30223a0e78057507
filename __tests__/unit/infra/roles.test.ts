import { describe, expect, test } from '@jest/globals'
import * as cognito from '@aws-sdk/client-cognito-identity-provider'
import {
  applies,
  decide,
  list,
  type AccessRequest,
  type Statement
} from '../../fixtures/iam-policies.ts'
import {
  deploy,
  deployRole,
  parametersOf,
  type Mode,
  type Parameters
} from '../../fixtures/infra-stacks.ts'

const MODES: readonly Mode[] = ['export', 'restore', 'verify']
const oneAccount = parametersOf('one-account')
const everything: Parameters = {
  ...oneAccount,
  GroupRoles: 'arn:aws:iam::111122223333:role/app-admins',
  VerifyMayPlan: 'true',
  ReplicaBucketArn: 'arn:aws:s3:::my-backups-copy',
  ReplicaKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a-key'
}

const actionsOf = (statements: readonly Statement[]) =>
  statements.flatMap(({ Action }) => list(Action))

describe('the trust policies', () => {
  const issuer = 'token.actions.githubusercontent.com'
  const environments = {
    export: 'cognito-backup',
    restore: 'cognito-restore',
    verify: 'cognito-verify'
  }
  const files = {
    export: 'backup.yml',
    restore: 'restore.yml',
    verify: 'verify.yml'
  }

  /** What a job of the repository sends. */
  const tokenOf = (mode: Mode): Record<string, string> => ({
    [`${issuer}:aud`]: 'sts.amazonaws.com',
    [`${issuer}:sub`]: `repo:your-org/your-repo:environment:${environments[mode]}`,
    [`${issuer}:repository_id`]: '7654321',
    [`${issuer}:job_workflow_ref`]: `your-org/your-repo/.github/workflows/${files[mode]}@refs/heads/main`
  })

  function mayAssume(mode: Mode, token: Record<string, string>): boolean {
    const [statement, ...others] = deployRole(mode, oneAccount).trust.Statement
    if (statement === undefined || others.length > 0) {
      throw new Error('There is not one statement')
    }
    const { Principal, ...rest } = statement
    expect(Principal).toEqual({
      Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}`
    })
    return applies(rest, {
      principalArn: '',
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: '*',
      context: token
    })
  }

  test.each(MODES)('let the %s workflow in, with both forms of sub', mode => {
    expect(mayAssume(mode, tokenOf(mode))).toBe(true)
    const sub = `repo:your-org@1234567/your-repo@7654321:environment:${environments[mode]}`
    expect(mayAssume(mode, { ...tokenOf(mode), [`${issuer}:sub`]: sub })).toBe(
      true
    )
  })

  test.each(MODES)('let nobody else in as %s', mode => {
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
      expect([name, mayAssume(mode, without)]).toEqual([name, false])
      for (const value of values) {
        const told = mayAssume(mode, { ...token, [name]: value })
        expect([value, told]).toEqual([value, false])
      }
    }
  })

  test('take each mode for itself', () => {
    for (const mode of MODES) {
      for (const other of MODES.filter(one => one !== mode)) {
        expect(mayAssume(mode, tokenOf(other))).toBe(false)
      }
    }
  })
})

describe('the roles', () => {
  test('have no wildcard among their actions', () => {
    for (const mode of MODES) {
      const { Statement } = deployRole(mode, everything).policy
      expect(actionsOf(Statement).length).toBeGreaterThan(6)
      for (const action of actionsOf(Statement)) {
        expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/)
      }
    }
  })

  test('name operations that Cognito has', () => {
    for (const mode of MODES) {
      const names = actionsOf(
        deployRole(mode, everything).policy.Statement
      ).filter(action => action.startsWith('cognito-idp:'))
      expect(names.length).toBeGreaterThan(1)
      for (const name of names) {
        expect(Object.keys(cognito)).toContain(`${name.slice(12)}Command`)
      }
    }
  })

  test('may do something to everything only where no pool can be named', () => {
    for (const mode of MODES) {
      const { Statement } = deployRole(mode, everything).policy
      const unlimited = Statement.filter(({ Resource = '*' }) =>
        list(Resource).includes('*')
      )
      for (const action of actionsOf(unlimited)) {
        expect([
          'cognito-idp:DescribeUserPoolDomain',
          'cognito-idp:GetProvisionedLimit'
        ]).toContain(action)
      }
    }
  })

  test('delete nothing', () => {
    for (const mode of MODES) {
      const { Statement } = deployRole(mode, everything).policy
      const allowed = Statement.filter(({ Effect }) => Effect === 'Allow')
      expect(
        actionsOf(allowed).filter(name => name.includes('Delete'))
      ).toEqual([])
    }
  })

  test('of a verification changes nothing, even where it may plan', () => {
    const { Statement } = deployRole('verify', everything).policy
    for (const action of actionsOf(Statement)) {
      expect(action).toMatch(/:(Describe|Get|List|Decrypt)/)
    }
  })

  test('of an export reads no snapshot', () => {
    const { Statement } = deployRole('export', everything).policy
    expect(
      actionsOf(Statement).filter(name => !name.startsWith('cognito-idp:'))
    ).toEqual(['s3:PutObject', 's3:PutObject', 'kms:GenerateDataKey'])
  })

  const put = (mode: Mode, key: string) => {
    const request: AccessRequest = {
      principalArn: `arn:aws:iam::111122223333:role/cognito-backup-${mode}`,
      action: 's3:PutObject',
      resource: `arn:aws:s3:::my-backups/${key}`,
      context: {}
    }
    return decide(deployRole(mode, oneAccount).policy.Statement, request)
  }
  const snapshot = 'eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP'

  test('write what is theirs, and nothing of each other', () => {
    const manifest = `cognito-backup/${snapshot}/manifest.json`
    const journal =
      'cognito-backup/eu-west-1_Zy98Xw76V/restores/20261123T020000Z-ABCDEFGHIJKLMNOP/started-1.json'
    expect(put('export', manifest)).toBe('allowed')
    expect(put('export', journal)).toBe('denied')
    expect(put('restore', journal)).toBe('allowed')
    expect(put('restore', manifest)).toBe('not allowed')
    expect(put('verify', manifest)).toBe('not allowed')
    expect(put('verify', journal)).toBe('not allowed')
  })

  test('write under no other prefix', () => {
    expect(put('export', `other/${snapshot}/manifest.json`)).toBe('not allowed')
    expect(put('restore', 'other/pool/restores/x/report.ndjson.gz')).toBe(
      'not allowed'
    )
  })

  test('hand on none but the roles that they were told', () => {
    const pass = ({ policy }: { policy: { Statement: Statement[] } }) =>
      policy.Statement.filter(({ Action }) => Action === 'iam:PassRole')
    expect(pass(deployRole('restore', oneAccount))).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111122223333:role/cognito-backup-import-logs',
        Condition: {
          StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' }
        }
      }
    ])
    expect(
      pass(deployRole('restore', { ...everything, ImportJobs: 'false' }))
    ).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: ['arn:aws:iam::111122223333:role/app-admins']
      }
    ])
  })

  test('read the copy where there is one', () => {
    for (const mode of ['restore', 'verify'] as const) {
      const request: AccessRequest = {
        principalArn: '',
        action: 's3:GetObject',
        resource: `arn:aws:s3:::my-backups-copy/cognito-backup/${snapshot}/manifest.json`,
        context: {}
      }
      const judge = (parameters: Parameters) =>
        decide(deployRole(mode, parameters).policy.Statement, request)
      expect(judge(everything)).toBe('allowed')
      expect(judge(oneAccount)).toBe('not allowed')
    }
  })
})

describe('in two accounts', () => {
  const pools = parametersOf('pool-account')
  const store = parametersOf('backup-account')
  const services = (mode: Mode, parameters: Parameters) => [
    ...new Set(
      actionsOf(deployRole(mode, parameters).policy.Statement).map(
        action => action.split(':')[0]
      )
    )
  ]

  test('the roles of one know no bucket, and those of the other no pool', () => {
    expect(services('export', pools)).toEqual(['cognito-idp'])
    expect(services('restore', pools)).toEqual(['cognito-idp', 'iam'])
    expect(services('verify', pools)).toEqual(['cognito-idp'])
    for (const mode of MODES) {
      expect(services(mode, store)).toEqual(['s3', 'kms'])
    }
  })

  test('both halves are the whole', () => {
    const own = { ...pools, ...oneAccount }
    for (const mode of MODES) {
      const whole = deployRole(mode, own).policy.Statement
      const halves = [
        ...deployRole(mode, pools).policy.Statement,
        ...deployRole(mode, { ...store, ...oneAccount, ...NO_POOLS }).policy
          .Statement
      ]
      expect(halves).toEqual(whole)
    }
  })

  const NO_POOLS = { UserPools: '', RestoreUserPools: '' }
})

describe('what CloudFormation refuses', () => {
  test.each([
    [{ BucketName: 'my-backups', KmsKeyArn: '' }, 'KmsKeyArn'],
    [{ GitHubRepositoryId: 'your-repo' }, 'GitHubRepositoryId'],
    [{ GitHubOwnerId: '' }, 'GitHubOwnerId'],
    [{ UserPools: 'eu-west-1_Ab12Cd34E' }, 'UserPools'],
    [{ ExportEnvironment: '' }, 'ExportEnvironment'],
    [{ ExportWorkflows: 'backup.yml' }, 'ExportWorkflows'],
    [
      {
        ExportWorkflows:
          'your-org/your-repo/.github/workflows/*@refs/heads/main'
      },
      'ExportWorkflows'
    ]
  ])('%j, with the name of the parameter', (changed, name) => {
    expect(() => deployRole('export', { ...oneAccount, ...changed })).toThrow(
      name
    )
  })
})

test('the role of import logs writes logs, for Cognito alone', () => {
  const { resources, outputs } = deploy('restore-role', oneAccount)
  const { AssumeRolePolicyDocument, Policies } = resources[
    'ImportLogsRole'
  ] as {
    AssumeRolePolicyDocument: { Statement: Statement[] }
    Policies: { PolicyDocument: { Statement: Statement[] } }[]
  }
  expect(AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Action: 'sts:AssumeRole'
    }
  ])
  expect(Policies.flatMap(one => one.PolicyDocument.Statement)).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents'
      ],
      Resource: 'arn:aws:logs:*:111122223333:log-group:/aws/cognito/*'
    }
  ])
  expect(Object.keys(outputs)).toEqual(['RestoreRoleArn', 'ImportLogsRoleArn'])
  const none = deploy('restore-role', { ...oneAccount, ImportJobs: 'false' })
  expect(Object.keys(none.resources)).toEqual(['RestoreRole'])
  expect(Object.keys(none.outputs)).toEqual(['RestoreRoleArn'])
})

test("GitHub's provider is asked for by STS's audience", () => {
  expect(deploy('oidc-provider', {}).resources).toEqual({
    OidcProvider: {
      Url: 'https://token.actions.githubusercontent.com',
      ClientIdList: ['sts.amazonaws.com']
    }
  })
})
