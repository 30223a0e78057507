import { MATCHED_BY, type MatchedBy } from './changes.ts'
import type { Rows } from './rows.ts'

/** What is kept of a user: numbers of 32 bits, at these places. */
export type UserRow = Uint32Array | readonly number[]
export const CONTENT = 0
export const STATUS = 2
export const NAME = 3
export const EMAIL = 5
export const PHONE = 7
export const MATCH = 9
export const USER_ROW_WORDS = 10

/** The parts of MATCH, of which zero says that the user isn't matched yet. */
const BY = 7
const CHANGED = 8
const RENAMED = 16
/** A restore's map leads to a user who is there, so that this is a new one. */
export const OUTDONE = 32

export function toMatch(
  by: MatchedBy,
  flags: { hasChanged?: boolean; isRenamed?: boolean } = {}
): number {
  const { hasChanged = false, isRenamed = false } = flags
  const code = MATCHED_BY.indexOf(by) + 1
  return code | (hasChanged ? CHANGED : 0) | (isRenamed ? RENAMED : 0)
}

export function matchedBy(match: number): MatchedBy | undefined {
  return MATCHED_BY[(match & BY) - 1]
}

export function hasChanged(match: number): boolean {
  return (match & CHANGED) !== 0
}

export function isRenamed(match: number): boolean {
  return (match & RENAMED) !== 0
}

/** The rows whose match is such a one, by their indexes. */
export function rowsWhere(rows: Rows, is: (match: number) => boolean) {
  const indexes: number[] = []
  for (let row = 0; row < rows.length; row += 1) {
    if (is(rows.word(row, MATCH))) indexes.push(row)
  }
  return { rows, indexes }
}

/** Whether two users differ in what begins at a place of their rows. */
export function differ(
  one: UserRow,
  other: UserRow,
  at: number,
  words: number
): boolean {
  for (let word = at; word < at + words; word += 1) {
    if (one[word] !== other[word]) return true
  }
  return false
}

/** What a name is known by. */
export function nameKey(row: UserRow): string {
  return `${row[NAME] ?? 0} ${row[NAME + 1] ?? 0}`
}
