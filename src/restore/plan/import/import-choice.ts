import { amount } from '../../../shared/amount.ts'
import type { RestorePolicies } from '../../policies.ts'
import type { ImportReadiness } from '../../target/import-format.ts'
import type { UserCreation } from '../users/user-plan.ts'
import { judgeRow, type ImportObstacle } from './csv-row.ts'
import { createJobSizes } from './job-size.ts'

/**
 * With at least this many users, `restore-method: auto` uses import jobs. The
 * API creates fewer users within minutes.
 */
export const WORTH_A_JOB = 5000

/** Whether import jobs create users, and why. */
export interface ImportChoice {
  /** Whether the inputs allow import jobs. */
  isAsked: boolean
  isUsed: boolean
  /** A sentence for the log and the job summary. */
  reason: string
  /** Users that fit into import files, whether jobs are used or not. */
  users: number
  jobs: number
  /** Users to create that fit into no file, by their obstacle. */
  obstacles: ReadonlyMap<ImportObstacle, number>
}

/** Users that import jobs create: all that fit into a file, or none. */
export function importedUsers({ isUsed, users }: ImportChoice): number {
  return isUsed ? users : 0
}

/** The calls of a plan by operation, and the users that they bill. */
interface ApiWork {
  calls: Map<string, number>
  billed: number
}

/** Counts what import jobs would do, while users are planned. */
export interface ImportCount {
  add(plan: UserCreation): void
  /** To be called after all users were added. */
  choose(policies: RestorePolicies): ImportChoice
  /** Subtracts the calls and the billed users that import jobs save. */
  subtractFrom(work: ApiWork, policies: RestorePolicies): void
}

/** @param readiness whether import jobs are possible at all */
export function countImport(readiness: ImportReadiness): ImportCount {
  const { format } = readiness
  const header = format?.columns.join(',') ?? ''
  const sizes = createJobSizes(Buffer.byteLength(header) + 1)
  const obstacles = new Map<ImportObstacle, number>()
  /** Users with an attribute that would need an API call of its own. */
  let late = 0
  /** Users that need no call afterwards that AWS bills. */
  let unbilled = 0
  return {
    add(plan) {
      if (format === undefined || plan.resumes !== undefined) return
      const row = judgeRow(plan, format)
      if ('obstacle' in row) {
        obstacles.set(row.obstacle, (obstacles.get(row.obstacle) ?? 0) + 1)
        return
      }
      sizes.add(row.bytes)
      if (Object.keys(plan.attributesAfterwards).length > 0) late += 1
      if (plan.groups.length + plan.identities.length === 0) unbilled += 1
    },
    choose(policies) {
      const { rows: users, jobs } = sizes
      const isAsked = policies.restoreMethod !== 'api'
      const decision = decide(policies, readiness, users)
      return { isAsked, ...decision, users, jobs, obstacles }
    },
    subtractFrom(work, policies) {
      const { calls } = work
      subtract(calls, 'AdminCreateUser', sizes.rows)
      subtract(calls, 'AdminUpdateUserAttributes', late)
      if (policies.restoredUserStatus === 'confirmed') {
        subtract(calls, 'AdminSetUserPassword', sizes.rows)
      }
      work.billed -= unbilled
    }
  }
}

function subtract(
  calls: Map<string, number>,
  operation: string,
  count: number
) {
  const left = (calls.get(operation) ?? 0) - count
  if (left > 0) calls.set(operation, left)
  else calls.delete(operation)
}

function decide(
  { restoreMethod, restoredUserStatus }: RestorePolicies,
  readiness: ImportReadiness,
  users: number
): Pick<ImportChoice, 'isUsed' | 'reason'> {
  const byApi = (why: string) => ({
    isUsed: false,
    reason: `Users are created by API, because ${why}.`
  })
  const byJob = (why: string) => ({
    isUsed: true,
    reason: `Users are created by import jobs, because ${why}.`
  })
  if (readiness.format === undefined) return byApi(readiness.why)
  if (users === 0) return byApi('no user to create fits into an import file')
  if (restoreMethod === 'import-job') {
    return byJob('restore-method is import-job')
  }
  if (restoredUserStatus === 'reset-required') {
    return byJob('restored-user-status is reset-required')
  }
  const who = `${amount(users, 'user')} to create ${users === 1 ? 'fits' : 'fit'} into an import file`
  return users < WORTH_A_JOB
    ? byApi(`only ${who}, and jobs pay from ${amount(WORTH_A_JOB, 'user')} on`)
    : byJob(who)
}
