import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { failureOf, measureAction, pacingInputs } from '../action-run.ts'
import type { SimulatorProcess } from '../simulator-process.ts'
import { readUser, type DeletedUser } from './changes.ts'

/** One user who was restored by name. */
export interface NamedRestore {
  night: number
  elapsedSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
}

/**
 * Restores deleted users by name, and holds each against who they were.
 *
 * @param snapshotIds one for each night
 * @param deleted the user who was deleted the day after that night
 */
export async function restoreEach(
  simulator: SimulatorProcess,
  snapshotIds: readonly string[],
  deleted: readonly DeletedUser[]
): Promise<{ restores: NamedRestore[]; problems: string[] }> {
  const restores: NamedRestore[] = []
  const problems: string[] = []
  for (const [at, snapshot] of snapshotIds.entries()) {
    const night = at + 1
    const before = deleted[at]
    if (before === undefined) break
    const { action, elapsedSeconds, usage } = await measureAction(simulator, {
      mode: 'restore',
      'user-pool-id': simulator.userPoolId,
      bucket: simulator.bucket,
      snapshot,
      'only-users': before.username,
      ...(await pacingInputs({ quotas: 'none', quotaShare: 100 }))
    })
    const failure = failureOf(action, `restore from night ${night}`)
    if (failure !== undefined) problems.push(failure)
    else if (!(await isAsBefore(simulator, before)))
      problems.push(`The user of night ${night} isn't as before.`)
    const peakMemoryMB = usage.peakMemoryKiB / 1024
    restores.push({ night, elapsedSeconds, peakMemoryMB })
  }
  return { restores, problems }
}

async function isAsBefore(
  simulator: SimulatorProcess,
  before: DeletedUser
): Promise<boolean> {
  // Lists follow writes after a while.
  for (let tries = 0; tries < 20; tries++) {
    const user = await readUser(simulator, before.username)
    if (isDeepStrictEqual(user, before)) return true
    await setTimeout(500)
  }
  return false
}
