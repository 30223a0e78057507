import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import {
  annotations,
  runRestore,
  runVerify,
  writesToPools
} from '../fixtures/action-runs.ts'
import {
  BOMBS,
  LARGEST,
  PlantedBombs,
  RESTORED
} from '../fixtures/planted-bombs.ts'
import { measured } from '../../tools/bench/measured-process.ts'

const MEMORY_KIB = 300_000

let planted: PlantedBombs
beforeAll(async () => {
  planted = await PlantedBombs.open()
})
afterEach(() => planted.clear())
afterAll(() => planted.close())

test.each(BOMBS.filter(([what]) => LARGEST.includes(what)))(
  '%s is refused within 300 MB of memory (%s)',
  async (what, code, light) => {
    light(planted)
    const runs = RESTORED.includes(what) ? [runVerify, runRestore] : [runVerify]
    for (const run of runs) {
      const { result, usage } = await measured(({ NODE_OPTIONS, ...env }) =>
        run(
          planted.simulator,
          {},
          {
            env: {
              ...env,
              NODE_OPTIONS: `${NODE_OPTIONS ?? ''} --max-old-space-size=256`
            }
          }
        )
      )
      const found = result.outputs['findings'] ?? result.outputs['error-code']
      expect(code.split(' or ')).toContain(found?.split(' ')[0])
      expect(usage?.peakMemoryKiB).toBeLessThan(MEMORY_KIB)
    }
  }
)

// Any other damage is in integration/damaged-snapshot.
test('a snapshot with a flipped bit is restored by nobody', async () => {
  planted.flipBit()
  const { simulator } = planted
  simulator.resetStats()
  const run = await runRestore(simulator)
  expect([run.exitCode, run.outputs]).toMatchObject([
    1,
    { status: 'failed', 'error-code': 'snapshot-digest' }
  ])
  expect(annotations(run, 'error')).toHaveLength(1)
  expect(writesToPools(simulator.stats().calls)).toEqual([])
})
