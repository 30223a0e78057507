import { expect, test } from '@jest/globals'
import { seedFor } from '../../../../simulator/random.ts'
import { recordOf } from '../../../soak/record.ts'
import { planRound } from '../../../soak/round-plan.ts'
import { runRound } from '../../../soak/round.ts'

const ROUNDS = 8
const AT_A_TIME = 2
const SEED = 11

/**
 * The first rounds of `ROUNDS=8 SEED=11 SHARE=10 npm run soak`. Worse weather
 * than that of a whole night, because these are few.
 */
const SHARE = 0.1

test('exports and restores in bad weather lose nobody, and say why they fail', async () => {
  const waiting = Array.from({ length: ROUNDS }, (_, at) => at + 1)
  const results: Awaited<ReturnType<typeof runRound>>[] = []
  const work = async () => {
    for (let round = waiting.shift(); round; round = waiting.shift()) {
      results.push(await runRound(planRound(seedFor(SEED, round)), SHARE))
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
  const facts = { command: '', date: '', seed: SEED, shareOfCalls: SHARE }
  const record = recordOf(facts, results)
  expect(record).toMatchObject({
    rounds: ROUNDS,
    exports: { runs: ROUNDS },
    restores: { runs: ROUNDS },
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0,
    failuresWithoutReason: 0,
    otherFindings: 0
  })
  // There was some weather, and what it met mostly came to a good end.
  expect(Object.keys(record.faultsMet).length).toBeGreaterThan(5)
  expect(record.exports.byStatus['complete']).toBeGreaterThan(ROUNDS / 2)
})
