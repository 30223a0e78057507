import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { correctedVariables } from './aws/environment.ts'
import { createGetIdToken } from './aws/roles/id-token.ts'
import { createReport } from './report/report.ts'
import { createTracker } from './report/issue/track-run.ts'
import { run } from './run.ts'
import { scratchIn } from './export/subs/scratch.ts'
import { systemClock as clock } from './shared/system-clock.ts'
import { workspaceReader } from './inputs/workspace-file.ts'

// V8 lets its heap grow with the garbage of every page, until the process takes
// twice the memory that it needs. With a slow growth an export of any size takes
// about the same memory, and no more time. The sizes themselves can't be set once
// V8 runs; only the flags for later growth still have an effect. A young
// generation this small isn't worth the threads of a parallel scavenge.
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--no-parallel-scavenge')
setFlagsFromString('--heap-growing-percent=100')

// A cancelled job gets SIGINT and, 7.5 s later, SIGTERM.
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

const { env } = process
// The SDK reads the environment of the process, not what is passed to run().
Object.assign(env, await correctedVariables(env))
const { signal } = stop
const { RUNNER_TEMP: temp = '' } = env
const openScratch = scratchIn(temp === '' ? tmpdir() : temp, randomBytes)
const getIdToken = createGetIdToken(env)
const report = createReport(env)
const tracker = createTracker(env, { clock, signal, log: report.log })

await run({
  env,
  clock,
  randomBytes,
  openScratch,
  readWorkspaceFile: workspaceReader(env['GITHUB_WORKSPACE']),
  getIdToken,
  signal,
  report,
  tracker
})

// Work that the run gave up may still keep the process alive: a DNS lookup, the
// timer of the SDK's next attempt, or a request for an ID token. The runner would
// have to kill it.
process.stdout.write('', () => process.exit())
