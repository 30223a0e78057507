import type { ActionRun } from '../../simulator/run-action.ts'
import { seedFor } from '../../simulator/random.ts'
import type { Simulator, Stats } from '../../simulator/simulator.ts'
import { personalValues, shownBy } from '../fixtures/restore-runs.ts'
import { reasonOf } from './failure-reason.ts'
import { weatherOf } from './weather.ts'

export type Mode = 'export' | 'dry-run' | 'restore' | 'verify'

/** A run in bad weather, and how it ended. */
export interface Ending {
  mode: Mode
  /** The output of that name. */
  status: string
  /** Of a run that failed. */
  code: string | undefined
  /** … and what it showed. */
  said: string
}

/** What a round has met, and what was wrong. */
export interface Log {
  endings: Ending[]
  faults: Map<string, number>
  calls: number
  messages: number
  /** Failures whose reason wasn't said as it has to be. */
  withoutReason: number
  wrong: string[]
}

export interface Done {
  run: ActionRun
  /** Of this run alone. */
  stats: Stats
}

/** Runs the action in bad and in fair weather, and keeps the log of a round. */
export function createRuns(simulator: Simulator, seed: number, share: number) {
  const log: Log = {
    endings: [],
    faults: new Map(),
    calls: 0,
    messages: 0,
    withoutReason: 0,
    wrong: []
  }
  let runs = 0
  const note = (what: string, wrong: readonly string[]) => {
    log.wrong.push(...wrong.map(sentence => `${what}: ${sentence}`))
  }

  /** @param pools whose people no run may show */
  async function perform(
    what: string,
    pools: readonly string[],
    work: () => Promise<ActionRun>
  ): Promise<Done> {
    const values = personalValues(simulator, pools)
    simulator.resetStats()
    const run = await work()
    const stats = simulator.stats()
    const shown = shownBy(run)
    const told = values.filter(value => shown.includes(value))
    log.messages += stats.messagesSent
    for (const count of Object.values(stats.calls)) log.calls += count
    for (const [name, count] of Object.entries(stats.faults)) {
      log.faults.set(name, (log.faults.get(name) ?? 0) + count)
    }
    note(what, [
      ...told.map(value => `shows the personal value ${value}`),
      ...(stats.messagesSent > 0 ? [`${stats.messagesSent} messages`] : [])
    ])
    return { run, stats }
  }

  return {
    log,
    note,
    /** A run that may fail, if it says why. */
    async inBadWeather(
      mode: Mode,
      pools: readonly string[],
      work: () => Promise<ActionRun>
    ): Promise<Done> {
      runs += 1
      simulator.setWeather(weatherOf(seedFor(seed, runs), share))
      const done = await perform(mode, pools, work)
      simulator.setWeather(undefined)
      const { run } = done
      const status = run.outputs['status'] ?? 'none'
      if (run.exitCode === 0) {
        log.endings.push({ mode, status, code: undefined, said: '' })
        return done
      }
      const { code, wrong } = reasonOf(run)
      log.endings.push({ mode, status, code, said: shownBy(run) })
      if (wrong.length > 0) log.withoutReason += 1
      note(mode, wrong)
      return done
    },
    /** A run that must not fail. */
    async inFairWeather(
      what: string,
      pools: readonly string[],
      work: () => Promise<ActionRun>
    ): Promise<Done> {
      const done = await perform(what, pools, work)
      if (done.run.exitCode !== 0) {
        note(what, [`failed in fair weather:\n${done.run.stdout}`])
      }
      return done
    }
  }
}

export type Runs = ReturnType<typeof createRuns>
