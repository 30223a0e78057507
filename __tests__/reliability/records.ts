import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { SuiteRecord } from '../fixtures/suite-record.ts'
import type { GuardsRecord } from '../guards/record.ts'
import type { SoakRecord } from '../soak/record.ts'

const FOLDER = new URL('../../docs/reliability/', import.meta.url)

/** What the suites of kills or cancellations left behind. */
export interface TrialsRecord {
  command: string
  /** The day, in UTC. */
  date: string
  suites: readonly SuiteRecord[]
}

/** A bug that a suite has found, and the test that would find it again. */
export interface FoundBug {
  found: string
  /** What people would have had of it. */
  consequence: string
  /** The test file. */
  test: string
}

/** What the suites outside `npm cit` wrote down when they ran. */
export interface Records {
  kills: TrialsRecord
  cancellations: TrialsRecord
  soak: SoakRecord
  guards: GuardsRecord
  bugs: readonly FoundBug[]
}

/** All that was recorded. @throws Error when a record is missing */
export function readRecords(): Records {
  return {
    kills: read('kills.json') as TrialsRecord,
    cancellations: read('cancellations.json') as TrialsRecord,
    soak: read('soak.json') as SoakRecord,
    guards: read('guards.json') as GuardsRecord,
    bugs: readdirSync(FOLDER)
      .filter(name => name.startsWith('bugs-'))
      .sort()
      .flatMap(name => read(name) as FoundBug[])
  }
}

function read(name: string): unknown {
  const file = new URL(name, FOLDER)
  if (!existsSync(file)) {
    throw new Error(`docs/reliability/${name} is missing: run its suite first.`)
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}
