import { amount } from '../../shared/amount.ts'
import type { Outcome } from '../../shared/outcome.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { folded, table } from './summary-table.ts'

/** What each level checks. */
const LEVELS = {
  contents: 'Every byte and every record (`verify-level: contents`)',
  headers:
    'Sizes, checksums, encryption and versions, no content (`verify-level: headers`)'
}

/** Addresses and digests. */
export function details(outcome: Outcome): string {
  const { snapshot } = outcome
  const rows: [string, string][] = []
  if (snapshot !== undefined) {
    rows.push(['Snapshot', `\`${snapshot.uri}\``])
    rows.push([
      'SHA-256 of its manifest',
      markdownCode(snapshot.manifestSha256)
    ])
  }
  if (outcome.mode === 'verify' && outcome.level !== undefined) {
    rows.push(['What was verified', LEVELS[outcome.level]])
  }
  if (outcome.mode === 'compare' && outcome.other !== undefined) {
    rows.push(['Compared with', `\`${outcome.other.uri}\``])
  }
  if (outcome.mode === 'restore') {
    const { uri, subMapUri } = outcome.report ?? {}
    if (uri !== undefined) {
      rows.push(['Report, a line for each user', `\`${uri}\``])
    }
    if (subMapUri !== undefined) {
      rows.push(['Map of old to new subs', `\`${subMapUri}\``])
    }
  }
  return folded('Addresses and digests', table(['', ''], rows))
}

/** The warnings of the run, which are also annotations. */
export function warnings({ warnings: all }: Outcome): string {
  return folded(
    amount(all.length, 'warning'),
    all
      .map(
        ({ title, text }) =>
          `- **${markdownText(title)}**: ${markdownText(text)}`
      )
      .join('\n')
  )
}
