import { createHash } from 'node:crypto'
import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  type Identity,
  type Recipient
} from 'age-encryption'
import { UserError } from '../../shared/errors.ts'
import { readAgeHeader } from './age-header.ts'
import { fingerprint, keyOf, recipientKind } from './age-keys.ts'
import { openAgeFile } from './age-reader.ts'

/** Encrypts the files of a snapshot or a restore for the same keys. */
export interface AgeWriter {
  /** Fingerprints of the recipients, sorted. */
  readonly fingerprints: readonly string[]
  /**
   * Makes one age file of all pieces. It removes them from the array one by
   * one, so they don't stay in memory next to their ciphertext.
   *
   * @throws UserError `count-mismatch` if the file doesn't decrypt to the pieces
   */
  encrypt(pieces: Uint8Array[]): Promise<Buffer>
}

/**
 * A writer for these recipients. It tries the keys first: it encrypts a text for
 * them and for a temporary key, and decrypts it with the temporary key.
 *
 * @param recipients at least one, all of one kind (see recipientKind)
 * @throws UserError `input` if encryption for one of them fails
 */
export async function createAgeWriter(
  recipients: readonly string[]
): Promise<AgeWriter> {
  await tryOut(recipients)
  return {
    fingerprints: recipients.map(fingerprint).sort(),
    encrypt: pieces => encryptChecked(pieces, recipients)
  }
}

async function tryOut(recipients: readonly string[]): Promise<void> {
  const isHybrid = recipients.some(one => recipientKind(one) === 'hybrid')
  const own = await keyOf(
    await (isHybrid ? generateHybridIdentity() : generateX25519Identity())
  )
  const text = 'tried out'
  try {
    const encrypter = encrypterFor([...recipients, own.recipient])
    const decrypter = new Decrypter()
    decrypter.addIdentity(own.identity)
    const file = await encrypter.encrypt(text)
    if ((await decrypter.decrypt(file, 'text')) === text) return
  } catch {
    // The library's messages quote keys.
  }
  throw new UserError(
    'input',
    'Nothing can be encrypted for one of the keys in the input age-recipients. Give the public keys as age-keygen prints them.'
  )
}

/**
 * Encrypts, then decrypts and compares. Without a secret key, the check can't
 * use the recipients' stanzas. Instead it remembers the file key while the file
 * is made, and checks the header, its MAC and every chunk with that key. It
 * also checks the number and kind of the stanzas. Only the recipients'
 * identities could show that the stanzas open.
 */
async function encryptChecked(
  pieces: Uint8Array[],
  recipients: readonly string[]
): Promise<Buffer> {
  const witness = new FileKeyWitness()
  const encrypter = encrypterFor(recipients)
  encrypter.addRecipient(witness)
  const meant = createHash('sha256')
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift()
      if (piece === undefined) {
        controller.close()
        return
      }
      meant.update(piece)
      controller.enqueue(piece)
    }
  })
  const encrypted: Uint8Array[] = []
  for await (const chunk of await encrypter.encrypt(source)) {
    encrypted.push(chunk)
  }
  const file = Buffer.concat(encrypted)
  if (!(await isWhole(file, witness, recipients, meant.digest('hex')))) {
    throw new UserError(
      'count-mismatch',
      'An encrypted file did not decrypt to what was put into it, so it was not stored. The memory of the runner may be faulty: run the job again.'
    )
  }
  return file
}

async function isWhole(
  file: Buffer,
  witness: FileKeyWitness,
  recipients: readonly string[],
  sha256: string
): Promise<boolean> {
  const header = readAgeHeader(file)
  if (typeof header === 'string') return false
  if (header.recipients !== recipients.length) return false
  if (header.kind !== recipientKind(recipients[0] ?? '')) return false
  const found = createHash('sha256')
  try {
    for await (const chunk of await openAgeFile(file, witness))
      found.update(chunk)
  } catch {
    return false
  }
  return found.digest('hex') === sha256
}

function encrypterFor(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter
}

/**
 * Takes part in an encryption as a recipient without a stanza, so it gives no one
 * else access to the file. Then it opens that file, once.
 */
class FileKeyWitness implements Recipient, Identity {
  #fileKey: Uint8Array | null = null

  wrapFileKey(fileKey: Uint8Array): never[] {
    this.#fileKey = Uint8Array.from(fileKey)
    return []
  }

  unwrapFileKey(): Uint8Array | null {
    const fileKey = this.#fileKey
    this.#fileKey = null
    return fileKey
  }
}
