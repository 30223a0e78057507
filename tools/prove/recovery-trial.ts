import {
  cancelRecovery,
  describeRecovery,
  initiateRecovery,
  isActive,
  type Recovery
} from '../../src/cognito/recoveries.ts'
import { readPoolMark } from '../../src/cognito/user-pools.ts'
import { createUser } from '../../src/cognito/writes.ts'
import { LEAST_AGE_MS } from '../../src/recover/recovery-point.ts'
import { ACCEPTED, answerTo } from './answer.ts'
import type { Lab, LabPool } from './lab.ts'
import { expectUser, passwordFor, randomName } from './people.ts'
import { NotSettled } from './proof.ts'
import { waitFor } from './wait-for.ts'

/** How long a preview of a small pool is waited for. Milliseconds. */
const LONGEST_MS = 30 * 60_000
const LOOK_EVERY_MS = 5000

/** Cognito's clock may be so much behind. Milliseconds. */
const MARGIN_MS = 5000

/** What came of one preview, for all proofs about recoveries to look at. */
export interface RecoveryTrial {
  begun: Recovery
  /** Once it is generated. */
  preview: Recovery
  /** How a creation was answered meanwhile. */
  whileBlocked: string
  /** After how many milliseconds since its end a creation passed. */
  writesAfter: number
}

/**
 * Previews a recovery and cancels it, once a run. Waits until the pool is old
 * enough.
 *
 * @throws NotSettled; AwsCallError
 */
export function recoveryTrial(lab: Lab): Promise<RecoveryTrial> {
  return lab.shared('recovery', async () => {
    const pool = await lab.pool('recoverable')
    const { client } = pool
    const recoverTo = await reachablePoint(lab, pool)
    const begun = await initiateRecovery(client, recoverTo)
    lab.made.add({
      what: 'preview of a recovery',
      remove: async () => {
        if (isActive(await describeRecovery(client, begun.id)))
          await cancelRecovery(client, begun.id)
      }
    })
    const whileBlocked = await answerTo(creationOf(lab, pool))
    const preview = await follow(lab, pool, begun.id)
    await cancelRecovery(client, begun.id)
    const create = creationOf(lab, pool)
    const writesAfter = await waitFor(
      lab,
      async () => (await answerTo(create)) === ACCEPTED
    )
    return { begun, preview, whileBlocked, writesAfter }
  })
}

/** A moment after the pool's creation, once that is long enough ago. */
async function reachablePoint(lab: Lab, { client }: LabPool): Promise<Date> {
  const mark = await readPoolMark(client)
  if (mark === undefined) throw new NotSettled('the pool is gone')
  const point = mark.createdAt + 1000
  const wait = point + LEAST_AGE_MS + MARGIN_MS - lab.clock.now()
  if (wait > 0) await lab.clock.sleep(wait, lab.signal)
  return new Date(point)
}

async function follow(
  { clock, signal }: Lab,
  { client }: LabPool,
  id: string
): Promise<Recovery> {
  const endsAt = clock.now() + LONGEST_MS
  for (;;) {
    const recovery = await describeRecovery(client, id)
    if (recovery.status === 'PREVIEW_GENERATED') return recovery
    if (!isActive(recovery) || clock.now() >= endsAt || signal.aborted)
      throw new NotSettled(`the preview is ${recovery.status}`)
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
}

/** The call that creates a user of a new name. */
function creationOf(lab: Lab, pool: LabPool): () => Promise<unknown> {
  const username = randomName(lab.context.randomBytes)
  expectUser(lab, pool, username)
  return () => createUser(pool.client, username, {}, passwordFor(lab, pool))
}
