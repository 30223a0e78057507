import { describeRecovery, type Recovery } from '../cognito/recoveries.ts'
import { stopIfCancelled } from '../shared/errors.ts'
import type { RecoverOutcome } from '../shared/outcome.ts'
import { fillRecovery } from './changes.ts'
import type { RecoverTools } from './request.ts'

/** The waits between two looks, in ms. */
const FIRST_LOOK_MS = 250
const SLOWEST_LOOK_MS = 15_000

/**
 * Looks at a recovery until it is so far.
 *
 * @param outcome gets what is seen
 * @throws UserError `cancelled`, `out-of-time`; AwsCallError
 */
export async function followRecovery(
  recovery: Recovery,
  label: string,
  isThere: (seen: Recovery) => boolean,
  {
    pool,
    clock,
    progress,
    signal
  }: Pick<RecoverTools, 'pool' | 'clock' | 'progress' | 'signal'>,
  outcome: RecoverOutcome
): Promise<Recovery> {
  fillRecovery(outcome, recovery)
  if (isThere(recovery)) return recovery
  const piece = progress.start(label, 'look')
  try {
    let seen = recovery
    for (let wait = FIRST_LOOK_MS; !isThere(seen); wait = longer(wait)) {
      await clock.sleep(wait, signal)
      stopIfCancelled(signal)
      seen = await describeRecovery(pool, recovery.id, signal)
      fillRecovery(outcome, seen)
      piece.advance(1)
    }
    return seen
  } finally {
    piece.end()
  }
}

const longer = (wait: number) => Math.min(wait * 2, SLOWEST_LOOK_MS)

/**
 * When a preview has blocked writes for long enough, in ms since 1970.
 *
 * @param since counts instead, as long as Cognito doesn't say when it was initiated
 */
export function blocksUntil(
  { triggeredAt }: Recovery,
  blockWritesForMs: number,
  since: number
): number {
  return (triggeredAt?.getTime() ?? since) + blockWritesForMs
}
