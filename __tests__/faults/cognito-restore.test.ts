import { expect, test } from '@jest/globals'
import {
  makeTemplate,
  restoreAgain,
  tryRestore,
  undisturbedOf,
  type RestoreTemplate,
  type RestoreTrial
} from '../fixtures/restore-faults.ts'
import { comparableState } from '../fixtures/restore-runs.ts'
import { findWrongs } from '../fixtures/restore-trial-checks.ts'
import { inTurns } from '../fixtures/turns.ts'
import { titleOf } from './cases/case.ts'
import { passingCases } from './cases/cognito-restore-passing.ts'
import { restoreCases } from './cases/cognito-restore.ts'
import type { RestoreCase } from './cases/restore-case.ts'

/** They all begin at once, and wait for their turn. */
const inTurn = inTurns(10)

const KINDS = ['empty', 'with changed users', 'by import jobs'] as const
let making: Promise<RestoreTemplate> | undefined
const template = () => (making ??= makeTemplate(KINDS))

const NOTHING = { users: [], groups: [] }

const passing = new Set(passingCases)
const own = restoreCases.filter(one => !passing.has(one))

/** A run and what is wrong with it; one for all calls that a fault strikes. */
const together = new Map<
  string,
  Promise<{ wrong: string[] } & Pick<RestoreTrial, 'met'>>
>()

function runOf(one: RestoreCase) {
  const isSame = (other: RestoreCase) =>
    other.does === one.does && other.target === one.target
  const name = `${one.does} ${one.target}`
  const known = together.get(name)
  if (known !== undefined) return known
  const run = inTurn(async () => {
    const cases = passingCases.filter(isSame)
    const trial = await tryRestore(await template(), cases)
    await trial.simulator.close()
    return { met: trial.met, wrong: findWrongs(one, trial, await template()) }
  })
  together.set(name, run)
  return run
}

test.concurrent.each(own.map(one => [titleOf(one), one] as const))(
  '%s',
  (_title, one) =>
    inTurn(async () => {
      const trial = await tryRestore(await template(), [one])
      const { simulator, pool, met } = trial
      try {
        expect(findWrongs(one, trial, await template())).toEqual([])
        expect(met.get(one.on)).toBeGreaterThanOrEqual(one.from ?? 1)
        if (one.outcome === 'recovered') return
        if (one.writesNothing === true) {
          expect(comparableState(simulator, pool)).toEqual(NOTHING)
          const { objects } = await template()
          expect(simulator.bucketObjects()).toHaveLength(objects.length)
          return
        }
        const next = await restoreAgain(trial, one)
        if (one.again === 'fails') {
          expect(next.outputs['status']).not.toBe('complete')
          return
        }
        expect(next.outputs['status']).toBe('complete')
        expect(next.exitCode).toBe(0)
        if (one.again === 'conflicts') {
          expect(next.outputs['conflicts']).toBe('1')
          return
        }
        expect(comparableState(simulator, pool)).toEqual(
          undisturbedOf(await template(), one).state
        )
        expect(simulator.stats().messagesSent).toBe(0)
      } finally {
        await simulator.close()
      }
    })
)

test.concurrent.each(passingCases.map(one => [titleOf(one), one] as const))(
  '%s',
  async (_title, one) => {
    const { wrong, met } = await runOf(one)
    expect(wrong).toEqual([])
    expect(met.get(one.on)).toBeGreaterThan(0)
  }
)

test('no two cases have the same name', () => {
  const titles = restoreCases.map(one => `${titleOf(one)} ${one.target}`)
  expect(new Set(titles).size).toBe(titles.length)
})
