import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { writesToPools } from '../fixtures/action-runs.ts'
import { BOMBS, LARGEST, PlantedBombs } from '../fixtures/planted-bombs.ts'
import { runRestore, runVerify } from '../fixtures/run-here.ts'

let planted: PlantedBombs
beforeAll(async () => {
  planted = await PlantedBombs.open()
})
afterEach(() => planted.clear())
afterAll(() => planted.close())

// The others are in e2e/bad-snapshots.
const others = BOMBS.filter(([what]) => !LARGEST.includes(what))

test.each(others)('%s is refused (%s)', async (_what, code, light) => {
  light(planted)
  const { simulator } = planted
  for (const run of [runVerify, runRestore]) {
    simulator.resetStats()
    const { outputs } = await run(simulator)
    expect(outputs).toMatchObject({ status: 'failed' })
    const found = outputs['findings'] ?? outputs['error-code']
    expect(code.split(' or ')).toContain(found?.split(' ')[0])
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  }
})
