import type { MonthOptions } from '../options.ts'
import { withSimulator } from '../simulator-process.ts'
import { PoolLife, type Changes, type DeletedUser } from './changes.ts'
import { costOf, type MonthCost } from './cost.ts'
import { limitsOfExample } from './example-limits.ts'
import { Nights, type Night } from './nights.ts'
import { restoreEach, type NamedRestore } from './restores.ts'

/** What `month --json` prints. */
export interface MonthResult {
  benchmark: 'month'
  /** In the pool before the first night. */
  users: number
  groups: number
  membershipsPerUser: number
  seed: number
  /** The limits of examples/nightly-backup.yml. */
  limits: Record<string, string>
  nights: Night[]
  /** Each from the snapshot of a night. */
  restores: NamedRestore[]
  cost: MonthCost
  problems: string[]
}

/** After the export of this night a script goes wrong. */
const ACCIDENT = 17

/**
 * Backs a pool up night after night while its users and groups change, with the
 * alarms of the example; has a script destroy some of it; and restores a user
 * from each of the snapshots.
 */
export async function benchmarkMonth(
  options: MonthOptions,
  signal: AbortSignal
): Promise<MonthResult> {
  const { pool, users, nights: count } = options
  const { membershipsPerUser, groups, seed } = pool
  const limits = await limitsOfExample()
  console.error(`Starting a simulator with ${users} users …`)
  return await withSimulator(pool, users, 'none', signal, async simulator => {
    const life = await PoolLife.of(simulator, users, seed)
    const nights = new Nights(simulator, limits)
    const deleted: DeletedUser[] = []
    const accident = Math.min(ACCIDENT, count - 1)
    let size = users
    let changes: Changes | null = null
    for (let night = 1; night <= count; night++) {
      console.error(`Night ${night}: ${size} users …`)
      const alarm = night === accident + 1 ? 'users-gone' : ''
      await nights.backUp(night, { users: size, changes, alarm })
      const day = await life.day(night)
      deleted.push(day.deleted)
      changes = day.changes
      if (night === accident) changes = sum(changes, await life.accident())
      size += changes.added - changes.gone
    }
    console.error('Restoring a user from each night …')
    const restored = await restoreEach(simulator, nights.snapshotIds, deleted)
    return {
      benchmark: 'month',
      users,
      groups,
      membershipsPerUser,
      seed,
      limits,
      nights: nights.all,
      restores: restored.restores,
      cost: costOf(nights.use),
      problems: [...nights.problems, ...restored.problems]
    }
  })
}

const sum = (one: Changes, other: Changes): Changes => ({
  added: one.added + other.added,
  gone: one.gone + other.gone,
  changed: one.changed + other.changed
})
