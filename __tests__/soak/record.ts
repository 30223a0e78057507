import type { RoundResult } from './round.ts'
import type { Mode } from './weather-runs.ts'

/** How the runs of a mode ended: by status, and the failed ones by their code. */
interface Endings {
  runs: number
  byStatus: Record<string, number>
  failuresByCode: Record<string, number>
}

/** What a soak came to; docs/reliability/soak.json. */
export interface SoakRecord {
  command: string
  /** A day, in UTC. */
  date: string
  seed: number
  rounds: number
  /** The share of calls that went wrong, as it was set. */
  shareOfCalls: number
  calls: number
  /** In the pools that were exported, all rounds together. */
  users: number
  exports: Endings
  dryRuns: Endings
  restores: Endings
  verifies: Endings
  faultsMet: Record<string, number>
  /** Users that a snapshot or a restored pool lacks, or has wrongly. */
  usersLost: number
  /** Users that a snapshot or a restored pool has too many, or wrongly. */
  usersDuplicated: number
  messages: number
  failuresWithoutReason: number
  /** Everything else that was not as it has to be. */
  otherFindings: number
}

export function recordOf(
  facts: Pick<SoakRecord, 'command' | 'date' | 'seed' | 'shareOfCalls'>,
  results: readonly RoundResult[]
): SoakRecord {
  const sum = (count: (result: RoundResult) => number) =>
    results.reduce((total, result) => total + count(result), 0)
  const endings = (mode: Mode): Endings => {
    const ended = results
      .flatMap(result => result.endings)
      .filter(ending => ending.mode === mode)
    return {
      runs: ended.length,
      byStatus: tally(ended.map(({ status }) => status)),
      failuresByCode: tally(ended.flatMap(({ code }) => code ?? []))
    }
  }
  const wrong = results.flatMap(result => result.wrong)
  const found = (pattern: RegExp) =>
    wrong.filter(sentence => pattern.test(sentence)).length
  const lost = found(/: user in the \w+ missing:/)
  const duplicated = found(/: user in the \w+ too many:/)
  const reasonless = sum(({ withoutReason }) => withoutReason)
  return {
    ...facts,
    rounds: results.length,
    calls: sum(({ calls }) => calls),
    users: sum(({ users }) => users),
    exports: endings('export'),
    dryRuns: endings('dry-run'),
    restores: endings('restore'),
    verifies: endings('verify'),
    faultsMet: tally(
      results.flatMap(({ faults }) =>
        [...faults].flatMap(([name, count]) =>
          Array.from({ length: count }, () => name)
        )
      )
    ),
    usersLost: lost,
    usersDuplicated: duplicated,
    messages: sum(({ messages }) => messages),
    failuresWithoutReason: reasonless,
    otherFindings: wrong.length - lost - duplicated
  }
}

/** How often each name comes, in the order of the names. */
function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
