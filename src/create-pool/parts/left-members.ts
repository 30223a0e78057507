import type { Kind } from '../../compare/definition/rules.ts'

/** Members of a part's settings that its request lacks, each with the reason. */
export type LeftMembers = Readonly<Record<string, string>>

const ID = 'Cognito gives another one'
const POOL = 'the id of the new pool takes its place'
const DATE = 'a date'
const STATE = 'a state, and no setting'
const OWN = 'this tool adds it, and other members say it'

/** What is common to answers that have both dates. */
const COMMON = { UserPoolId: POOL, CreationDate: DATE, LastModifiedDate: DATE }

/** Of the kinds of parts that have a request of their own. */
export const LEFT_MEMBERS: Readonly<Partial<Record<Kind, LeftMembers>>> = {
  client: {
    ...COMMON,
    ClientId: ID,
    ClientSecret: 'no snapshot holds it',
    ClientSecretArn: 'PublishSecretsInAWSSecretsManager asks for a new one',
    ClientType: 'a client that registered itself is not made',
    hasClientSecret: OWN,
    secrets: OWN
  },
  'identity-provider': { ...COMMON, removedProviderDetails: OWN },
  'resource-server': {
    UserPoolId: POOL,
    ManagedBy: 'one that Cognito manages is not made'
  },
  domain: {
    UserPoolId: POOL,
    AWSAccountId: 'the account of the old pool',
    S3Bucket: ID,
    CloudFrontDistribution: ID,
    Version: ID,
    Status: STATE,
    Routing: 'it needs a replica, which is made later'
  },
  branding: {
    ...COMMON,
    ImageUrl: 'the file itself is sent',
    CSSVersion: ID,
    logo: OWN
  },
  'managed-login': { ...COMMON, ManagedLoginBrandingId: ID },
  terms: { ...COMMON, TermsId: ID },
  'client-sessions': { UserPoolId: POOL },
  'cimd-policy': { ...COMMON, CIMDPolicyId: ID }
}
