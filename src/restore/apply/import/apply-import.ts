import type { ImportJobFacts, RestoreOutcome } from '../../../shared/outcome.ts'
import { judgeRow } from '../../plan/import/csv-row.ts'
import { WORTH_A_JOB } from '../../plan/import/import-choice.ts'
import { JOB_LIMITS } from '../../plan/import/job-size.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import type {
  PlannedUser,
  UserCreation,
  UserPlan
} from '../../plan/users/user-plan.ts'
import type { RestorePolicies } from '../../policies.ts'
import type { RestoreTools } from '../../request.ts'
import type { ImportFormat } from '../../target/import-format.ts'
import type { Target } from '../../target/target.ts'
import {
  applyUsers,
  isUntouched,
  type ApplyUsersTools
} from '../users/apply-users.ts'
import {
  applyImported,
  type Imported,
  type ImportFailure,
  type JobOfUser
} from './apply-imported.ts'
import { disableImported } from './disable-imported.ts'
import { listImported } from './find-imported.ts'
import { importUsers, isThrough } from './import-users.ts'
import { importWarnings, stoppedWarnings } from './import-warnings.ts'
import type { NewJobs } from './new-jobs.ts'

/** What import jobs need. */
export interface ImportSetup {
  plan: RestorePlan
  target: Target
  policies: RestorePolicies
  format: ImportFormat
  jobs: NewJobs
  /** When the first job was created, by Cognito's clock in ms since 1970. */
  since: number
}

/** The part of a restore that is done by import jobs. */
export interface Import {
  /** Whether an import job creates the user, instead of the API. */
  isImported: (plan: UserPlan) => plan is UserCreation
  /**
   * Runs the jobs. Other users are created by API at the same time.
   * @throws as importUsers does
   */
  run(tools: RestoreTools): Promise<void>
  /**
   * Finds the imported users and makes the calls that are left for them.
   * @throws as listImported and applyUsers do
   */
  finish(tools: ApplyUsersTools & RestoreTools): Promise<void>
  /** How many imported users, by Cognito's count, `finish` hasn't reached. */
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

  /** The users of the jobs, in the order of the files. */
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

/** A user of an import file, with the facts of its job. */
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

/** Cognito's API says how many users were refused, not which. */
function failureIn(facts: ImportJobFacts | undefined): ImportFailure {
  if (facts?.isStarted !== true) return 'ImportNotStarted'
  if (isThrough(facts) || facts.status === 'Succeeded') return 'ImportFailed'
  return facts.status === 'Stopped' ? 'ImportStopped' : 'ImportJobFailed'
}

/**
 * Whether a call for the user may require the status CONFIRMED. Cognito refuses
 * MFA preferences of users who must reset their passwords
 * (PasswordResetRequiredException), and perhaps links as well.
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
