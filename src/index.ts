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

// V8 lets its generations grow with the garbage of every page until the process
// takes twice the memory that it needs; kept small, an export of any size takes
// about the same, and no more time. Only flags for later growth have an effect
// once V8 runs, so the sizes themselves can't be set here. So small a young
// generation isn't worth the threads that V8 would collect it with.
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--no-parallel-scavenge')
setFlagsFromString('--heap-growing-percent=100')

// A cancelled job gets SIGINT and, 7.5 s later, SIGTERM.
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

const { env } = process
// The SDK and others read the environment by themselves.
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

// What was given up may still hold the process: a name that is being looked up,
// the timer of an SDK's next attempt, or an ID token that came to be of no use.
// The runner would have to kill it.
process.stdout.write('', () => process.exit())
