import { isGroupGone, listGroups, listMembers } from '../cognito/groups.ts'
import { interleave } from '../cognito/calls/interleave.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { Fingerprints } from '../snapshot/fingerprints.ts'
import { groupCodec, membershipCodec } from '../snapshot/records.ts'
import type { Progress } from '../shared/world.ts'
import { toTime } from './classify.ts'

/** How many groups' members are listed at the same time. */
const GROUPS_AT_ONCE = 8

/**
 * Reads all groups.
 * @returns their names, and their lines in pages
 */
export async function readGroups(
  pool: PoolClient,
  signal: AbortSignal
): Promise<{ names: string[]; pages: string[][] }> {
  const names = new Set<string>()
  const pages: string[][] = []
  for await (const page of listGroups(pool, signal)) {
    // A listing that restarts, or that moves meanwhile, shows groups twice.
    const fresh = page.filter(({ name }) => {
      const isNew = !names.has(name)
      names.add(name)
      return isNew
    })
    pages.push(
      fresh.map(group =>
        groupCodec.encode({
          name: group.name,
          description: group.description ?? null,
          precedence: group.precedence ?? null,
          roleArn: group.roleArn ?? null,
          createdAt: toTime(group.createdAt),
          modifiedAt: toTime(group.modifiedAt)
        })
      )
    )
  }
  return { names: [...names], pages }
}

/** Counts of memberships. */
export interface MembershipTally {
  memberships: number
  /** Groups that were deleted after they had been listed. */
  vanishedGroups: number
}

/**
 * The lines of all memberships, each once, read group by group: that takes far
 * fewer calls than user by user.
 *
 * @param tally counts the memberships as they are read
 * @param salt a text that no member could know when choosing a username
 */
export async function* membershipLines(
  pool: PoolClient,
  groupNames: readonly string[],
  progress: Progress,
  signal: AbortSignal,
  tally: MembershipTally,
  salt: string
): AsyncGenerator<string[]> {
  async function* linesOf(group: string): AsyncGenerator<string[]> {
    // A listing that moves meanwhile shows members twice.
    const known = new Fingerprints(salt)
    try {
      for await (const members of listMembers(pool, group, signal)) {
        const fresh = members.filter(username => known.add(username))
        yield fresh.map(username => membershipCodec.encode({ group, username }))
      }
    } catch (error) {
      if (!isGroupGone(error)) throw error
      tally.vanishedGroups += 1
    }
  }
  const piece = progress.start('Reading memberships', 'membership')
  try {
    const groups = groupNames.map(linesOf)
    for await (const lines of interleave(groups, GROUPS_AT_ONCE)) {
      tally.memberships += lines.length
      piece.advance(lines.length)
      yield lines
    }
  } finally {
    piece.end()
  }
}
