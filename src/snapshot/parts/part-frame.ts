import { createHash } from 'node:crypto'
import { UserError } from '../../shared/errors.ts'
import type { PartKind } from './part-kinds.ts'

/**
 * The first and the last line of an encrypted part (docs/snapshot-format.md).
 * An attacker who can write to the bucket could put one part in another's place
 * and make a manifest that fits. These encrypted lines reveal that. A plain
 * part has no such lines, because the attacker could write them too.
 */

/** Where a part belongs. */
export interface PartPlace {
  snapshotId: string
  kind: PartKind
  /** Position among the parts of its kind, from 0. */
  index: number
}

/** The most bytes of both lines. */
export const FRAME_BYTES = 1024

export function firstLine({ snapshotId, kind, index }: PartPlace): string {
  return JSON.stringify({ snapshotId, kind, index })
}

/**
 * @param records how many lines are between the first and the last
 * @param sha256 SHA-256, in hex, of these lines, each with its line feed
 */
export function lastLine(records: number, sha256: string): string {
  return JSON.stringify({ records, sha256 })
}

/**
 * Removes the frame: yields the lines between the first and the last, in pages.
 * It checks the last line after it has yielded all others.
 *
 * @param key that of the part, for sentences
 * @throws UserError `snapshot-swapped` if the first line names another place,
 *   `snapshot-incomplete` if the last line doesn't fit the others
 */
export async function* withoutFrame(
  pages: AsyncIterable<string[]>,
  place: PartPlace,
  key: string
): AsyncGenerator<string[]> {
  const digest = createHash('sha256')
  let records = 0
  let first: string | undefined
  let last: string | undefined
  for await (const page of pages) {
    if (page.length === 0) continue
    const lines = last === undefined ? [...page] : [last, ...page]
    if (first === undefined) {
      first = lines.shift()
      if (first !== firstLine(place)) throw swapped(key)
    }
    last = lines.pop()
    if (lines.length === 0) continue
    digest.update(`${lines.join('\n')}\n`)
    records += lines.length
    yield lines
  }
  if (first === undefined) throw swapped(key)
  if (last !== lastLine(records, digest.digest('hex'))) throw incomplete(key)
}

function swapped(key: string): UserError {
  return new UserError(
    'snapshot-swapped',
    `The object ${key} does not say, under its encryption, that it is this part of this snapshot. It is another part, or comes from elsewhere. Restore from another snapshot, and find out who changed this one.`
  )
}

function incomplete(key: string): UserError {
  return new UserError(
    'snapshot-incomplete',
    `The object ${key} does not end, under its encryption, with the count and the SHA-256 of its records. Restore from another snapshot, and find out who changed this one.`
  )
}
