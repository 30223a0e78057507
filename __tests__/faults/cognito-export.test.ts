import { expect, test } from '@jest/globals'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runVerify } from '../fixtures/run-here.ts'
import { tryExport } from '../fixtures/export-faults.ts'
import { findWrongs } from '../fixtures/export-trial-checks.ts'
import { inTurns } from '../fixtures/turns.ts'
import { titleOf } from './cases/case.ts'
import { exportCases } from './cases/cognito-export.ts'

/** They all begin at once, and wait for their turn. */
const inTurn = inTurns(8)

test.concurrent.each(exportCases.map(one => [titleOf(one), one] as const))(
  '%s',
  (_title, one) =>
    inTurn(async () => {
      const trial = await tryExport(one)
      const { simulator } = trial
      try {
        expect(findWrongs(one, trial)).toEqual([])
        if (one.event !== undefined && one.outcome !== 'failed') {
          const verified = await runVerify(simulator)
          expect(annotations(verified, 'error')).toEqual([])
          expect(verified.exitCode).toBe(0)
        }
        if (one.signal !== undefined) {
          const again = await runExport(simulator)
          expect(again.outputs['status']).toBe('complete')
        }
      } finally {
        await simulator.close()
      }
    })
)

test('no two cases have the same name', () => {
  const titles = exportCases.map(titleOf)
  expect(new Set(titles).size).toBe(titles.length)
})
