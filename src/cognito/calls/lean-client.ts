import type {
  CognitoIdentityProviderClient,
  GroupType,
  UserType
} from '@aws-sdk/client-cognito-identity-provider'
import { withoutNulls } from './answers.ts'

/**
 * Spares the SDK a third of the CPU of a large export. The SDK turns each user of
 * a page into typed objects, field by field, and its logging step copies every
 * answer for a log that doesn't exist. This takes users as JSON.parse gives them,
 * which differ from the SDK's only in their dates. Of a group's members, which
 * Cognito lists with all attributes, it takes only the username. Groups are few,
 * but the SDK throws at an invalid date without saying whose. Everything else,
 * errors included, is left to the SDK.
 */
export function leanClient(client: CognitoIdentityProviderClient): void {
  const itemsOf = new WeakMap<object, object[]>()
  const { middlewareStack } = client
  middlewareStack.remove('loggerMiddleware')
  middlewareStack.add(
    (next, context) => async args => {
      const result = await next(args)
      const listing = LISTINGS.get(String(context.commandName))
      if (listing !== undefined) {
        const items = await takeItems(result.response, listing.list)
        if (items !== undefined) itemsOf.set(context, items.map(listing.toItem))
      }
      return result
    },
    { name: 'takeItemsMiddleware', step: 'deserialize', priority: 'low' }
  )
  middlewareStack.add(
    (next, context) => async args => {
      const result = await next(args)
      const items = itemsOf.get(context)
      const listing = LISTINGS.get(String(context.commandName))
      return items === undefined || listing === undefined
        ? result
        : { ...result, output: { ...result.output, [listing.list]: items } }
    },
    { name: 'giveItemsMiddleware', step: 'initialize', priority: 'high' }
  )
}

/** In JSON: the SDK's type with dates in seconds since 1970. */
type Raw<T, Dates extends keyof T> = Omit<T, Dates> & Record<Dates, unknown>
type RawUser = Raw<UserType, 'UserCreateDate' | 'UserLastModifiedDate'>
type RawGroup = Raw<GroupType, 'CreationDate' | 'LastModifiedDate'>

/** A listing: the field with its items, and how to read one. */
interface Listing {
  list: string
  toItem: (item: object) => object
}

const LISTINGS = new Map<string, Listing>([
  [
    'ListUsersCommand',
    { list: 'Users', toItem: item => toUser(item as RawUser) }
  ],
  [
    'ListUsersInGroupCommand',
    {
      list: 'Users',
      toItem: item => ({ Username: (item as RawUser).Username })
    }
  ],
  [
    'ListGroupsCommand',
    { list: 'Groups', toItem: item => toGroup(item as RawGroup) }
  ]
])

function toUser(user: RawUser): UserType {
  return {
    ...user,
    UserCreateDate: toDate(user.UserCreateDate),
    UserLastModifiedDate: toDate(user.UserLastModifiedDate)
  }
}

function toGroup(group: RawGroup): GroupType {
  return {
    ...group,
    CreationDate: toDate(group.CreationDate),
    LastModifiedDate: toDate(group.LastModifiedDate)
  }
}

/**
 * Takes the items out of an answer and leaves the rest to the SDK. An answer that
 * is no such page stays as it is, for the SDK to judge.
 */
async function takeItems(
  response: unknown,
  list: string
): Promise<object[] | undefined> {
  const http = response as { statusCode: number; body: unknown }
  if (http.statusCode !== 200) return undefined
  const body = await textOf(http.body as AsyncIterable<Buffer>)
  const page = parse(body)
  const { [list]: found, ...rest } = page ?? {}
  const items = found ?? (isRestOfPage(page && rest) ? [] : undefined)
  if (!Array.isArray(items)) {
    http.body = Buffer.from(body)
    return undefined
  }
  http.body = Buffer.from(JSON.stringify(rest))
  return [...withoutNulls(items as (object | null)[])]
}

/**
 * Whether a page lacks its list because the list is empty. An answer without a
 * body, or of another kind, must not pass for the end of a listing.
 */
function isRestOfPage(rest: object | undefined): boolean {
  return (
    rest !== undefined && Object.keys(rest).every(key => key.endsWith('Token'))
  )
}

/**
 * Decodes a body when it is whole. Until then its pieces stay buffers, because
 * each garbage collection would copy strings.
 */
export async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const page: unknown = JSON.parse(body)
    return typeof page === 'object' && page !== null && !Array.isArray(page)
      ? (page as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function toDate(seconds: unknown): Date | undefined {
  return typeof seconds === 'number' ? new Date(seconds * 1000) : undefined
}
