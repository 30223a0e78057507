import { amount } from '../../../shared/amount.ts'
import type { PlanTally } from '../plan-tally.ts'
import type { UserCreation } from '../plan.ts'
import type { RestorePolicies } from '../../policies.ts'
import { judgeRow, type ImportObstacle } from './csv-row.ts'
import type { ImportReadiness } from '../../target/import-format.ts'
import { createJobSizes } from './job-size.ts'

/**
 * From so many users on, `restore-method: auto` takes import jobs: fewer are
 * created by API within minutes.
 */
export const WORTH_A_JOB = 5000

/** Whether users are created by import jobs, and what speaks for it. */
export interface ImportChoice {
  /** Whether the inputs ask for import jobs, if they pay. */
  isAsked: boolean
  isUsed: boolean
  /** A sentence for people. */
  reason: string
  /** Users who would be in the files of import jobs. */
  users: number
  jobs: number
  /** Users to create whom no file can carry, by what keeps them out of it. */
  obstacles: ReadonlyMap<ImportObstacle, number>
}

/** Counts what import jobs would do, while users are planned. */
export interface ImportCount {
  add(plan: UserCreation): void
  /** Once all users have been added. */
  choose(policies: RestorePolicies): ImportChoice
  /** Takes out of a tally what the API needn't do when jobs are used. */
  relieve(tally: PlanTally, policies: RestorePolicies): void
}

export function countImport(readiness: ImportReadiness): ImportCount {
  const { format } = readiness
  const header = format?.columns.join(',') ?? ''
  const sizes = createJobSizes(Buffer.byteLength(header) + 1)
  const obstacles = new Map<ImportObstacle, number>()
  /** Users with an attribute that the API would set in a call of its own. */
  let late = 0
  /** Users for whom nothing is left to do that AWS bills. */
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
    relieve(tally, policies) {
      const { calls } = tally
      take(calls, 'AdminCreateUser', sizes.rows)
      take(calls, 'AdminUpdateUserAttributes', late)
      if (policies.restoredUserStatus === 'confirmed') {
        take(calls, 'AdminSetUserPassword', sizes.rows)
      }
      tally.billed -= unbilled
    }
  }
}

function take(calls: Map<string, number>, operation: string, count: number) {
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
