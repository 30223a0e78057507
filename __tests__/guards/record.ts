import { removalsOf, type Guard } from './guard.ts'
import { PROMISES } from './promises.ts'

/** What a page can be made of: which tests notice that a guard is gone. */
export interface GuardsRecord {
  command: string
  /** How many guards there are; fewer below were not all tried, or not noticed. */
  of: number
  guards: readonly RecordedGuard[]
}

export interface RecordedGuard {
  name: string
  /** As a sentence. */
  promise: string
  /** One, or several with commas between them. */
  file: string
  /** The full name of the first test that failed, in each test file. */
  tests: readonly string[]
  /** The day of the run that showed it, in UTC. */
  date: string
}

/** A guard that tests have noticed. */
export interface Caught {
  guard: Guard
  tests: readonly string[]
}

/** @param now ms since 1970 */
export function toRecorded(
  { guard, tests }: Caught,
  now: number
): RecordedGuard {
  return {
    name: guard.name,
    promise: PROMISES[guard.promise],
    file: [...new Set(removalsOf(guard).map(({ file }) => file))].join(', '),
    tests,
    date: new Date(now).toISOString().slice(0, 10)
  }
}

/**
 * A record with what has come out of a run so far, which may be one of some guards
 * only: of the others it keeps what an earlier run has shown, if they still are in
 * the table.
 *
 * @param all the table of guards
 * @param earlier what was recorded before
 * @param tried by name; `undefined` for a guard whose removal nothing has noticed
 */
export function toRecord(
  all: readonly Guard[],
  earlier: readonly RecordedGuard[],
  tried: ReadonlyMap<string, RecordedGuard | undefined>
): GuardsRecord {
  const before = new Map(earlier.map(guard => [guard.name, guard]))
  const guards = all.flatMap(({ name }) => {
    const known = tried.has(name) ? tried.get(name) : before.get(name)
    return known === undefined ? [] : [known]
  })
  return {
    command: 'npm run test:guards',
    of: all.length,
    guards: guards.sort(
      (a, b) => compare(a.file, b.file) || compare(a.name, b.name)
    )
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
