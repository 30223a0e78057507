import type { PoolDescription } from '../cognito/describe-pool.ts'
import type { Recovery } from '../cognito/recoveries.ts'
import { reportEncryption } from '../restore/records/report-keys.ts'
import {
  encryptionOf,
  storeReport,
  whyNotStored
} from '../restore/records/store-report.ts'
import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import type { RecoverOutcome, Warning } from '../shared/outcome.ts'
import type { RecoveryLosses } from '../shared/recovery-facts.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import { newRestoreId } from '../snapshot/restore-address.ts'
import { createRestoreReport } from '../snapshot/restore-report.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import { compareRecovered } from './compare-recovered.ts'
import type { ApplyRequest, ApplyTools } from './request.ts'

/** What is known once Cognito has recovered the pool. */
export interface AppliedRecovery {
  /** The pool as it was described before the recovery was started. */
  description: PoolDescription
  /** The snapshot that vetSnapshot opened. */
  snapshot: OpenSnapshot
  recovery: Recovery
}

/**
 * Compares the recovered pool with the snapshot, and says by number who is missing
 * and what was reverted. Names stand in a report in the bucket, encrypted like that
 * of a restore.
 *
 * @param outcome gets the counts, and where the report is
 * @throws UserError, AwsCallError if it isn't known what the recovery took; the
 *   recovery itself is complete
 */
export async function afterRecovery(
  { ageRecipients }: ApplyRequest,
  { description, snapshot }: AppliedRecovery,
  tools: ApplyTools,
  outcome: RecoverOutcome
): Promise<void> {
  const { bucket, clock, log, randomBytes, signal, ending } = tools
  try {
    const age = await reportEncryption(snapshot, ageRecipients, log)
    const report = createRestoreReport(age)
    const fetch = fetchFrom(bucket, signal)
    const losses = await compareRecovered(
      description,
      snapshot,
      { ...tools, fetch },
      line => report.add(line)
    )
    outcome.losses = losses
    outcome.warnings.push(...warningsOf(losses))
    const { uri, problem } = await storeReport(
      bucket,
      encryptionOf(snapshot.manifest),
      {
        prefix: snapshot.address.prefix,
        userPoolId: tools.pool.userPoolId,
        restoreId: newRestoreId(new Date(clock.now()), randomBytes(16))
      },
      await report.finish(),
      ending.lastRecord
    )
    outcome.report = uri
    if (problem !== undefined) outcome.warnings.push(notStored(problem))
  } catch (error) {
    throw error instanceof UserError ? uncompared(error) : error
  }
}

/** The recovery is complete, whatever became of the comparison. */
function uncompared(error: UserError): UserError {
  return new UserError(
    error.code,
    `Cognito has recovered the pool, but it is not known what that took. ${error.message} Run the same apply again, which only compares. Or compare by mode: compare, and restore the snapshot with existing-users: skip, users-without-username: recreate and mfa-users: restore.`,
    { cause: error }
  )
}

function warningsOf(losses: RecoveryLosses): Warning[] {
  const { usersMissing, usersReverted, groupsMissing } = losses
  const warnings: Warning[] = []
  if (usersMissing > 0 || groupsMissing > 0) {
    warnings.push({
      title: 'Users are missing after the recovery',
      text: `The recovery took ${amount(usersMissing, 'user')} and ${amount(groupsMissing, 'group')} that were created since its point. Restore the snapshot now, with the inputs in the summary. Those users get a new sub, and have neither password nor TOTP.`
    })
  }
  if (usersReverted > 0) {
    warnings.push({
      title: 'Users were reverted by the recovery',
      text: `The recovery took back changes of ${amount(usersReverted, 'user')}, with ${amount(losses.membershipsGone, 'membership')}. The report names them. Make those changes again that were right: the snapshot has them.`
    })
  }
  return warnings
}

function notStored(problem: UserError): Warning {
  return {
    title: 'The report of the recovery was not stored',
    text: `The recovery is complete, but no report names the users that it took. ${whyNotStored(problem)} Run the same apply again, which only compares.`
  }
}
