import { Decrypter, type Identity } from 'age-encryption'
import { UserError } from '../../shared/errors.ts'
import { readAgeHeader } from './age-header.ts'
import type { AgeKey } from './age-keys.ts'

/**
 * Decrypts an object of a snapshot. It returns nothing unless everything is
 * authentic: the header, every chunk, and the end, with no byte after it.
 *
 * @param recipients how many keys the object must be encrypted for
 * @throws UserError `snapshot-damaged`
 */
export async function decryptAge(
  file: Uint8Array,
  { identity }: AgeKey,
  recipients: number
): Promise<Buffer> {
  const header = readAgeHeader(file)
  if (typeof header === 'string') throw damaged(header)
  if (header.recipients !== recipients) {
    throw damaged('is encrypted for another number of keys than the manifest')
  }
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of await openAgeFile(file, identity))
      chunks.push(chunk)
  } catch {
    throw damaged(
      'does not decrypt: it was changed or cut off, or encrypted for other keys than the manifest names'
    )
  }
  return Buffer.concat(chunks)
}

/**
 * Reads the header of an age file and gives its text as a stream of authentic
 * chunks.
 *
 * @throws Error of the library, which may quote the file
 */
export function openAgeFile(
  file: Uint8Array,
  identity: string | Identity
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(file)
        controller.close()
      }
    })
  )
}

function damaged(why: string): UserError {
  return new UserError(
    'snapshot-damaged',
    `An object of the snapshot ${why}. Restore from another snapshot, or find out who changed this one.`
  )
}
