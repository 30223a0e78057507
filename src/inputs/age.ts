import {
  identityKind,
  MOST_RECIPIENTS,
  recipientKind
} from '../snapshot/age/age-keys.ts'
import {
  linesGiven,
  wrong,
  type GivenInput,
  type Line,
  type Read
} from './kinds.ts'

/*
 * The keys of client-side encryption. A reader throws UserError `input`, which
 * gives the number of the line and never its text: that may be a secret.
 */

/** The public keys that a snapshot, or a report, is encrypted for; none: not. */
export const ageRecipients: Read<string[]> = given => {
  const lines = keyLines(given)
  refuseBlankLine(given)
  const kinds = new Map<string | undefined, Line>()
  const seen = new Map<string, Line>()
  for (const line of lines) {
    const { text, number } = line
    const kind = recipientKind(text)
    if (kind === undefined) {
      throw wrong(given, `has in line ${number} ${recipientMistake(text)}`)
    }
    const first = seen.get(text)
    if (first !== undefined) {
      throw wrong(
        given,
        `has the same key in the lines ${first.number} and ${number}`
      )
    }
    seen.set(text, line)
    kinds.set(kind, line)
  }
  if (kinds.size > 1) {
    throw wrong(
      given,
      `has keys of two kinds (${[...kinds].map(([kind, { number }]) => `${kind} in line ${number}`).join(', ')}): an X25519 key would undo the protection that hybrid keys give against quantum computers; give keys of one kind`
    )
  }
  refuseTooMany(given, lines)
  return [...seen.keys()]
}

/**
 * An expression that gave nothing leaves a key out, which shows only on the day
 * when that key is needed. A line break may end the last line.
 */
function refuseBlankLine(given: GivenInput): void {
  const lines = given.text.replace(/\r?\n$/, '').split('\n')
  const blank = lines.findIndex(line => line.trim() === '')
  if (blank < 0) return
  throw wrong(
    given,
    `has an empty line ${blank + 1}; the expression there gave nothing`
  )
}

function recipientMistake(text: string): string {
  if (/AGE-SECRET-KEY-/i.test(text)) {
    return 'a secret key, which must never be where exports run. Give its public key: age-keygen -y prints it. If the workflow file or a log holds the secret key, make a new one'
  }
  if (/^(ssh-|ecdsa-|sk-)/.test(text)) {
    return 'an SSH key, which this action does not take'
  }
  if (text.startsWith('-----BEGIN'))
    return 'something armored, not a public key'
  if (/^age1(?!pq1)[a-z0-9+._-]+1/.test(text)) {
    return 'a key of a plugin or a hardware token, which this action does not take'
  }
  return /^age1/i.test(text)
    ? 'a public key with a mistake in it'
    : 'something else than a public key of age'
}

/** The secret keys that open a snapshot; may be none. */
export const ageIdentities: Read<string[]> = given => {
  const lines = keyLines(given)
  for (const { text, number } of lines) {
    if (identityKind(text) !== undefined) continue
    throw wrong(given, `has in line ${number} ${identityMistake(text)}`)
  }
  refuseTooMany(given, lines)
  return [...new Set(lines.map(({ text }) => text))]
}

function identityMistake(text: string): string {
  if (/^AGE-SECRET-KEY-/i.test(text)) return 'a secret key with a mistake in it'
  if (/^age1/i.test(text)) {
    return 'a public key; it takes the secret key to open a snapshot'
  }
  if (text.startsWith('-----BEGIN AGE')) {
    return 'an encrypted key file; decrypt it first, with age --decrypt'
  }
  return 'something else than a secret key of age (it takes no passphrase, no SSH key and no key of a plugin)'
}

/** A run that exports must not be able to read what it exports. */
export const refuseAgeIdentity: Read<void> = given => {
  if (keyLines(given).length === 0) return
  throw wrong(
    given,
    'is for reading snapshots; an export must not have it, so that who takes the runner over cannot read earlier snapshots: leave it out'
  )
}

function refuseTooMany(given: GivenInput, lines: readonly Line[]): void {
  if (lines.length <= MOST_RECIPIENTS) return
  throw wrong(given, `has more than ${MOST_RECIPIENTS} keys`)
}

/** Lines without the comments that age-keygen writes into its files. */
function keyLines(given: GivenInput): Line[] {
  return linesGiven(given, isAgeComment)
}

export function isAgeComment(text: string): boolean {
  return text.startsWith('#')
}
