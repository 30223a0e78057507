import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { GuardError, type Guard } from './guard.ts'
import { GUARDS } from './guards.ts'
import { judge, notGreen, type Verdict } from './judge.ts'
import {
  toRecord,
  toRecorded,
  type GuardsRecord,
  type RecordedGuard
} from './record.ts'
import { runTests } from './run-tests.ts'
import { checkTypes } from './types.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

const USAGE = `Usage: npm run test:guards -- [options]

Removes each guard of the tool, one at a time and in a copy of the project, and
shows that a test goes red for it.

  --only TEXT   only the guards whose name, promise or file holds the text
  --at-once N   how many are removed at the same time, each in a copy of its own; 2
                if it is left out
  --missing     only the guards that docs/reliability/guards.json lacks
  --record      writes what comes out to docs/reliability/guards.json, which keeps
                what it has of the guards that aren't tried
  --help        show this text

Exit code: 0; 1 when a guard's removal turned nothing red, or proves nothing; 2
when the command line is wrong.
`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RECORD = 'docs/reliability/guards.json'

// Whoever stops the run stops the tests, and no copy is left behind.
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

process.exitCode = await main(process.argv.slice(2), stop.signal)

async function main(
  args: readonly string[],
  signal: AbortSignal
): Promise<number> {
  const options = readOptions(args)
  if (options === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  if (options.help === true) {
    process.stdout.write(USAGE)
    return 0
  }
  const recorded = readRecord()
  const known = options.missing === true ? recorded : []
  const guards = GUARDS.filter(
    guard =>
      isChosen(guard, options.only) &&
      !known.some(({ name }) => name === guard.name)
  )
  if (guards.length === 0) return complain('There is no such guard.', 2)
  const record: OnTried =
    options.record === true ? recorder(recorded) : () => undefined
  const atOnce = Number(options['at-once'])
  if (!Number.isInteger(atOnce) || atOnce < 1) {
    return complain('--at-once takes a number from 1 on.', 2)
  }
  const folder = mkdtempSync(join(tmpdir(), 'guards-'))
  try {
    const workspaces = Array.from({ length: atOnce }, (_, at) =>
      createWorkspace(ROOT, join(folder, String(at)))
    )
    const typed = createWorkspace(ROOT, join(folder, 'types'))
    await checkTypes(guards, typed, read, signal)
    return await removeEach(guards, workspaces, record, signal)
  } catch (error) {
    if (signal.aborted) return complain('Stopped.', 130)
    if (!(error instanceof GuardError)) throw error
    return complain(error.message, 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        'at-once': { type: 'string', default: '2' },
        missing: { type: 'boolean' },
        record: { type: 'boolean' },
        help: { type: 'boolean' }
      }
    }).values
  } catch {
    return undefined
  }
}

function isChosen({ name, promise, file }: Guard, only = ''): boolean {
  return [name, promise, file].some(text => text.includes(only))
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

async function removeEach(
  guards: readonly Guard[],
  workspaces: readonly Workspace[],
  record: OnTried,
  signal: AbortSignal
): Promise<number> {
  const isGreen = greenCheck(signal)
  let caught = 0
  const waiting = guards.values()
  await Promise.all(
    workspaces.map(async workspace => {
      for (const guard of waiting) {
        const verdict =
          (await isGreen(guard.tests, workspace)) ??
          (await tryWithout(guard, workspace, signal))
        tell(guard, verdict)
        record(guard, verdict)
        if (verdict.is === 'caught') caught += 1
      }
    })
  )
  const text = `${caught} of ${guards.length} guards turn a test red when they are removed`
  process.stdout.write(`\n${text}\n`)
  return caught === guards.length ? 0 : 1
}

/**
 * Tests that are red with every guard in place prove nothing. Each file is run
 * once, in a workspace that is as the project is.
 */
function greenCheck(
  signal: AbortSignal
): (
  tests: readonly string[],
  workspace: Workspace
) => Promise<Verdict | undefined> {
  const known = new Map<string, Promise<string | undefined>>()
  const look = async (file: string, folder: string) => {
    try {
      return notGreen(await runTests(folder, [file], signal))[0]
    } catch (error) {
      if (!(error instanceof GuardError)) throw error
      return `${file}: ${error.message}`
    }
  }
  return async (tests, { folder }) => {
    for (const file of tests) {
      const looked = known.get(file) ?? look(file, folder)
      known.set(file, looked)
      const red = await looked
      if (red !== undefined) {
        return { is: 'broken', why: `red with every guard in place: ${red}` }
      }
    }
    return undefined
  }
}

async function tryWithout(
  guard: Guard,
  workspace: Workspace,
  signal: AbortSignal
): Promise<Verdict> {
  const { folder } = workspace
  workspace.remove(guard)
  try {
    return judge(await runTests(folder, guard.tests, signal), guard.tests)
  } catch (error) {
    if (!(error instanceof GuardError)) throw error
    return { is: 'broken', why: error.message }
  } finally {
    workspace.restore()
  }
}

function tell({ name, file }: Guard, verdict: Verdict): void {
  const line =
    verdict.is === 'caught'
      ? `red       ${name} (${file}): ${verdict.tests.join('; ')}`
      : `${verdict.is === 'survived' ? 'SURVIVED ' : 'BROKEN   '} ${name} (${file}): ${verdict.why}`
  process.stdout.write(`${line}\n`)
}

type OnTried = (guard: Guard, verdict: Verdict) => void

function readRecord(): readonly RecordedGuard[] {
  const file = join(ROOT, RECORD)
  if (!existsSync(file)) return []
  return (JSON.parse(readFileSync(file, 'utf8')) as GuardsRecord).guards
}

/** Records each guard as it was tried: a run that is stopped has shown something. */
function recorder(earlier: readonly RecordedGuard[]): OnTried {
  const file = join(ROOT, RECORD)
  const tried = new Map<string, RecordedGuard | undefined>()
  return (guard, verdict) => {
    tried.set(
      guard.name,
      verdict.is === 'caught'
        ? toRecorded({ guard, ...verdict }, Date.now())
        : undefined
    )
    mkdirSync(dirname(file), { recursive: true })
    const content = toRecord(GUARDS, earlier, tried)
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  }
}

function complain(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`)
  return exitCode
}
