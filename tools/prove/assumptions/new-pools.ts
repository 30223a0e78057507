import type { Assumption } from './assumption.ts'

const NOT_THE_SAME = '`mode: create-pool` ends with `not-the-same`.'

/** What create-pool relies on: its order, its errors, and defaults. */
export const newPoolAssumptions: readonly Assumption[] = [
  {
    id: 'client-after-scope',
    where: 'src/create-pool/plan/order-steps.ts',
    assumption:
      'Cognito refuses an app client whose scope or provider is not there yet.',
    ifNot: 'Nothing: the order is right either way.'
  },
  {
    id: 'part-twice',
    where: 'src/create-pool/rerun/parts-there.ts',
    assumption:
      'A resource server, group or provider that exists is refused, and a second app client of a name is not.',
    ifNot: 'A run that continues makes the part twice. Look for it first.'
  },
  {
    id: 'two-verification-mails',
    where: 'src/create-pool/apply/begin-pool.ts',
    assumption:
      "Where `CreateUserPool` refuses a code's and a link's text at once, it says `InvalidParameterException`.",
    ifNot: 'Add the name to `begin-pool.ts`.'
  },
  {
    id: 'new-pool-listed',
    where: 'src/create-pool/apply/begin-pool.ts',
    assumption: '`ListUserPools` has a new pool within seven seconds.',
    ifNot: 'Raise `LOOK_AGAIN`.'
  },
  {
    id: 'pool-name-kept',
    where: 'src/create-pool/parts/update-body.ts',
    assumption: "`UpdateUserPool` without `PoolName` keeps the pool's name.",
    ifNot: NOT_THE_SAME
  },
  {
    id: 'developer-attribute',
    where: 'src/create-pool/parts/schema.ts',
    assumption:
      'An attribute added with `DeveloperOnlyAttribute` gets the name `dev:x` or `dev:custom:x`.',
    ifNot: NOT_THE_SAME
  },
  {
    id: 'pool-clocks',
    where: 'src/create-pool/target/pools-of-name.ts',
    assumption: 'The clocks of S3 and Cognito differ by less than 60 seconds.',
    ifNot: 'A begun pool counts as foreign, and is left alone.'
  },
  {
    id: 'recovery-emptied',
    where: 'src/create-pool/parts/update-body.ts',
    assumption:
      '`UpdateUserPool` with an empty `AccountRecoverySetting` brings back a pool without one.',
    ifNot: NOT_THE_SAME,
    byHand:
      "aws cognito-idp update-user-pool --user-pool-id $POOL --account-recovery-setting '{}'; aws cognito-idp describe-user-pool --user-pool-id $POOL"
  },
  {
    id: 'replica-changes-nothing',
    where: 'src/create-pool/finish/check-finished.ts',
    assumption:
      '`CreateUserPoolReplica` changes no setting of the pool, and the list shows the replica at once.',
    ifNot: NOT_THE_SAME,
    byHand: 'Replicate a pool, and run mode: compare with a snapshot of before.'
  },
  {
    id: 'sms-shown-as-factor',
    where: 'src/create-pool/parts/mfa.ts',
    assumption:
      '`GetUserPoolMfaConfig` shows `SmsMfaConfiguration` also where text messages are no factor.',
    ifNot: 'The finding `sms-factor/mfa` asks for nothing.',
    byHand:
      'Turn the factor on and off: aws cognito-idp get-user-pool-mfa-config --user-pool-id $POOL'
  },
  {
    id: 'acr-of-lite',
    where: 'src/create-pool/parts/pool-differences.ts',
    assumption:
      'A pool of the plan LITE has the names of `AcrConfiguration` that Cognito gives.',
    ifNot: 'Drop the announcement.',
    byHand:
      'aws cognito-idp create-user-pool --pool-name prove --user-pool-tier LITE; aws cognito-idp describe-user-pool --user-pool-id $POOL'
  },
  {
    id: 'new-role-known',
    where: 'src/cognito/send-change.ts',
    assumption: 'Cognito takes a new IAM role within 15 seconds.',
    ifNot: 'The run stops at the SMS role; the next one goes on.',
    byHand: 'Create a role, and at once a pool that sends with it.'
  },
  {
    id: 'free-domain',
    where: 'src/cognito/user-pools.ts',
    assumption: 'An empty description of a domain means that no pool has it.',
    ifNot: 'The run stops there: give another prefix.',
    byHand:
      'aws cognito-idp describe-user-pool-domain --domain $DOMAIN_OF_ANOTHER_ACCOUNT'
  },
  {
    id: 'computed-details',
    where: 'src/create-pool/parts/provider-details.ts',
    assumption:
      '`CreateIdentityProvider` takes back what Cognito adds to the details of Facebook, Amazon and Apple.',
    ifNot: 'The run stops there: leave the provider out.',
    byHand: 'Make such a provider, and another one of its description.'
  },
  {
    id: 'provided-values-assets',
    where: 'src/create-pool/parts/managed-login.ts',
    assumption:
      '`CreateManagedLoginBranding` takes `UseCognitoProvidedValues` with `Assets`.',
    ifNot: 'The run stops there: leave the style out.',
    byHand: 'Make a style of that kind.'
  },
  {
    id: 'revocation-absent',
    where: 'src/create-pool/parts/client.ts',
    assumption:
      'An app client whose description lacks `EnableTokenRevocation` has it on.',
    ifNot: 'Set it to false.',
    byHand:
      'Find a client from before June 2021: aws cognito-idp describe-user-pool-client --user-pool-id $POOL --client-id $CLIENT'
  },
  {
    id: 'managed-secret-again',
    where: 'src/create-pool/parts/client-secret.ts',
    assumption:
      'A new client asks by `PublishSecretsInAWSSecretsManager` to keep its secret there.',
    ifNot: NOT_THE_SAME,
    byHand:
      'aws cognito-idp create-user-pool-client --user-pool-id $POOL --client-name prove --generate-secret --publish-secrets-in-aws-secrets-manager'
  },
  {
    id: 'foreign-triggers',
    where: 'src/create-pool/parts/triggers.ts',
    assumption:
      'Cognito takes functions of another account or Region as triggers.',
    ifNot: 'Setting them fails at the end: give others by `replace`.',
    byHand:
      'aws cognito-idp update-user-pool --user-pool-id $POOL --lambda-config PreSignUp=$FOREIGN_FUNCTION'
  },
  {
    id: 'ses-linked-role',
    where: 'infra/create-pool-role.yml',
    assumption:
      'The first pool of an account that sends by SES needs `iam:CreateServiceLinkedRole`.',
    ifNot: 'Take it out of the role.',
    byHand: 'In a new account, make a pool that sends by SES.'
  },
  {
    id: 'custom-domain-distribution',
    where: 'infra/create-pool-role.yml',
    assumption:
      'A custom domain needs no `cloudfront:UpdateDistribution` of the caller.',
    ifNot: 'Allow it on `*`, and run again.',
    byHand: 'Run mode: create-pool with domain: keep and that role.'
  }
]
