import { stopIfCancelled } from '../../../shared/errors.ts'
import type { ImportJobFacts } from '../../../shared/outcome.ts'
import type { RandomBytes } from '../../../shared/world.ts'
import { toRow } from '../../plan/import/csv-row.ts'
import { createJobSizes, type JobLimits } from '../../plan/import/job-size.ts'
import { newPasswordHash } from '../../plan/import/password-hash.ts'
import type {
  PlannedUser,
  UserCreation,
  UserPlan
} from '../../plan/users/user-plan.ts'
import type { ImportFormat } from '../../target/import-format.ts'
import { CsvFile } from './csv-file.ts'
import type { NewJobs } from './new-jobs.ts'
import { runJob, type JobTools } from './run-job.ts'

/** What goes into import files, and how. */
export interface ImportFiles {
  format: ImportFormat
  limits: JobLimits
  jobs: NewJobs
  /** Whether an import job creates the user. */
  isImported(plan: UserPlan): plan is UserCreation
  randomBytes: RandomBytes
}

/**
 * Puts users into files and has Cognito import them, one job after the other. A
 * job that doesn't reach its last row is the last job: the next one would fail
 * for the same reason, or someone has stopped it.
 *
 * @param planned is read only as fast as jobs end
 * @param begun is called for each job as it begins
 * @param ended is called for each job that was started, with the plans of its
 *   users to disable
 * @throws what runJob, `planned` and `ended` throw
 */
export async function importUsers(
  planned: AsyncIterable<PlannedUser>,
  files: ImportFiles,
  begun: (facts: ImportJobFacts) => void,
  ended: (facts: ImportJobFacts, disabled: UserCreation[]) => Promise<void>,
  tools: JobTools
): Promise<void> {
  const { format, jobs } = files
  const header = format.columns.join(',')
  const sizes = createJobSizes(Buffer.byteLength(header) + 1, files.limits)
  let file = new CsvFile(header)
  let disabled: UserCreation[] = []

  for await (const { plan } of planned) {
    stopIfCancelled(tools.signal)
    if (!files.isImported(plan)) continue
    const row = rowOf(plan)
    if (sizes.add(Buffer.byteLength(row) + 1)) {
      if (!(await importFile())) return
      file = new CsvFile(header)
      disabled = []
    }
    file.add(row)
    if (plan.disable) disabled.push(plan)
  }
  if (file.rows > 0) await importFile()

  function rowOf(plan: UserCreation): string {
    const hash = jobs.takesHashes ? newPasswordHash(files.randomBytes) : ''
    const made = toRow(plan, format, hash)
    if ('row' in made) return made.row
    throw new Error(`A user was to be imported who can't be: ${made.obstacle}`)
  }

  /** Imports the file. Returns whether Cognito has processed every row. */
  async function importFile(): Promise<boolean> {
    const facts = newFacts(file.rows, disabled.length)
    begun(facts)
    await runJob(jobs, file, facts, tools)
    if (!facts.isStarted) return false
    await ended(facts, disabled)
    return isThrough(facts)
  }
}

/** Whether Cognito has processed every row, by its own counts. */
export function isThrough(facts: ImportJobFacts): boolean {
  const { rows, imported, skipped, failed } = facts
  return imported + skipped + failed === rows
}

function newFacts(rows: number, toDisable: number): ImportJobFacts {
  return {
    id: '',
    rows,
    imported: 0,
    skipped: 0,
    failed: 0,
    status: 'Created',
    isStarted: false,
    problem: '',
    toDisable
  }
}
