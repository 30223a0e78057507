import { describe, expect, test } from '@jest/globals'
import * as cognito from '@aws-sdk/client-cognito-identity-provider'
import * as unknown from '../../../src/cognito/calls/unknown-operations.ts'
import { decide, list, type Statement } from '../../fixtures/iam-policies.ts'
import {
  deploy,
  deployRole,
  MODES,
  ONE_ACCOUNT,
  parametersOf,
  type Mode,
  type Parameters
} from '../../fixtures/infra-stacks.ts'

const everything: Parameters = {
  ...ONE_ACCOUNT,
  GroupRoles: 'arn:aws:iam::111122223333:role/app-admins',
  VerifyMayPlan: 'true',
  VerifyMayCompare: 'true',
  LogDelivery: 'true',
  ReplicaBucketArn: 'arn:aws:s3:::my-backups-copy',
  ReplicaKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a-key'
}

/** What a pool that delivers logs takes: no log group can be named. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery'
]

const actionsOf = (statements: readonly Statement[]) =>
  statements.flatMap(({ Action }) => list(Action))

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
        // The SDK lacks this one, which is sent as it is.
        if (name === 'cognito-idp:CreateCIMDPolicy') continue
        expect([...Object.keys(cognito), ...Object.keys(unknown)]).toContain(
          `${name.slice(12)}Command`
        )
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
          'cognito-idp:CreateUserPool',
          'cognito-idp:DescribeUserPoolDomain',
          'cognito-idp:GetProvisionedLimit',
          'cognito-idp:ListUserPools',
          ...LOG_DELIVERY
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

  test.each([
    ['InitiatePointInTimeRecovery', 'recover-preview'],
    ['CancelPointInTimeRecovery', 'recover-preview'],
    ['StartPointInTimeRecovery', 'recover-apply']
  ])('call %s only as %s, for one pool', (operation, only) => {
    for (const mode of MODES) {
      const { Statement } = deployRole(mode, everything).policy
      const allowing = Statement.filter(({ Action }) =>
        list(Action).includes(`cognito-idp:${operation}`)
      )
      expect([mode, allowing.map(({ Resource }) => Resource)]).toEqual([
        mode,
        mode === only ? [ONE_ACCOUNT['RecoverUserPool']] : []
      ])
    }
  })

  test('of a verification changes nothing, even where it may plan and compare', () => {
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

  test.each([
    ['cognito-idp.amazonaws.com', 'Allowed'],
    ['cognito-identity.amazonaws.com', 'Allowed'],
    ['cognito-identity-us-gov.amazonaws.com', 'Allowed'],
    [undefined, 'Allowed'],
    ['lambda.amazonaws.com', 'ImplicitlyDenied'],
    ['ec2.amazonaws.com', 'ImplicitlyDenied']
  ])('hand the roles of groups on to %s: %s', async (service, decision) => {
    const may = (parameters: Parameters, role: string) =>
      decide(
        { own: deployRole('restore', parameters).policy.Statement },
        {
          principalArn: 'arn:aws:iam::111122223333:role/cognito-backup-restore',
          action: 'iam:PassRole',
          resource: `arn:aws:iam::111122223333:role/${role}`,
          context: { 'iam:PassedToService': service }
        }
      )
    expect(await may(everything, 'app-admins')).toBe(decision)
    expect(await may(everything, 'admin')).toBe('ImplicitlyDenied')
    expect(await may(ONE_ACCOUNT, 'app-admins')).toBe('ImplicitlyDenied')
    // The role of import logs is Cognito's user pools' alone.
    expect(await may(everything, 'cognito-backup-import-logs')).toBe(
      service === 'cognito-idp.amazonaws.com' ? 'Allowed' : 'ImplicitlyDenied'
    )
  })

  test.each(['restore', 'verify'] as const)(
    'of a %s reads the copy where there is one',
    async mode => {
      const judge = (parameters: Parameters) =>
        decide(
          { own: deployRole(mode, parameters).policy.Statement },
          {
            principalArn: `arn:aws:iam::111122223333:role/cognito-backup-${mode}`,
            action: 's3:GetObject',
            resource:
              'arn:aws:s3:::my-backups-copy/cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/manifest.json'
          }
        )
      expect(await judge(everything)).toBe('Allowed')
      expect(await judge(ONE_ACCOUNT)).toBe('ImplicitlyDenied')
    }
  )
})

describe('in two accounts', () => {
  const recover = { ...parametersOf('recover'), ...parametersOf('create-pool') }
  const NO_POOLS = {
    UserPools: '',
    RestoreUserPools: '',
    RecoverUserPool: '',
    CreatesPools: 'false'
  }
  const NO_BUCKET = { BucketName: '', KmsKeyArn: '' }
  const pools = { ...recover, ...parametersOf('pool-account'), ...NO_BUCKET }
  const store = { ...recover, ...parametersOf('backup-account'), ...NO_POOLS }
  /** A preview needs no bucket. */
  const ofBucket = MODES.filter(mode => mode !== 'recover-preview')
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
    expect(services('recover-preview', pools)).toEqual(['cognito-idp'])
    expect(services('recover-apply', pools)).toEqual(['cognito-idp'])
    expect(services('create-pool', pools)).toEqual(['cognito-idp', 'iam'])
    for (const mode of ofBucket) {
      expect(services(mode, store)).toEqual(['s3', 'kms'])
    }
    expect(deploy('recover-role', store).resources).not.toHaveProperty(
      'RecoverPreviewRole'
    )
  })

  test('both halves are the whole', () => {
    const own = { ...pools, ...ONE_ACCOUNT }
    for (const mode of ofBucket) {
      const whole = deployRole(mode, own).policy.Statement
      const halves = [
        ...deployRole(mode, pools).policy.Statement,
        ...deployRole(mode, { ...store, ...ONE_ACCOUNT, ...NO_POOLS }).policy
          .Statement
      ]
      expect(halves).toEqual(whole)
    }
  })
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
    expect(() => deployRole('export', { ...ONE_ACCOUNT, ...changed })).toThrow(
      name
    )
  })
})

test('the role of import logs writes logs, for Cognito alone', () => {
  const { resources, outputs } = deploy('restore-role', ONE_ACCOUNT)
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
  const none = deploy('restore-role', { ...ONE_ACCOUNT, ImportJobs: 'false' })
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
