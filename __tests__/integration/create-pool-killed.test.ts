import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isPoolWrite } from '../fixtures/action-runs.ts'
import {
  openCreatePoolLab,
  type CreatePoolLab,
  type CreatePoolRun
} from '../fixtures/create-pool-lab.ts'
import { isWrite, killAtWrite } from '../fixtures/killed-writes.ts'
import { runExport } from '../fixtures/run-here.ts'

let lab: CreatePoolLab
let whole: CreatePoolRun
beforeAll(async () => {
  lab = await openCreatePoolLab()
  whole = await lab.run({ poolName: 'whole' })
})
afterAll(() => lab.simulator.close())

const killAt = (nth: number, when: 'before' | 'after') =>
  killAtWrite(lab.simulator, nth, when)

/** Three objects of the journal, and one call for each thing that is made. */
const WRITES = 17

describe('a run that is killed, and run again, comes to the same end', () => {
  test('as one that isn’t killed, which writes so often', async () => {
    lab.simulator.resetStats()
    await lab.run({ poolName: 'counted' })
    const { calls } = lab.simulator.stats()
    const counts = Object.entries(calls).map(([operation, count]) =>
      isWrite(operation) ? count : 0
    )
    expect(counts.reduce((sum, count) => sum + count)).toBe(WRITES)
  })

  const points = Array.from({ length: WRITES }, (_, at) => at + 1)
  test.each(
    points.flatMap(
      nth =>
        [
          [nth, 'before'],
          [nth, 'after']
        ] as const
    )
  )('write %i: %s', async (nth, when) => {
    const poolName = `killed-${nth}-${when}`
    killAt(nth, when)
    const killed = await lab.run({ poolName })
    lab.simulator.setFaults([])
    expect(killed.failure?.code).toBe('credentials')

    const next = await lab.run({ poolName })
    expect([next.failure, next.outcome.status]).toEqual([undefined, 'complete'])
    const id = next.outcome.pool?.id ?? ''
    expect(await lab.poolsNamed(poolName)).toEqual([id])
    const { halfMade, mayExist } = killed.outcome
    if (halfMade !== undefined) expect(halfMade.userPoolId).toBe(id)
    else if (nth > 2 && !mayExist) throw new Error('The pool has no name.')
    const ids = [...(next.outcome.clientIds?.values() ?? [])]
    expect(await lab.clientsOf(id)).toEqual(ids.sort())
    expect(next.outcome.lines?.map(({ part }) => part)).toEqual(
      whole.outcome.lines?.map(({ part }) =>
        part.replace('made-anew-whole', `made-anew-${poolName}`)
      )
    )
  })
})

test('a pool that is half made from another snapshot is refused', async () => {
  killAt(6, 'before')
  const { outcome } = await lab.run({ poolName: 'older' })
  lab.simulator.setFaults([])
  await runExport(lab.simulator)
  lab.simulator.resetStats()
  const { failure } = await lab.run({ poolName: 'older' })
  expect(failure?.code).toBe('half-made')
  expect(failure?.message).toContain(outcome.halfMade?.userPoolId)
  expect(failure?.message).toContain(outcome.snapshot?.id)
  const { calls } = lab.simulator.stats()
  expect(Object.keys(calls).filter(isPoolWrite)).toEqual([])
})
