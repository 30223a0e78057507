import type { Ending } from '../../shared/ending.ts'
import { UserError } from '../../shared/errors.ts'
import type { RestoreOutcome, Warning } from '../../shared/outcome.ts'
import type { Clock, RandomBytes } from '../../shared/world.ts'
import type { AgeWriter } from '../../snapshot/age/age-writer.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'
import {
  newRestoreId,
  restoresKeyPrefix,
  type RestorePlace
} from '../../snapshot/restore-address.ts'
import {
  createRestoreReport,
  type RestoreReport
} from '../../snapshot/restore-report.ts'
import type { Bucket } from '../../storage/bucket.ts'
import { openCreatedUsers, type CreatedUsers } from './created-users.ts'
import { journalWarning, openJournal } from './journal.ts'
import {
  encryptionOf,
  neededToStore,
  reportNotStored,
  storeRestoreReport,
  whyNotStored
} from './store-report.ts'

/** The journal, the report and the created users of a restore. */
export interface RestoreRecords {
  /** Since when users may be unfinished, in ms since 1970: see Journal. */
  readonly unfinishedSince: number | undefined
  report: RestoreReport
  /** The users of the pool that restores have created. */
  created: CreatedUsers
  /**
   * To be called before the first write to the pool.
   * @param newestUserAt see Journal.begin
   */
  begin(newestUserAt: number | undefined): Promise<void>
  /** Checks whether a later run continues this restore: see Journal. */
  takenOver(): Promise<UserError | undefined>
  /**
   * Stores the report, at the end of every run. It warns once of all that could
   * not be stored. Doesn't throw if AWS refuses.
   *
   * @param isDone whether everything was tried, so that a later run starts a new
   *   restore
   */
  store(outcome: RestoreOutcome, isDone: boolean): Promise<void>
}

export interface RecordTools {
  bucket: Bucket
  clock: Clock
  randomBytes: RandomBytes
  signal: AbortSignal
  ending: Ending
}

/**
 * Opens what restores of the snapshot into the pool have stored.
 *
 * @param age encrypts the report: see reportEncryption
 * @param isPseudonymised whether the users to report are made up
 * @throws UserError for credentials, the network and a run that must stop
 */
export async function openRecords(
  snapshot: OpenSnapshot,
  userPoolId: string,
  tools: RecordTools,
  age?: AgeWriter,
  isPseudonymised = false
): Promise<RestoreRecords> {
  if (age === undefined && snapshot.manifest.encryption.client !== null) {
    throw new Error('The report of an encrypted snapshot must be encrypted')
  }
  const { bucket, clock, signal } = tools
  const startedAt = new Date(clock.now())
  const encryption = encryptionOf(snapshot.manifest)
  const { prefix, snapshotId } = snapshot.address
  const restores = { prefix, userPoolId }
  const journal = await openJournal(
    bucket,
    encryption,
    { ...restores, snapshotId },
    startedAt,
    signal
  )
  const place: RestorePlace = {
    ...restores,
    restoreId: newRestoreId(startedAt, tools.randomBytes(16))
  }
  const created = openCreatedUsers({
    bucket,
    clock,
    encryption,
    place,
    signal,
    lastRecord: tools.ending.lastRecord
  })
  const report = createRestoreReport(age, isPseudonymised)
  return {
    // The journal may find another run when this one begins.
    get unfinishedSince() {
      return journal.unfinishedSince
    },
    report,
    created,
    begin: newestUserAt => journal.begin(newestUserAt),
    takenOver: () => journal.takenOver(),
    async store(outcome, isDone) {
      const storing = storeFiles(outcome).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error
        return reportNotStored(bucket.name, place, error)
      })
      const [warning] = await Promise.all([
        storing,
        created.finish(),
        isDone ? journal.finish() : undefined
      ])
      // All failures most often have one cause, so one warning is enough.
      const warned = warning ?? journalWarning(journal) ?? createdWarning()
      if (warned !== undefined) outcome.warnings.push(warned)
    }
  }

  function createdWarning(): Warning | undefined {
    const { unstored } = created
    if (unstored === undefined) return undefined
    const base = `s3://${bucket.name}/${restoresKeyPrefix(place)}`
    return {
      title: 'The list of created users was not stored',
      text: `A later restore can't prove which users this one has created: ${whyNotStored(unstored)}${neededToStore(unstored, base)}`
    }
  }

  /** @throws UserError if the report can't be finished */
  async function storeFiles(
    outcome: RestoreOutcome
  ): Promise<Warning | undefined> {
    const files = await report.finish()
    const stored = await storeRestoreReport(
      bucket,
      encryption,
      place,
      files,
      // A run that was stopped still stores its report.
      tools.ending.lastRecord
    )
    const { reportUri, subMapUri, problem } = stored
    if (reportUri !== undefined || subMapUri !== undefined) {
      outcome.report = { uri: reportUri, subMapUri }
    }
    return problem && reportNotStored(bucket.name, place, problem, stored)
  }
}
