import { createCipheriv, createDecipheriv } from 'node:crypto'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../shared/errors.ts'
import type { OpenScratch, RandomBytes, Scratch } from '../../shared/world.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Stores blocks in a file that only this process can read. The file is unlinked
 * as soon as it is open, so it goes when the process ends, however that happens.
 * It is encrypted with a key that exists only in memory.
 *
 * @param folder an existing one, such as the runner's folder for temporary files
 */
export function scratchIn(
  folder: string,
  randomBytes: RandomBytes
): OpenScratch {
  return async () => {
    const name = Buffer.from(randomBytes(16)).toString('hex')
    const path = join(folder, `cognito-backup-${name}`)
    const file = await open(path, 'wx+', 0o600)
    try {
      await unlink(path)
    } catch (error) {
      await file.close()
      throw error
    }
    return new ScratchFile(file, randomBytes(KEY_BYTES))
  }
}

/** Blocks one after another, each encrypted with its number as the nonce. */
class ScratchFile implements Scratch {
  readonly #file: FileHandle
  readonly #key: Uint8Array
  /** The length of each encrypted block, in bytes. */
  readonly #lengths: number[] = []

  constructor(file: FileHandle, key: Uint8Array) {
    this.#file = file
    this.#key = key
  }

  async append(block: Uint8Array): Promise<void> {
    const nonce = nonceOf(this.#lengths.length)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    const bytes = Buffer.concat([cipher.update(block), cipher.final()])
    const sealed = Buffer.concat([bytes, cipher.getAuthTag()])
    await this.#file.appendFile(sealed)
    this.#lengths.push(sealed.length)
  }

  async *blocks(): AsyncGenerator<Uint8Array> {
    let at = 0
    for (const [number, length] of this.#lengths.entries()) {
      yield await this.#read(number, at, length)
      at += length
    }
  }

  async #read(number: number, at: number, length: number): Promise<Uint8Array> {
    try {
      const sealed = Buffer.alloc(length)
      for (let done = 0; done < length;) {
        const rest = length - done
        const { bytesRead } = await this.#file.read(
          sealed,
          done,
          rest,
          at + done
        )
        if (bytesRead === 0) break
        done += bytesRead
      }
      const end = length - TAG_BYTES
      const cipher = createDecipheriv('aes-256-gcm', this.#key, nonceOf(number))
      cipher.setAuthTag(sealed.subarray(end))
      return Buffer.concat([
        cipher.update(sealed.subarray(0, end)),
        cipher.final()
      ])
    } catch (error) {
      throw new UserError(
        'count-mismatch',
        'What the listing of users set aside did not come back from the disk as it was, so the snapshot was left without a manifest. The disk of the runner may be faulty: run the job again.',
        { cause: error }
      )
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** A key never sees a nonce twice: each block is written once. */
function nonceOf(number: number): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(number)
  return nonce
}
