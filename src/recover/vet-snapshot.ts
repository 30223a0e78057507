import type { Recovery } from '../cognito/recoveries.ts'
import { checkUsers, readFrame } from '../restore/plan/read-snapshot.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { createAgeWriter } from '../snapshot/age/age-writer.ts'
import { throwFirst } from '../snapshot/content-check.ts'
import { expectKey, type OpenSnapshot } from '../snapshot/reader.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import { openExpected } from '../storage/open-expected.ts'
import type { ApplyRequest, ApplyTools } from './request.ts'
import { unfitSnapshot } from './snapshot-fit.ts'

/**
 * Opens the snapshot that has what the recovery deletes, before it is started. Every
 * byte is read and checked, as before a restore: what it lacks would be lost.
 *
 * @param outcome names the pool, and gets what is known of the snapshot
 * @throws UserError `recovery-snapshot`; `input` for a key of the report; about the
 *   snapshot, as readFrame and checkUsers do; AwsCallError
 */
export async function vetSnapshot(
  request: ApplyRequest,
  recovery: Pick<Recovery, 'id'>,
  tools: ApplyTools,
  outcome: RecoverOutcome
): Promise<OpenSnapshot> {
  const { ageRecipients } = request
  if (ageRecipients.length > 0) await createAgeWriter(ageRecipients)
  const snapshot = await openExpected(request, tools, outcome)
  const { id, region } = outcome.pool ?? {
    id: tools.pool.userPoolId,
    region: ''
  }
  throwFirst([unfitSnapshot(snapshot.manifest, { id, region }, recovery.id)])
  expectKey(snapshot)
  const { bucket, progress, signal } = tools
  const reading = { fetch: fetchFrom(bucket, signal), progress, signal }
  await readFrame(snapshot, reading)
  await checkUsers(snapshot, reading, () => undefined)
  return snapshot
}
