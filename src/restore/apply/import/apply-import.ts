import type { ImportJobFacts, RestoreOutcome } from '../../../shared/outcome.ts'
import type { RestoreTools } from '../../restore-tools.ts'
import {
  applyUsers,
  isUntouched,
  type ApplyUsersTools
} from '../apply-users.ts'
import type { RestorePlan } from '../../plan/plan-restore.ts'
import type { PlannedUser } from '../../plan/plan-tally.ts'
import type { UserCreation, UserPlan } from '../../plan/plan.ts'
import type { RestorePolicies } from '../../policies.ts'
import type { Target } from '../../target/target.ts'
import {
  applyImported,
  type Imported,
  type ImportFailure,
  type JobOfUser
} from './apply-imported.ts'
import { judgeRow, type ImportFormat } from '../../plan/import/csv-row.ts'
import { disableImported } from './disable-imported.ts'
import { listImported } from './find-imported.ts'
import { WORTH_A_JOB } from '../../plan/import/import-choice.ts'
import { importUsers, isThrough } from './import-users.ts'
import { importWarnings, stoppedWarnings } from './import-warnings.ts'
import { JOB_LIMITS } from '../../plan/import/job-size.ts'
import type { NewJobs } from './new-jobs.ts'

/** What an import works by. */
export interface ImportSetup {
  plan: RestorePlan
  target: Target
  policies: RestorePolicies
  format: ImportFormat
  jobs: NewJobs
  /** When the first job was created, in ms since 1970 by Cognito's clock. */
  since: number
}

/** The part of a restore that import jobs do. */
export interface Import {
  /** Whether a user is created by an import job, and not by API. */
  isImported: (plan: UserPlan) => plan is UserCreation
  /**
   * Runs the jobs, while others are created by API.
   * @throws as importUsers
   */
  run(tools: RestoreTools): Promise<void>
  /**
   * Finds who was imported, and makes the steps that are left.
   * @throws as listImported and applyUsers
   */
  finish(tools: ApplyUsersTools & RestoreTools): Promise<void>
  /**
   * How many users Cognito says that it has imported and `finish` hasn't got to.
   */
  left(): number
}

/** @param outcome is filled as things become known */
export function prepareImport(
  setup: ImportSetup,
  outcome: RestoreOutcome
): Import {
  const { plan, target, policies, format, jobs, since } = setup
  const { description } = target
  const disabled = new Set<string>()
  let users = 0
  let reached = 0

  const isImported = (user: UserPlan): user is UserCreation =>
    user.action === 'create' &&
    user.resumes === undefined &&
    (jobs.takesHashes || !needsConfirmed(user, policies)) &&
    'bytes' in judgeRow(user, format)

  return {
    isImported,
    async run(tools) {
      const { pool, signal, randomBytes } = tools
      const running = importUsers(
        plan.users(),
        {
          format,
          limits: JOB_LIMITS,
          jobs,
          isImported,
          randomBytes
        },
        facts => {
          outcome.importJobs.push(facts)
        },
        async (facts, toDisable) => {
          users += facts.imported
          outcome.hasWritten ||= facts.imported > 0
          const isClean = facts.imported === facts.rows
          const names = await disableImported(
            toDisable,
            isClean,
            since,
            description,
            pool,
            signal
          )
          for (const name of names) disabled.add(name)
          facts.toDisable -= names.length
        },
        tools
      )
      try {
        await running
      } catch (error) {
        outcome.warnings.push(...stoppedWarnings(outcome.importJobs))
        throw error
      }
      outcome.warnings.push(...importWarnings(outcome.importJobs))
    },
    async finish(tools) {
      const found = await listImported(description, since, users, tools)
      const imported: Imported = {
        description,
        users: found,
        since,
        disabled,
        mayUseApi:
          policies.restoreMethod === 'auto' &&
          policies.restoredUserStatus === 'confirmed' &&
          plan.importing.users - users < WORTH_A_JOB
      }
      const toFinish = usersOfJobs(plan.users(), outcome.importJobs)
      await applyUsers(toFinish, found.size, tools, outcome, {
        label: 'Finishing imported users',
        apply: async ({ record, plan: user, job }, userTools) => {
          const result = await applyImported(
            record,
            user,
            toJobOfUser(job),
            imported,
            userTools
          )
          if (result.wasImported === true && !isUntouched(result)) reached += 1
          return result
        }
      })
    },
    left() {
      const all = outcome.importJobs.reduce((sum, job) => sum + job.imported, 0)
      return Math.max(0, all - reached)
    }
  }

  /** Whom the jobs were to import, in the order of their files. */
  async function* usersOfJobs(
    all: AsyncIterable<PlannedUser>,
    done: readonly ImportJobFacts[]
  ): AsyncGenerator<UserOfJob> {
    let at = 0
    let left = done[at]?.rows ?? 0
    for await (const { record, plan: user } of all) {
      if (!isImported(user)) continue
      while (left === 0 && at < done.length) {
        at += 1
        left = done[at]?.rows ?? 0
      }
      left -= 1
      yield { record, plan: user, job: done[at] }
    }
  }
}

/** A user of an import file. */
interface UserOfJob extends PlannedUser {
  plan: UserCreation
  job: ImportJobFacts | undefined
}

function toJobOfUser(facts: ImportJobFacts | undefined): JobOfUser {
  return {
    failure: failureIn(facts),
    mayBeTaken: facts !== undefined && facts.skipped > 0,
    isCertain: facts !== undefined && facts.imported === facts.rows
  }
}

/** Cognito's API doesn't say who was refused, only how many. */
function failureIn(facts: ImportJobFacts | undefined): ImportFailure {
  if (facts?.isStarted !== true) return 'ImportNotStarted'
  if (isThrough(facts) || facts.status === 'Succeeded') return 'ImportFailed'
  return facts.status === 'Stopped' ? 'ImportStopped' : 'ImportJobFailed'
}

/**
 * Whether something is to be done for a user that may take a CONFIRMED one: MFA
 * preferences are refused of users who have to reset their passwords
 * (PasswordResetRequiredException), links perhaps as well.
 */
function needsConfirmed(
  { mfa, identities }: UserCreation,
  { restoredUserStatus }: RestorePolicies
): boolean {
  return (
    restoredUserStatus === 'confirmed' &&
    mfa.enable.length + identities.length > 0
  )
}
