import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'

/*
 * The list of users that a restore has created, a line each. It proves, to later
 * restores into the same pool, which of the pool's users are those of a snapshot.
 * The public specification is docs/snapshot-format.md.
 */

const MARK = /^[0-9a-f]{32}$/

/**
 * The line of a user: 128 bits of SHA-256 over both subs, with a space between
 * them. Who doesn't know the subs learns nothing from it.
 */
export function createdMark(oldSub: string, newSub: string): string {
  const hash = createHash('sha256').update(`${oldSub} ${newSub}`)
  return hash.digest('hex').slice(0, 32)
}

export function encodeCreated(marks: readonly string[]): Buffer {
  return gzipSync(marks.map(mark => `${mark}\n`).join(''))
}

/** Bytes, of a list before it is stored. */
const MAX_TEXT = 64 * 1024 * 1024

/** The most bytes that a stored list may have. */
export const MAX_CREATED_BYTES = MAX_TEXT

/** @returns `undefined` for what isn't such a list */
export function decodeCreated(bytes: Uint8Array): string[] | undefined {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: MAX_TEXT }).toString()
    const marks = text.split('\n').slice(0, -1)
    return marks.every(mark => MARK.test(mark)) ? marks : undefined
  } catch {
    return undefined
  }
}
