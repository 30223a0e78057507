import { UserError } from '../../shared/errors.ts'
import type { Warning } from '../../shared/outcome.ts'
import type { BlockTitle, WarningTitle } from '../../shared/warning-titles.ts'

/**
 * Something about the target pool, or about what the plan would do to it, that a
 * person should know before the first write. No personal data: names of
 * attributes and identity providers may stand in it, those of users may not.
 */
export type Finding = {
  /** Sentences: what is wrong, and the input or the action in AWS that helps. */
  text: string
} & (
  | {
      /** Whether the restore can't go on. */
      blocks: true
      title: BlockTitle
    }
  | { blocks: false; title: WarningTitle }
)

export function block(title: BlockTitle, text: string): Finding {
  return { blocks: true, title, text }
}

export function warn(title: WarningTitle, text: string): Finding {
  return { blocks: false, title, text }
}

/**
 * Stops before the first write when something blocks, with all of it at once, so
 * that nobody has to mend one thing to be told of the next.
 *
 * @throws UserError `restore-blocked`
 */
export function refuseBlocked(findings: readonly Finding[]): void {
  const texts = findings
    .filter(({ blocks }) => blocks)
    .map(({ text }) => text.replace(/\.$/, ''))
  if (texts.length === 0) return
  const list =
    texts.length === 1
      ? texts.join('')
      : texts.map((text, index) => `${index + 1}) ${text}`).join('; ')
  throw new UserError(
    'restore-blocked',
    `The snapshot can't be restored into this user pool: ${list}. Nothing was written.`
  )
}

/** What blocks nothing. */
export function toWarnings(findings: readonly Finding[]): Warning[] {
  return findings
    .filter(finding => !finding.blocks)
    .map(({ title, text }) => ({ title, text }))
}

/** Most names in one sentence. */
const MOST_NAMES = 20

/** Names in words, sorted: "a, b, c", "a, b, … and 7 more". */
export function nameList(names: Iterable<string>): string {
  const sorted = [...names].sort()
  const some = sorted.slice(0, MOST_NAMES).join(', ')
  const rest = sorted.length - MOST_NAMES
  return rest > 0 ? `${some} and ${rest} more` : some
}
