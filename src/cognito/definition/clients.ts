import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type ClientSecretDescriptorType,
  type ClientTypeType,
  type UserPoolClientType
} from '@aws-sdk/client-cognito-identity-provider'
import { stopIfCancelled } from '../../shared/errors.ts'
import { expectMember, keepDescribed, listNames } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/** A secret of an app client: its id and its date, never its value. */
export type CapturedSecret = Omit<
  Stored<ClientSecretDescriptorType>,
  'ClientSecretValue'
>

/** An app client without its secret. */
export interface CapturedClient extends Omit<
  Stored<UserPoolClientType>,
  'ClientSecret'
> {
  /** Where Secrets Manager keeps the secret, if it does. */
  ClientSecretArn?: string
  /** Whether there was a secret, which a new client has to be given again. */
  hasClientSecret: boolean | 'unknown'
  /** Its secrets by id and date; absent where they could not be listed. */
  secrets?: CapturedSecret[]
}

/** The ids of app clients, sorted. */
export interface ListedClients {
  /** All that are described. */
  ids: readonly string[]
  /** Those of them that didn't register themselves. */
  regular: ReadonlySet<string>
  /** How many the pool has. */
  listed: number
  /** How many registered themselves and are over the limit. */
  leftOut: number
}

/**
 * Lists the app clients (ListUserPoolClients). Anybody may register a client in a
 * pool with open dynamic registration, so of those that registered themselves a
 * limited number is described; the others are all described.
 *
 * @param limit most clients that registered themselves
 */
export async function listClients(
  source: Source,
  limit: number
): Promise<ListedClients> {
  // "If you omit ClientType, the response includes app clients of all types."
  const all = await listIds(source)
  const regular = new Set(await listIds(source, 'REGULAR'))
  const registered = all.filter(id => !regular.has(id))
  const described = new Set(registered.slice(0, limit))
  return {
    ids: all.filter(id => regular.has(id) || described.has(id)),
    regular,
    listed: all.length,
    leftOut: registered.length - described.size
  }
}

function listIds(source: Source, type?: ClientTypeType): Promise<string[]> {
  const { userPoolId } = source.pool
  return listNames(
    source,
    'clients',
    'ListUserPoolClients',
    'ClientId',
    token =>
      ask(
        source,
        'ListUserPoolClients',
        new ListUserPoolClientsCommand({
          UserPoolId: userPoolId,
          MaxResults: 60,
          NextToken: token,
          ...(type !== undefined && { ClientType: type })
        })
      )
  )
}

/**
 * What `read` finds for each app client, in the order of the ids. One at a time:
 * Cognito takes five calls a second of one operation for one pool, and a chain
 * of calls is already as fast as that.
 */
export async function ofEachClient<T>(
  { signal }: Source,
  clientIds: readonly string[],
  read: (clientId: string) => Promise<T | undefined>
): Promise<T[]> {
  const found: T[] = []
  for (const clientId of clientIds) {
    stopIfCancelled(signal)
    const one = await read(clientId)
    if (one !== undefined) found.push(one)
  }
  return found
}

/**
 * The app clients as DescribeUserPoolClient tells of them, which gives their
 * secrets in plain text. It shows that there is a secret, never that there is
 * none. Clients that were deleted meanwhile are left out.
 */
export function readClients(
  source: Source,
  clientIds: readonly string[]
): Promise<CapturedClient[]> {
  const operation = 'DescribeUserPoolClient'
  return ofEachClient(source, clientIds, async clientId => {
    const answer = await unlessAbsent(
      ask(
        source,
        operation,
        new DescribeUserPoolClientCommand({
          UserPoolId: source.pool.userPoolId,
          ClientId: clientId
        })
      )
    )
    if (answer === undefined) return undefined
    const client = expectMember(
      keepDescribed<UserPoolClientType>(source, 'clients', operation, answer)
    )
    const described = answer['UserPoolClient'] as UserPoolClientType & {
      ClientSecretArn?: unknown
    }
    const { ClientSecret, ClientSecretArn } = described
    // What is empty is as good as left out: emulators write it so.
    const isShown = Boolean(ClientSecret) || Boolean(ClientSecretArn)
    return { ...client, hasClientSecret: isShown || 'unknown' }
  })
}
