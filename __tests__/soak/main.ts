import { mkdir, writeFile } from 'node:fs/promises'
import { seedFor } from '../../simulator/random.ts'
import { recordOf } from './record.ts'
import { planLargeRound, planRound } from './round-plan.ts'
import { runRound, type RoundResult } from './round.ts'
import { SHARE } from './weather.ts'

/*
 * A night of small exports and restores against a simulator that throttles,
 * resets and lies in 5 % of its answers. By environment variables:
 *
 *   ROUNDS=500       how many rounds
 *   SEED=1           of all that is drawn; printed, a random one by default
 *   FROM=17          the first round, to repeat one: FROM=17 ROUNDS=1 SEED=…
 *   AT_ONCE=2        how many rounds at a time
 *   SHARE=5          how many percent of the calls go wrong
 *   LARGE=50         each how manieth round has a pool of over 3,000 users
 *   SHOW=1           prints what failed runs showed
 *   RECORD=1         writes docs/reliability/soak.json
 *
 * A round of the same seed draws the same pools, inputs and faults. Calls that
 * are made at the same time come in any order, so whom a fault meets may differ.
 */

const RECORD = new URL('../../docs/reliability/soak.json', import.meta.url)

const rounds = number('ROUNDS', 500)
const first = number('FROM', 1)
const atOnce = number('AT_ONCE', 2)
const seed = number('SEED', Math.floor(Math.random() * 2 ** 31))
const share = number('SHARE', SHARE * 100) / 100
const large = number('LARGE', 50)

say(`${rounds} rounds from ${first} on, SEED=${seed}`)
const results: RoundResult[] = []
const waiting = Array.from({ length: rounds }, (_, at) => first + at)
await Promise.all(Array.from({ length: atOnce }, work))

const record = recordOf(
  {
    command: `ROUNDS=${rounds} SEED=${seed} RECORD=1 npm run soak`,
    date: new Date().toISOString().slice(0, 10),
    seed,
    shareOfCalls: share
  },
  results
)
const text = `${JSON.stringify(record, null, 2)}\n`
say(text)
if (process.env['RECORD'] === '1') {
  await mkdir(new URL('.', RECORD), { recursive: true })
  await writeFile(RECORD, text)
}
if (results.some(({ wrong }) => wrong.length > 0)) {
  say('The soak failed.')
  process.exitCode = 1
}

async function work(): Promise<void> {
  for (let round = waiting.shift(); round; round = waiting.shift()) {
    const plan = round % large === 0 ? planLargeRound : planRound
    const result = await runRound(plan(seedFor(seed, round)), share)
    results.push(result)
    const { endings, faults, wrong } = result
    const outcome = endings
      .map(({ mode, status, code }) =>
        [mode, status, code === undefined ? '' : `(${code})`].join(' ').trim()
      )
      .join(', ')
    const met = [...faults].map(([name, count]) => `${name} ×${count}`)
    say(
      `${round}\t${result.seed}\t${wrong.length === 0 ? 'ok' : 'WRONG'}\t${outcome}\t${met.join(', ')}`
    )
    for (const sentence of wrong) say(`\t${sentence}`)
    if (process.env['SHOW'] !== '1') continue
    for (const { said } of endings) if (said !== '') say(said)
  }
}

function number(name: string, otherwise: number): number {
  const value = process.env[name] ?? ''
  if (value === '') return otherwise
  if (/^\d+$/.test(value)) return Number(value)
  throw new RangeError(`${name}=${value} is not a whole number.`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
