import {
  listPage,
  type ListOperation,
  type SimulatorProcess
} from './simulator-process.ts'

/**
 * Who is in the pool beside confirmed users with a username: disabled ones, and
 * those whom a default restore skips.
 */
export const MIXED_PEOPLE = {
  disabledShare: 0.02,
  federatedShare: 0.03,
  noUsernameShare: 0.05
} as const

/** How much of what a restore gives back a pool holds. */
export interface PoolContent {
  users: number
  disabled: number
  groups: number
  /** Of the users who are counted. */
  memberships: number
}

/** A user as Cognito lists them. */
export interface ListedUser {
  Username: string
  Enabled: boolean
  UserStatus: string
  Attributes: { Name: string; Value: string }[]
}

/** Everybody who is in the pool. */
export const everybody = () => true

/**
 * Whether a restore with the default policies creates the user, in a pool where
 * MFA is off: told from Cognito's own answer and not from the snapshot.
 */
export function isRestoredByDefault(user: ListedUser): boolean {
  const sub = user.Attributes.find(({ Name }) => Name === 'sub')?.Value
  return user.UserStatus !== 'EXTERNAL_PROVIDER' && user.Username !== sub
}

/** Counts what a pool holds of the users who pass `counts`. */
export async function countPool(
  simulator: SimulatorProcess,
  userPoolId: string,
  counts: (user: ListedUser) => boolean
): Promise<PoolContent> {
  const pages = (operation: ListOperation, input: Record<string, string>) =>
    pagesOf(simulator, operation, { UserPoolId: userPoolId, ...input })
  const content = { users: 0, disabled: 0, groups: 0, memberships: 0 }
  for await (const page of pages('ListUsers', {})) {
    for (const user of usersOn(page).filter(counts)) {
      content.users += 1
      if (!user.Enabled) content.disabled += 1
    }
  }
  for await (const page of pages('ListGroups', {})) {
    for (const GroupName of groupsOn(page)) {
      content.groups += 1
      for await (const members of pages('ListUsersInGroup', { GroupName })) {
        content.memberships += usersOn(members).filter(counts).length
      }
    }
  }
  return content
}

/** The users on a page of ListUsers or ListUsersInGroup. */
export function usersOn(page: Buffer): ListedUser[] {
  return (JSON.parse(page.toString()) as { Users: ListedUser[] }).Users
}

/** The names of the groups on a page of ListGroups. */
export function groupsOn(page: Buffer): string[] {
  const { Groups: groups = [] } = JSON.parse(page.toString()) as {
    Groups?: { GroupName: string }[]
  }
  return groups.map(group => group.GroupName)
}

/** The pages of a listing, to the last token, of the seeded pool by default. */
export async function* pagesOf(
  simulator: SimulatorProcess,
  operation: ListOperation,
  input: Record<string, string> = {}
): AsyncGenerator<Buffer> {
  const name = operation === 'ListUsers' ? 'PaginationToken' : 'NextToken'
  let token: string | undefined
  do {
    const page = await listPage(simulator, operation, {
      ...input,
      [name]: token
    })
    yield page
    const answer = JSON.parse(page.toString()) as Record<string, unknown>
    token = answer[name] as string | undefined
  } while (token !== undefined)
}
