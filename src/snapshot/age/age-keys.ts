import { createHash } from 'node:crypto'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'

/**
 * The keys of age (age-encryption.org/v1). A recipient is a public key, an
 * identity the secret key that opens what was encrypted for it. Errors of the
 * library quote the key that they are about, so none of them leaves this file.
 */

/**
 * Most recipients of a snapshot. Each costs a reader a public-key operation for
 * each part; 2,000 of them take 1.7 s of CPU.
 */
export const MOST_RECIPIENTS = 20

/** `hybrid` is X25519 together with ML-KEM-768, against quantum computers. */
export type KeyKind = 'X25519' | 'hybrid'

// Bech32 (BIP 173) has no 1, b, i and o after its last 1, which keeps keys of
// plugins (age1yubikey1…) apart. Six characters are the check sum.
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

/** An identity and what is known of it in public. */
export interface AgeKey {
  /** The secret key: never to be logged, nor put into an error. */
  readonly identity: string
  readonly recipient: string
  /** See fingerprint. */
  readonly fingerprint: string
}

/** @param identity one that identityKind accepts */
export async function keyOf(identity: string): Promise<AgeKey> {
  const recipient = await identityToRecipient(identity)
  return { identity, recipient, fingerprint: fingerprint(recipient) }
}

/**
 * What a manifest names a recipient by: SHA-256, in hex, of its text. Who knows
 * a recipient can make files that its identity opens, so the recipients
 * themselves stay out of the bucket.
 */
export function fingerprint(recipient: string): string {
  return createHash('sha256').update(recipient).digest('hex')
}
