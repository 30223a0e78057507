import { createHash } from 'node:crypto'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'

/**
 * The keys of age (age-encryption.org/v1). A recipient is a public key; an
 * identity is the secret key that decrypts what was encrypted for it. The
 * library's errors quote keys, so none of them leaves this file.
 */

/**
 * The most recipients of a snapshot. Each costs a reader one public-key operation
 * for each part; 2,000 operations take 1.7 s of CPU.
 */
export const MOST_RECIPIENTS = 20

/** `hybrid` is X25519 together with ML-KEM-768, against quantum computers. */
export type KeyKind = 'X25519' | 'hybrid'

// Bech32 (BIP 173) has no 1, b, i and o after its last 1. So these patterns don't
// match plugin keys (age1yubikey1…). Six characters are the check sum.
const DATA = '[02-9ac-hj-np-z]'
const RECIPIENTS: readonly (readonly [KeyKind, RegExp])[] = [
  ['X25519', new RegExp(`^age1${DATA}{58}$`)],
  ['hybrid', new RegExp(`^age1pq1${DATA}{1952}$`)]
]
const IDENTITIES: readonly (readonly [KeyKind, RegExp])[] = [
  ['X25519', new RegExp(`^AGE-SECRET-KEY-1${DATA.toUpperCase()}{58}$`)],
  ['hybrid', new RegExp(`^AGE-SECRET-KEY-PQ-1${DATA.toUpperCase()}{58}$`)]
]

/** The kind of a recipient; `undefined` for any other text. */
export function recipientKind(text: string): KeyKind | undefined {
  return kindOf(text, RECIPIENTS, () => new Encrypter().addRecipient(text))
}

/** The kind of an identity; `undefined` for any other text. */
export function identityKind(text: string): KeyKind | undefined {
  return kindOf(text, IDENTITIES, () => new Decrypter().addIdentity(text))
}

function kindOf(
  text: string,
  forms: readonly (readonly [KeyKind, RegExp])[],
  decode: () => void
): KeyKind | undefined {
  const found = forms.find(([, form]) => form.test(text))
  if (found === undefined) return undefined
  try {
    decode()
    return found[0]
  } catch {
    return undefined
  }
}

/** An identity and its public facts. */
export interface AgeKey {
  /** The secret key. Never log it or put it into an error. */
  readonly identity: string
  readonly recipient: string
  /** See fingerprint. */
  readonly fingerprint: string
}

/** @param identity must be one that identityKind accepts */
export async function keyOf(identity: string): Promise<AgeKey> {
  const recipient = await identityToRecipient(identity)
  return { identity, recipient, fingerprint: fingerprint(recipient) }
}

/**
 * The name of a recipient in a manifest: SHA-256, in hex, of its text. The
 * recipients themselves stay out of the bucket, because they let anyone make
 * files that the identity opens.
 */
export function fingerprint(recipient: string): string {
  return createHash('sha256').update(recipient).digest('hex')
}
