import { AwsCallError } from '../errors.ts'
import { listGroups, listMembers } from '../cognito/groups.ts'
import type { PoolClient } from '../cognito/pool-client.ts'
import { listUsers } from '../cognito/users.ts'
import { groupCodec, membershipCodec, userCodec } from '../snapshot/records.ts'
import type { Progress } from '../world.ts'
import { toUserRecord, type PoolMfa } from './classify.ts'
import { KnownSubs } from './known-subs.ts'
import { countUser, type UserTally } from './tally.ts'

interface ListingTools {
  pool: PoolClient
  progress: Progress
  signal: AbortSignal
}

/** The lines of all users, each once, counted into `tally` on the way. */
export async function* userLines(
  { pool, progress, signal }: ListingTools,
  source: { mfa: PoolMfa; estimatedNumberOfUsers: number | undefined },
  tally: UserTally
): AsyncGenerator<string[]> {
  const known = new KnownSubs()
  const expected = source.estimatedNumberOfUsers
  const piece = progress.start('Reading users', 'user', expected)
  try {
    for await (const page of listUsers(pool, signal)) {
      const lines: string[] = []
      for (const user of page) {
        if (!known.add(user.sub)) {
          tally.duplicates += 1
          continue
        }
        const record = toUserRecord(user, source.mfa)
        countUser(tally, record)
        lines.push(userCodec.encode(record))
      }
      piece.advance(lines.length)
      yield lines
    }
  } finally {
    piece.end()
  }
}

/** The lines of all groups; `names` is complete when they have been read. */
export function groupLines({ pool, signal }: ListingTools) {
  const names: string[] = []
  async function* pages(): AsyncGenerator<string[]> {
    for await (const page of listGroups(pool, signal)) {
      names.push(...page.map(group => group.name))
      yield page.map(group =>
        groupCodec.encode({
          name: group.name,
          description: group.description ?? null,
          precedence: group.precedence ?? null,
          roleArn: group.roleArn ?? null,
          createdAt: group.createdAt.toISOString(),
          modifiedAt: group.modifiedAt.toISOString()
        })
      )
    }
  }
  return { names, pages: pages() }
}

/**
 * The lines of all memberships, group by group: far fewer calls than user by
 * user. A group that was deleted since it was listed has no members any more.
 */
export function membershipLines(
  { pool, progress, signal }: ListingTools,
  groupNames: readonly string[]
) {
  let count = 0
  let vanishedGroups = 0
  async function* pages(): AsyncGenerator<string[]> {
    const piece = progress.start('Reading memberships', 'membership')
    try {
      for (const group of groupNames) {
        for await (const members of membersOf(group)) {
          count += members.length
          piece.advance(members.length)
          yield members.map(username =>
            membershipCodec.encode({ group, username })
          )
        }
      }
    } finally {
      piece.end()
    }
  }
  async function* membersOf(group: string) {
    try {
      yield* listMembers(pool, group, signal)
    } catch (error) {
      if (!isGone(error)) throw error
      vanishedGroups += 1
    }
  }
  return {
    pages: pages(),
    count: () => count,
    vanishedGroups: () => vanishedGroups
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'ResourceNotFoundException'
  )
}
