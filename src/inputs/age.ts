import {
  DEFAULTS,
  linesOf,
  peek,
  readLines,
  wrong,
  type Line
} from './kinds.ts'
import {
  identityKind,
  MOST_RECIPIENTS,
  recipientKind
} from '../snapshot/age/age-keys.ts'
import type { Env } from '../shared/world.ts'

/*
 * The keys of client-side encryption. Whatever throws here throws UserError
 * `input`, which tells the line and never what it says: it may be a secret.
 */

/**
 * Texts in the inputs that no log may show: the lines of age-identity, and
 * secret keys that were given as something else by mistake.
 */
export function secretTexts(env: Env): string[] {
  const secrets = linesOf(peek(env, 'age-identity'))
    .map(({ text }) => text)
    .filter(text => !isComment(text) && text !== DEFAULTS['age-identity'])
  for (const [name, value = ''] of Object.entries(env)) {
    if (!name.startsWith('INPUT_')) continue
    secrets.push(...(value.match(/AGE-SECRET-KEY-[A-Z0-9-]+/gi) ?? []))
  }
  return [...new Set(secrets)]
}

/** The public keys that a snapshot, or a report, is encrypted for; none: not. */
export function readAgeRecipients(env: Env): string[] {
  const lines = keyLines(env, 'age-recipients')
  refuseBlankLine(env)
  const kinds = new Map<string | undefined, Line>()
  const seen = new Map<string, Line>()
  for (const line of lines) {
    const kind = recipientKind(line.text)
    if (kind === undefined) throw notRecipient(line)
    const first = seen.get(line.text)
    if (first !== undefined) {
      throw wrongRecipients(
        `has the same key in the lines ${first.number} and ${line.number}`
      )
    }
    seen.set(line.text, line)
    kinds.set(kind, line)
  }
  if (kinds.size > 1) {
    throw wrongRecipients(
      `has keys of two kinds (${[...kinds].map(([kind, { number }]) => `${kind} in line ${number}`).join(', ')}): an X25519 key would undo the protection that hybrid keys give against quantum computers; give keys of one kind`
    )
  }
  if (lines.length > MOST_RECIPIENTS) {
    throw wrongRecipients(`has more than ${MOST_RECIPIENTS} keys`)
  }
  return [...seen.keys()]
}

/**
 * A snapshot that fewer keys open than were meant is found out on the bad day. A
 * line break may end the last line.
 */
function refuseBlankLine(env: Env): void {
  const lines = peek(env, 'age-recipients')
    .replace(/\r?\n$/, '')
    .split('\n')
  const blank = lines.findIndex(line => line.trim() === '')
  if (blank < 0) return
  throw wrongRecipients(
    `has an empty line ${blank + 1}; the expression there gave nothing`
  )
}

function notRecipient({ text, number }: Line) {
  const what = recipientMistake(text)
  return wrongRecipients(`has in line ${number} ${what}`)
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

function wrongRecipients(problem: string) {
  return wrong(
    'age-recipients',
    problem,
    'age1… or age1pq1…, one whole public key a line, as age-keygen prints it'
  )
}

/** The secret keys that open a snapshot; may be none. */
export function readAgeIdentities(env: Env): string[] {
  const lines = keyLines(env, 'age-identity')
  for (const line of lines) {
    if (identityKind(line.text) === undefined) throw notIdentity(line)
  }
  if (lines.length > MOST_RECIPIENTS) {
    throw wrongIdentity(`has more than ${MOST_RECIPIENTS} keys`)
  }
  return [...new Set(lines.map(({ text }) => text))]
}

function notIdentity({ text, number }: Line) {
  return wrongIdentity(`has in line ${number} ${identityMistake(text)}`)
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

/** Who exports must not be able to read what is exported. */
export function refuseAgeIdentity(env: Env): void {
  if (keyLines(env, 'age-identity').length === 0) return
  throw wrongIdentity(
    'is for reading snapshots; an export must not have it, so that who takes the runner over cannot read earlier snapshots: leave it out'
  )
}

function wrongIdentity(problem: string) {
  return wrong(
    'age-identity',
    problem,
    'AGE-SECRET-KEY-1… or AGE-SECRET-KEY-PQ-1… from a secret, ${{ secrets.AGE_IDENTITY }}'
  )
}

/** Lines without the comments that age-keygen writes into its files. */
function keyLines(env: Env, input: string): Line[] {
  return readLines(env, input, isComment)
}

function isComment(text: string): boolean {
  return text.startsWith('#')
}
