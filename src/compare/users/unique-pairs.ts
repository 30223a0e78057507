import type { Rows } from './rows.ts'

/** Rows to be paired, by their indexes. */
export interface Candidates {
  rows: Rows
  indexes: readonly number[]
}

/**
 * Pairs rows of two sides that have the same key of 64 bits. Only a key that one
 * row of either side has alone makes a pair: which of several it means isn't
 * known, and must not depend on who was listed first.
 *
 * @param at where in a row the key begins; zeros are no key
 * @yields the index on either side
 */
export function* uniquePairs(
  one: Candidates,
  other: Candidates,
  at: number
): Generator<[number, number]> {
  const ones = sortedByKey(one, at)
  const others = sortedByKey(other, at)
  let i = 0
  let j = 0
  while (i < ones.length && j < others.length) {
    const a = ones[i] ?? 0
    const b = others[j] ?? 0
    const order = compareKeys(one.rows, a, other.rows, b, at)
    const iEnd = order <= 0 ? endOfRun(one.rows, ones, i, at) : i
    const jEnd = order >= 0 ? endOfRun(other.rows, others, j, at) : j
    if (iEnd - i === 1 && jEnd - j === 1) yield [a, b]
    i = iEnd
    j = jEnd
  }
}

function sortedByKey({ rows, indexes }: Candidates, at: number): Uint32Array {
  const having = indexes.filter(
    row => rows.word(row, at) !== 0 || rows.word(row, at + 1) !== 0
  )
  return Uint32Array.from(having).sort((a, b) =>
    compareKeys(rows, a, rows, b, at)
  )
}

/** Where the rows end that have the key of the one at `start`. */
function endOfRun(
  rows: Rows,
  sorted: Uint32Array,
  start: number,
  at: number
): number {
  const first = sorted[start] ?? 0
  let end = start + 1
  while (
    end < sorted.length &&
    compareKeys(rows, first, rows, sorted[end] ?? 0, at) === 0
  ) {
    end += 1
  }
  return end
}

function compareKeys(
  rows: Rows,
  row: number,
  otherRows: Rows,
  otherRow: number,
  at: number
): number {
  return (
    rows.word(row, at) - otherRows.word(otherRow, at) ||
    rows.word(row, at + 1) - otherRows.word(otherRow, at + 1)
  )
}
