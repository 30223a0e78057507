import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { addToGroup } from '../../cognito/writes.ts'
import type { Ending } from '../../shared/ending.ts'
import {
  AwsCallError,
  StoppedCallError,
  UserError
} from '../../shared/errors.ts'
import type { Clock, RandomBytes } from '../../shared/world.ts'
import type { GroupsReady } from './apply-groups.ts'
import type { CreatedUsers } from '../records/created-users.ts'
import { isForEverybody } from './failures.ts'
import type { UserPlan } from '../plan/plan.ts'
import type { RestorePolicies } from '../policies.ts'

export interface ApplyTools {
  pool: PoolClient
  randomBytes: RandomBytes
  minimumPasswordLength: number
  policies: RestorePolicies
  groups: GroupsReady
  clock: Clock
  /** Since when an unfinished run may have created users, in ms since 1970. */
  unfinishedSince: number | undefined
  /** Which users earlier restores have created. */
  created: Pick<CreatedUsers, 'has' | 'add' | 'stored'>
  /** From its last write on no further step is begun. */
  ending: Ending
}

/** What came of one user; every call that failed for good is in `failures`. */
export interface UserResult {
  /** Whether a call that AWS bills was made for the user. */
  isBilled: boolean
  /** Whether any call succeeded. */
  isWritten: boolean
  /** `undefined` where the user wasn't created or nobody could tell. */
  sub: string | undefined
  /** The run stopped in the middle of the user; the next one continues. */
  isInterrupted: boolean
  /** … and a call was given up whose effect isn't known. */
  isInDoubt: boolean
  membershipsAdded: number
  membershipsRemoved: number
  membershipsFailed: number
  failures: AwsCallError[]
  /** Whether the user came out of an import job of this run. */
  wasImported?: boolean
  /** Another run of this restore created the user, and this one went on. */
  isOfOtherRun?: boolean
  /** Somebody with the user's name who isn't ours, and was left alone. */
  found?: { sub: string; isConflict: boolean }
}

/** Whom another run created, alive or dead, counts as created there alone. */
export function isOfOtherRun(
  plan: UserPlan,
  { isOfOtherRun = false }: UserResult
): boolean {
  const isResumed = plan.action === 'create' && plan.resumes !== undefined
  return isResumed || isOfOtherRun
}

/** The steps of one user, each of which may fail for itself. */
export function beginUser(tools: ApplyTools, name: string) {
  const result: UserResult = {
    isBilled: false,
    isWritten: false,
    sub: undefined,
    isInterrupted: false,
    isInDoubt: false,
    membershipsAdded: 0,
    membershipsRemoved: 0,
    membershipsFailed: 0,
    failures: []
  }
  const user = {
    name,
    result,
    /** Whether going on would only repeat a failure that meets everybody. */
    isStopped: () =>
      result.isInterrupted || result.failures.some(isForEverybody),
    /** Makes a step. Returns whether it succeeded; what failed is recorded. */
    attempt: (step: () => Promise<unknown>) =>
      make(step, error => result.failures.push(error)),
    /** Makes a step that may be refused, if only for this user. */
    tryOnce: (step: () => Promise<unknown>) =>
      make(step, error => {
        if (isForEverybody(error)) result.failures.push(error)
      }),
    async joinGroups(groups: readonly string[]): Promise<void> {
      for (const group of groups) {
        const isAdded = await user.attempt(async () => {
          await tools.groups.ready(group)
          await addToGroup(tools.pool, user.name, group)
        })
        if (isAdded) result.membershipsAdded += 1
        else if (!result.isInterrupted) result.membershipsFailed += 1
      }
    }
  }
  return user

  async function make(
    step: () => Promise<unknown>,
    onFailure: (error: AwsCallError) => unknown
  ): Promise<boolean> {
    if (user.isStopped()) return false
    if (tools.ending.lastWrite.aborted) {
      result.isInterrupted = true
      return false
    }
    try {
      await step()
      result.isWritten = true
      return true
    } catch (error) {
      if (error instanceof AwsCallError) onFailure(error)
      // The run stopped while the call was made, or waited for a group.
      else if (error instanceof UserError) {
        result.isInterrupted = true
        result.isInDoubt ||=
          error instanceof StoppedCallError && error.mayHaveHappened
      } else throw error
      return false
    }
  }
}
