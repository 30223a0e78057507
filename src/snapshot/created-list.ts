import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'

/*
 * The list of users that a restore has created, one line each. It proves to later
 * restores into the same pool which of the pool's users are users of a snapshot.
 * The specification is docs/snapshot-format.md.
 */

const MARK = /^[0-9a-f]{32}$/

/**
 * The line of a user: 128 bits of SHA-256 over both subs, with a space between
 * them. It tells nothing to readers who don't know the subs.
 */
export function createdMark(oldSub: string, newSub: string): string {
  const hash = createHash('sha256').update(`${oldSub} ${newSub}`)
  return hash.digest('hex').slice(0, 32)
}

export function encodeCreated(marks: readonly string[]): Buffer {
  return gzipSync(marks.map(mark => `${mark}\n`).join(''))
}

/** The most bytes of a list before compression. */
const MAX_TEXT = 64 * 1024 * 1024

/** The most bytes of a stored list. */
export const MAX_CREATED_BYTES = MAX_TEXT

/** @returns the marks; `undefined` if the bytes are no such list */
export function decodeCreated(bytes: Uint8Array): string[] | undefined {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: MAX_TEXT }).toString()
    const marks = text.split('\n').slice(0, -1)
    return marks.every(mark => MARK.test(mark)) ? marks : undefined
  } catch {
    return undefined
  }
}
