import { UserError } from '../../shared/errors.ts'
import type { RestoreOutcome, Warning } from '../../shared/outcome.ts'
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
import type { Ending } from '../../shared/ending.ts'
import type { Clock, RandomBytes } from '../../shared/world.ts'
import { openCreatedUsers, type CreatedUsers } from './created-users.ts'
import { journalWarning, openJournal } from './journal.ts'
import {
  encryptionOf,
  neededToStore,
  reportNotStored,
  storeRestoreReport,
  whyNotStored
} from './store-report.ts'

/** What a restore stores beside the snapshots: its journal and its report. */
export interface RestoreRecords {
  /** Since when an earlier run may have left users half done, in ms since 1970. */
  readonly unfinishedSince: number | undefined
  report: RestoreReport
  /** Which users of the pool restores have created. */
  created: CreatedUsers
  /**
   * Before the first write to the pool.
   * @param newestUserAt see Journal
   */
  begin(newestUserAt: number | undefined): Promise<void>
  /** Looks for a later run that has gone on with this restore; see Journal. */
  takenOver(): Promise<UserError | undefined>
  /** When everything was attempted. */
  finish(): Promise<void>
  /**
   * At the end, however it ended: the report, and one warning for all that
   * could not be stored. Never throws for what AWS refuses.
   */
  store(outcome: RestoreOutcome): Promise<void>
}

export interface RecordTools {
  bucket: Bucket
  clock: Clock
  randomBytes: RandomBytes
  signal: AbortSignal
  ending: Ending
}

/**
 * Opens what is stored of the restores of a snapshot into a pool.
 *
 * @param age encrypts the report, as reportEncryption has it
 * @throws UserError for credentials, the network, a run that is told to stop
 */
export async function openRecords(
  snapshot: OpenSnapshot,
  userPoolId: string,
  tools: RecordTools,
  age?: AgeWriter
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
  const report = createRestoreReport(age)
  return {
    // The journal may learn of another run when this one begins.
    get unfinishedSince() {
      return journal.unfinishedSince
    },
    report,
    created,
    begin: newestUserAt => journal.begin(newestUserAt),
    takenOver: () => journal.takenOver(),
    finish: () => journal.finish(),
    async store(outcome) {
      await created.finish()
      const warning = await storeFiles(outcome).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error
        return reportNotStored(bucket.name, place, error)
      })
      // Most often all fail for the same reason: one warning is enough.
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

  /** @throws UserError when there is nothing to store yet */
  async function storeFiles(
    outcome: RestoreOutcome
  ): Promise<Warning | undefined> {
    const files = await report.finish()
    const stored = await storeRestoreReport(
      bucket,
      encryption,
      place,
      files,
      // A run that was told to stop still says what it did.
      tools.ending.lastRecord
    )
    const { reportUri, subMapUri, problem } = stored
    if (reportUri !== undefined || subMapUri !== undefined) {
      outcome.report = { uri: reportUri, subMapUri }
    }
    return problem && reportNotStored(bucket.name, place, problem, stored)
  }
}
