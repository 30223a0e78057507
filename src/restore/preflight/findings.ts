import { UserError } from '../../shared/errors.ts'
import type { Warning } from '../../shared/outcome.ts'
import type { BlockTitle, WarningTitle } from '../../shared/warning-titles.ts'

/**
 * A fact about the target pool, or about the plan, that a person should know
 * before the first write. It may name attributes and identity providers. It
 * holds no personal data, so it names no users.
 */
export type Finding = {
  /** Sentences: what is wrong, and which input or action in AWS helps. */
  text: string
} & (
  | {
      /** Whether it stops the restore. */
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
 * Stops the restore if anything blocks it. One error lists everything that
 * blocks, so that one round of fixes is enough.
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

/** The findings that don't block, as warnings. */
export function toWarnings(findings: readonly Finding[]): Warning[] {
  return findings
    .filter(finding => !finding.blocks)
    .map(({ title, text }) => ({ title, text }))
}

/** The most names in one sentence. */
const MOST_NAMES = 20

/** Sorted names as text: "a, b, c", or "a, b, … and 7 more". */
export function nameList(names: Iterable<string>): string {
  const sorted = [...names].sort()
  const some = sorted.slice(0, MOST_NAMES).join(', ')
  const rest = sorted.length - MOST_NAMES
  return rest > 0 ? `${some} and ${rest} more` : some
}
