import { randomBytes } from 'node:crypto'
import { createReport } from './report/report.ts'
import { run } from './run.ts'
import type { Clock } from './world.ts'

const clock: Clock = {
  now: () => Date.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  }
}

// A cancelled job gets SIGINT and, 7.5 s later, SIGTERM.
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

await run({
  env: process.env,
  clock,
  randomBytes,
  signal: stop.signal,
  report: createReport(process.env)
})
