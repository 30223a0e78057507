import type {
  CognitoIdentityProviderClient,
  UserType
} from '@aws-sdk/client-cognito-identity-provider'

/**
 * Spares the SDK work that nobody wants, a third of the CPU of a large export:
 * it turns each user of a page into typed objects field by field, and its
 * logging step copies every answer for a log that there isn't. Here the users of
 * a page are taken as JSON.parse gives them, which differs in its dates alone;
 * and of the members of a group, whom Cognito lists with all their attributes,
 * only the name. All else is left to the SDK, errors too.
 */
export function leanClient(client: CognitoIdentityProviderClient): void {
  const usersOf = new WeakMap<object, UserType[]>()
  const { middlewareStack } = client
  middlewareStack.remove('loggerMiddleware')
  middlewareStack.add(
    (next, context) => async args => {
      const result = await next(args)
      const toUser = LISTINGS.get(String(context.commandName))
      if (toUser !== undefined) {
        const users = await takeUsers(result.response)
        if (users !== undefined) usersOf.set(context, users.map(toUser))
      }
      return result
    },
    { name: 'takeUsersMiddleware', step: 'deserialize', priority: 'low' }
  )
  middlewareStack.add(
    (next, context) => async args => {
      const result = await next(args)
      const users = usersOf.get(context)
      return users === undefined
        ? result
        : { ...result, output: { ...result.output, Users: users } }
    },
    { name: 'giveUsersMiddleware', step: 'initialize', priority: 'high' }
  )
}

/** A user in JSON: as the SDK's type, but for dates in seconds since 1970. */
type RawUser = Omit<UserType, 'UserCreateDate' | 'UserLastModifiedDate'> & {
  UserCreateDate?: number
  UserLastModifiedDate?: number
}

const LISTINGS = new Map<string, (user: RawUser) => UserType>([
  [
    'ListUsersCommand',
    user => ({
      ...user,
      UserCreateDate: toDate(user.UserCreateDate),
      UserLastModifiedDate: toDate(user.UserLastModifiedDate)
    })
  ],
  ['ListUsersInGroupCommand', ({ Username }) => ({ Username })]
])

/**
 * Takes the users out of an answer and leaves the SDK the rest of it. An answer
 * that isn't a page of users is left as it is, for the SDK to judge.
 */
async function takeUsers(response: unknown): Promise<RawUser[] | undefined> {
  const http = response as { statusCode: number; body: unknown }
  if (http.statusCode !== 200) return undefined
  const body = await textOf(http.body as AsyncIterable<Buffer>)
  const page = parse(body)
  if (page === undefined) {
    http.body = Buffer.from(body)
    return undefined
  }
  const { Users: users, ...rest } = page
  http.body = Buffer.from(JSON.stringify(rest))
  return users
}

/**
 * Decodes a body when it is whole. Its pieces as strings would be copied by each
 * garbage collection while they wait for one another; as buffers they aren't.
 */
export async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function parse(body: string): { Users: RawUser[] } | undefined {
  try {
    const page = JSON.parse(body) as { Users?: RawUser[] } | null
    return Array.isArray(page?.Users)
      ? { ...page, Users: page.Users }
      : undefined
  } catch {
    return undefined
  }
}

function toDate(seconds: unknown): Date | undefined {
  return typeof seconds === 'number' ? new Date(seconds * 1000) : undefined
}
