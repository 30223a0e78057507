import {
  DescribeManagedLoginBrandingByClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  ListUserPoolsCommand,
  type DomainDescriptionType,
  type ManagedLoginBrandingType,
  type UserPoolDescriptionType,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import { given, listed, presentText } from './calls/answers.ts'
import { callInJson, type InJson } from './calls/json-answer.ts'
import { listAll } from './calls/pages.ts'
import type { CognitoCalls, PoolCalls } from './calls/pool-client.ts'
import { unlessAbsent } from './definition/source.ts'

/** ListUserPools: "Valid Range: Minimum value of 1. Maximum value of 60." */
const POOLS_PER_PAGE = 60

/**
 * The ids of all user pools of a name, which isn't unique.
 *
 * @throws AwsCallError; StoppedCallError
 */
export async function listPoolsNamed(
  cognito: CognitoCalls,
  name: string,
  signal: AbortSignal
): Promise<string[]> {
  const pages = listAll('user pools', async token => {
    const answer = await callInJson(
      cognito,
      'ListUserPools',
      new ListUserPoolsCommand({
        MaxResults: POOLS_PER_PAGE,
        NextToken: token
      }),
      signal
    )
    const { UserPools, NextToken } = answer as {
      UserPools?: InJson<UserPoolDescriptionType>[]
      NextToken?: string
    }
    return { items: listed(UserPools, 'UserPools'), next: NextToken }
  })
  const ids: string[] = []
  for await (const page of pages) {
    for (const { Id, Name } of page) {
      if (Name === name) ids.push(presentText(Id, 'Id of a user pool'))
    }
  }
  return ids
}

/** How to tell a user pool from others of its name. */
export interface PoolMark {
  tags: Readonly<Record<string, string>>
  /** In ms since 1970, by Cognito's clock. */
  createdAt: number
  domains: readonly string[]
}

/**
 * The tags of a user pool, its age and its domains.
 *
 * @returns `undefined` if it is gone
 * @throws AwsCallError; StoppedCallError
 */
export async function readPoolMark(
  pool: PoolCalls,
  signal?: AbortSignal
): Promise<PoolMark | undefined> {
  const answer = await unlessAbsent(
    callInJson(
      pool,
      'DescribeUserPool',
      new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId }),
      signal
    )
  )
  if (answer === undefined) return undefined
  const {
    UserPoolTags: tags,
    CreationDate: seconds,
    Domain,
    CustomDomain
  } = (answer['UserPool'] ?? {}) as InJson<UserPoolType>
  return {
    tags: tags ?? {},
    createdAt: (seconds ?? NaN) * 1000,
    domains: [Domain, CustomDomain].flatMap(domain => given(domain) ?? [])
  }
}

/** What DescribeUserPoolDomain says of a domain. */
export interface DomainState {
  /** The pool that has it; `undefined`: none that Cognito names. */
  userPoolId: string | undefined
  /** `CREATING`, `ACTIVE`, `FAILED`, … */
  status: string | undefined
}

/**
 * Which user pool has a domain, of whichever account. Cognito answers with an
 * empty description where there is none.
 *
 * @throws AwsCallError; StoppedCallError
 */
export async function readDomain(
  cognito: CognitoCalls,
  domain: string,
  signal: AbortSignal
): Promise<DomainState> {
  const answer = await unlessAbsent(
    callInJson(
      cognito,
      'DescribeUserPoolDomain',
      new DescribeUserPoolDomainCommand({ Domain: domain }),
      signal
    )
  )
  const { UserPoolId, Status } = (answer?.['DomainDescription'] ??
    {}) as InJson<DomainDescriptionType>
  return { userPoolId: given(UserPoolId), status: given(Status) }
}

/**
 * The id of an app client's style of managed login.
 *
 * @throws AwsCallError; StoppedCallError; UserError `cognito-answer`
 */
export async function readBrandingId(
  pool: PoolCalls,
  clientId: string,
  signal: AbortSignal
): Promise<string> {
  const answer = await callInJson(
    pool,
    'DescribeManagedLoginBrandingByClient',
    new DescribeManagedLoginBrandingByClientCommand({
      UserPoolId: pool.userPoolId,
      ClientId: clientId
    }),
    signal
  )
  const { ManagedLoginBrandingId: id } = (answer['ManagedLoginBranding'] ??
    {}) as ManagedLoginBrandingType
  return presentText(id, 'ManagedLoginBrandingId of a branding')
}
