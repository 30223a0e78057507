import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import { addToGroup } from '../../../cognito/writes.ts'
import type { Ending } from '../../../shared/ending.ts'
import {
  AwsCallError,
  StoppedCallError,
  UserError
} from '../../../shared/errors.ts'
import type { Clock, RandomBytes } from '../../../shared/world.ts'
import type { UserPlan } from '../../plan/users/user-plan.ts'
import type { RestorePolicies } from '../../policies.ts'
import type { CreatedUsers } from '../../records/created-users.ts'
import { failsEveryUser } from './failures.ts'

/** Makes the memberships of a group wait until the group exists. */
export interface GroupsReady {
  /**
   * @returns `undefined` if there is nothing to wait for
   * @throws the error that the creation of the group failed with
   */
  ready(group: string): Promise<void> | undefined
}

/** What the steps of one user need. */
export interface ApplyTools {
  pool: PoolClient
  randomBytes: RandomBytes
  minimumPasswordLength: number
  policies: RestorePolicies
  groups: GroupsReady
  clock: Clock
  /** Since when an unfinished run may have created users, in ms since 1970. */
  unfinishedSince: number | undefined
  /** The users that restores have created. */
  created: Pick<CreatedUsers, 'has' | 'add' | 'stored'>
  /** Subs of users of the pool that are counted as billed already. */
  billed: ReadonlySet<string>
  /** After `lastWrite`, no further step begins. */
  ending: Ending
}

/** The result for one user. `failures` has every call that failed for good. */
export interface UserResult {
  /** Whether the run made a call for the user that AWS bills. */
  isBilled: boolean
  /** Whether any call succeeded. */
  isWritten: boolean
  /** `undefined` if the user wasn't created, or if that isn't known. */
  sub: string | undefined
  /** Whether the run stopped in the middle of the user. */
  isInterrupted: boolean
  /** Whether the run gave up a call whose effect isn't known. */
  isInDoubt: boolean
  membershipsAdded: number
  membershipsRemoved: number
  membershipsFailed: number
  failures: AwsCallError[]
  /** Whether an import job of this run has created the user. */
  wasImported?: boolean
  /** Whether another run of this restore has created the user. */
  isOfOtherRun?: boolean
  /** Another user with the name, which was left alone. */
  found?: { sub: string; isConflict: boolean }
}

/** Whether another run has created, and counted, the user. */
export function isOfOtherRun(
  plan: UserPlan,
  { isOfOtherRun = false }: UserResult
): boolean {
  const isResumed = plan.action === 'create' && plan.resumes !== undefined
  return isResumed || isOfOtherRun
}

/**
 * Begins the steps of one user. A step that fails doesn't throw.
 *
 * @param name the username that the calls are made with
 */
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
    /** Whether the run stops, or every further step would fail as well. */
    isStopped: () =>
      result.isInterrupted || result.failures.some(failsEveryUser),
    /**
     * Makes a step and records its failure.
     * @returns whether it succeeded
     */
    attempt: (step: () => Promise<unknown>) =>
      make(step, error => result.failures.push(error)),
    /** Makes a step that Cognito may refuse for this user alone. */
    tryOnce: (step: () => Promise<unknown>) =>
      make(step, error => {
        if (failsEveryUser(error)) result.failures.push(error)
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
      // The run stopped during the call, or while it waited for a group.
      else if (error instanceof UserError) {
        result.isInterrupted = true
        result.isInDoubt ||=
          error instanceof StoppedCallError && error.mayHaveHappened
      } else throw error
      return false
    }
  }
}
