import { expect, test } from '@jest/globals'
import { tryExport } from '../../fixtures/export-faults.ts'
import { findWrongs as findWrongsOfExport } from '../../fixtures/export-trial-checks.ts'
import {
  makeTemplate,
  restoreAgain,
  tryRestore,
  undisturbedOf,
  type RestoreTemplate
} from '../../fixtures/restore-faults.ts'
import { comparableState } from '../../fixtures/restore-runs.ts'
import { findWrongs } from '../../fixtures/restore-trial-checks.ts'
import { inTurns } from '../../fixtures/turns.ts'
import { titleOf } from '../cases/case.ts'
import { slowExportCases, slowRestoreCases } from '../cases/cognito-slow.ts'

const USERS = 400
/** They wait and hardly work, so that they can all be under way. */
const inTurn = inTurns(12)

/**
 * So many users are restored at a time; whoever is under way may use up the
 * attempts of a call or two.
 */
const UNDER_WAY = 64
const ATTEMPTS = 10

let making: Promise<RestoreTemplate> | undefined
const template = () =>
  (making ??= makeTemplate(['empty'], { users: USERS, membershipsPerUser: 1 }))

test.concurrent.each(slowExportCases.map(one => [titleOf(one), one] as const))(
  'an export: %s',
  (_title, one) =>
    inTurn(async () => {
      const trial = await tryExport(one)
      try {
        expect(findWrongsOfExport(one, trial)).toEqual([])
        // One page of users is looked up at a time.
        if (one.on === 'AdminGetUserAuthFactors') {
          expect(trial.met).toBeLessThanOrEqual(60 * ATTEMPTS)
        }
      } finally {
        await trial.simulator.close()
      }
    })
)

test.concurrent.each(slowRestoreCases.map(one => [titleOf(one), one] as const))(
  'a restore: %s',
  (_title, one) =>
    inTurn(async () => {
      const trial = await tryRestore(await template(), [one])
      const { simulator, pool, met, run } = trial
      try {
        expect(findWrongs(one, trial, await template())).toEqual([])
        const aimed = met.get(one.on) ?? 0
        expect(aimed).toBeGreaterThanOrEqual(one.from ?? 1)
        if (one.outcome === 'recovered') return
        if (one.failedUsers === undefined) {
          const after = aimed - (one.from ?? 1)
          expect(after).toBeLessThanOrEqual(2 * UNDER_WAY * ATTEMPTS)
          const failed = Number(run.outputs['failed-users'])
          expect(failed).toBeGreaterThan(0)
          expect(failed).toBeLessThanOrEqual(2 * UNDER_WAY)
        }
        const next = await restoreAgain(trial, one)
        expect(next.outputs['status']).toBe('complete')
        expect(comparableState(simulator, pool)).toEqual(
          undisturbedOf(await template(), one).state
        )
        expect(simulator.stats().messagesSent).toBe(0)
      } finally {
        await simulator.close()
      }
    })
)
