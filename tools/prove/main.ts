import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { AwsCallError } from '../../src/shared/errors.ts'
import { VERSION } from '../../src/shared/version.ts'
import type { Clock } from '../../src/shared/world.ts'
import { assumptions } from './assumptions/all.ts'
import { listByHand, listOf } from './list.ts'
import { mask } from './mask.ts'
import { openLab, POOL_NAME } from './open-lab.ts'
import {
  parseOptions,
  usage,
  UsageError,
  type ProveOptions
} from './options.ts'
import { randomName } from './people.ts'
import { planOf, tellPlan } from './plan.ts'
import { openPools, Refusal } from './preflight.ts'
import { NotSettled } from './proof.ts'
import { proofs } from './proofs/all.ts'
import { exitCodeOf, markdownOf, reportOf } from './report.ts'
import { runProofs } from './run-proofs.ts'

/** The exit code of a run that tried nothing. */
const NOTHING_TRIED = 2

const clock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(
        Math.ceil(ms),
        undefined,
        signal === undefined ? {} : { signal }
      )
    } catch (error) {
      if (signal?.aborted !== true) throw error
    }
  },
  every(ms, tick) {
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  }
}

/** Ctrl-C reaches the process twice under npm, once from npm itself. */
const SAME_STOP_MS = 2000

// Whoever stops it waits until what was made is removed; a second time ends it.
const stop = new AbortController()
let stoppedAt = Infinity
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (clock.now() - stoppedAt > SAME_STOP_MS) {
      say(
        `Ended at once: remove pools named ${POOL_NAME}… and users named prove… yourself.`
      )
      process.exit(130)
    }
    if (stop.signal.aborted) return
    stoppedAt = clock.now()
    say('Stopping: what was made is removed first.')
    stop.abort()
  })
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = complain(error)
}
// A connection that is kept open would hold the process.
process.stdout.write('', () => process.exit())

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, randomName(randomBytes))
  if (options === 'help') {
    process.stdout.write(usage)
    return 0
  }
  if (options === 'list') {
    process.stdout.write(listOf(assumptions, proofs))
    return 0
  }
  return await prove(options)
}

/** Tries the proofs and prints the report; returns the exit code. */
async function prove(options: ProveOptions): Promise<number> {
  const { region, endpoint } = options
  // The SDK reads it there, and so do the rooms of src/.
  if (endpoint !== undefined) process.env['AWS_ENDPOINT_URL'] = endpoint
  const context = {
    env: process.env,
    region,
    regionSource: '--region',
    randomBytes
  }
  const given = await openPools(
    context,
    clock,
    options.userPoolIds,
    options.callsPerSecond
  )
  const plan = planOf(proofs, given, options)
  if (plan.proofs.length === 0 && plan.without.length === 0)
    throw new UsageError(`No proof has ${options.only ?? ''} in its id.`)
  if (!options.isAgreed) {
    process.stdout.write(tellPlan(plan))
    return NOTHING_TRIED
  }
  const lab = openLab(options, given, context, clock, stop.signal)
  const chosen = proofs.filter(({ id }) => id.includes(options.only ?? ''))
  const proved = await runProofs(chosen, lab, ({ id, verdict }) => {
    say(`${id}: ${verdict.outcome}, ${mask(verdict.seen, lab.personal)}`)
  })
  say('Removing what was made')
  const left = await lab.made.removeAll(nameOf)
  const isComplete = !stop.signal.aborted
  const day = new Date(clock.now()).toISOString().slice(0, 10)
  const report = reportOf(
    { region, version: VERSION, day, isComplete },
    proved,
    left,
    lab.personal,
    assumptions
  )
  process.stdout.write(
    options.json
      ? `${JSON.stringify(report)}\n`
      : markdownOf(report) +
          (options.only === undefined ? listByHand(assumptions) : '')
  )
  return exitCodeOf(report)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function nameOf(error: unknown): string {
  if (error instanceof AwsCallError) return error.awsCode
  if (error instanceof NotSettled) return error.message
  return error instanceof Error ? error.name : 'unknown'
}

function complain(error: unknown): number {
  if (error instanceof UsageError)
    say(`${error.message}\nTry npm run prove -- --help.`)
  else if (error instanceof Refusal) say(error.message)
  else
    say(error instanceof Error ? mask(error.stack ?? error.message) : 'Failed')
  return NOTHING_TRIED
}
