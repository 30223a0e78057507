import { removalsOf, type Guard } from './guard.ts'
import { PROMISES } from './promises.ts'

/** What a page can be made of: which tests notice that a guard is gone. */
export interface GuardsRecord {
  command: string
  /** The day of the run, in UTC. */
  date: string
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
  /** How many tests failed. */
  failed: number
}

/** A guard that tests have noticed. */
export interface Caught {
  guard: Guard
  tests: readonly string[]
  failed: number
}

/** @param now ms since 1970 */
export function toRecord(all: readonly Caught[], now: number): GuardsRecord {
  const guards = all.map(({ guard, tests, failed }) => ({
    name: guard.name,
    promise: PROMISES[guard.promise],
    file: [...new Set(removalsOf(guard).map(({ file }) => file))].join(', '),
    tests,
    failed
  }))
  return {
    command: 'npm run test:guards',
    date: new Date(now).toISOString().slice(0, 10),
    guards: guards.sort(
      (a, b) => compare(a.file, b.file) || compare(a.name, b.name)
    )
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
