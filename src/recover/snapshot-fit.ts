import { UserError } from '../shared/errors.ts'
import type { PoolFacts } from '../shared/outcome.ts'
import type { Manifest } from '../snapshot/manifest.ts'

const EXPORT_AGAIN =
  'Export the pool again while the preview blocks writes, and name that snapshot.'

/**
 * Why a snapshot doesn't hold all that a recovery will delete or revert; `undefined`
 * if it does. By its manifest, the very same recovery blocked writes before the
 * first user was listed. As its preview has lasted since, no later write is missing.
 * No clock is trusted for that.
 *
 * The recovery reverts changes up to its TriggerTimestamp, which is "shortly after"
 * it was initiated. So a snapshot that was begun while the preview was still being
 * made proves nothing.
 */
export function unfitSnapshot(
  { source, recovery }: Manifest,
  pool: Pick<PoolFacts, 'id' | 'region'>,
  recoveryId: string
): UserError | undefined {
  // A replica has the same id, and may lag behind.
  if (source.userPoolId !== pool.id || source.region !== pool.region) {
    return refusal('is of another user pool. Check the input snapshot.')
  }
  if (recovery === undefined) {
    return refusal(
      `does not say whether a recovery blocked writes: an earlier version wrote it. ${EXPORT_AGAIN}`
    )
  }
  if (recovery === 'unknown') {
    return refusal(
      `does not say whether a recovery blocked writes. Allow the export's role cognito-idp:ListPointInTimeRecoveries. ${EXPORT_AGAIN}`
    )
  }
  if (recovery?.id !== recoveryId) {
    return refusal(
      `was not begun while this recovery blocked writes, so it may lack users. ${EXPORT_AGAIN}`
    )
  }
  if (recovery.status === 'PREVIEW_GENERATING') {
    return refusal(
      `was begun before the preview was generated, so it may lack users. ${EXPORT_AGAIN}`
    )
  }
  if (recovery.status !== 'PREVIEW_GENERATED') {
    return refusal(
      'was begun after the recovery was started, so it may lack users. Name the one that was exported while the preview blocked writes.'
    )
  }
  return undefined
}

function refusal(why: string): UserError {
  return new UserError('recovery-snapshot', `The snapshot ${why}`)
}
