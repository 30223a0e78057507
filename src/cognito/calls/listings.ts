import {
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type GroupType,
  type UserType
} from '@aws-sdk/client-cognito-identity-provider'
import { dateOf, withoutNulls } from './answers.ts'

/** A listing: the member of its answer that has the items, and how to read one. */
export interface Listing {
  operation: string
  list: 'Users' | 'Groups'
  toItem: (item: object) => object
}

/** A page of a listing: its items, and the other members of the answer. */
export interface ListingPage {
  items: readonly object[]
  rest: Readonly<Record<string, unknown>>
}

/** In JSON: the SDK's type with dates in seconds since 1970. */
type Raw<T, Dates extends keyof T> = Omit<T, Dates> & Record<Dates, unknown>
type RawUser = Raw<UserType, 'UserCreateDate' | 'UserLastModifiedDate'>
type RawGroup = Raw<GroupType, 'CreationDate' | 'LastModifiedDate'>

const LISTINGS = new Map<unknown, Listing>([
  [
    ListUsersCommand,
    {
      operation: 'ListUsers',
      list: 'Users',
      toItem: item => toUser(item as RawUser)
    }
  ],
  [
    ListUsersInGroupCommand,
    {
      operation: 'ListUsersInGroup',
      list: 'Users',
      toItem: item => ({ Username: (item as RawUser).Username })
    }
  ],
  [
    ListGroupsCommand,
    {
      operation: 'ListGroups',
      list: 'Groups',
      toItem: item => toGroup(item as RawGroup)
    }
  ]
])

/** The listing that a command of the SDK asks for, if it is one of these three. */
export function listingOf(command: object): Listing | undefined {
  return LISTINGS.get(command.constructor)
}

/**
 * Reads the body of an answer. Users are as JSON.parse gives them, which differ
 * from the SDK's only in their dates. Of a group's members, which Cognito lists
 * with all attributes, only the username is taken. Groups are few, but the SDK
 * throws at an invalid date without saying whose.
 *
 * @returns `undefined` if the body is no page of the listing
 */
export function readPage(
  body: string,
  { list, toItem }: Listing
): ListingPage | undefined {
  const page = parse(body)
  if (page === undefined) return undefined
  const { [list]: found, ...rest } = page
  const items = found ?? (isRestOfPage(rest) ? [] : undefined)
  if (!Array.isArray(items)) return undefined
  return { items: withoutNulls(items as (object | null)[]).map(toItem), rest }
}

/**
 * Whether a page lacks its list because the list is empty. An answer without a
 * body, or of another kind, must not pass for the end of a listing.
 */
function isRestOfPage(rest: object): boolean {
  return Object.keys(rest).every(key => key.endsWith('Token'))
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

function toUser(user: RawUser): UserType {
  // In place: a copy of each user would cost an export a twentieth of its time.
  return Object.assign(user, {
    UserCreateDate: toDate(user.UserCreateDate),
    UserLastModifiedDate: toDate(user.UserLastModifiedDate)
  })
}

function toGroup(group: RawGroup): GroupType {
  return Object.assign(group, {
    CreationDate: toDate(group.CreationDate),
    LastModifiedDate: toDate(group.LastModifiedDate)
  })
}

function toDate(seconds: unknown): Date | undefined {
  return typeof seconds === 'number' ? dateOf(seconds) : undefined
}
