import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { KnownSubs } from '../../../../src/export/subs/known-subs.ts'

const ZEROS = '00000000-0000-0000-0000-000000000000'

/** A UUID of four words. */
function uuid(words: readonly number[]): string {
  const hex = words.map(word => word.toString(16).padStart(8, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// Few values, so that subs repeat and differ in one word only.
const anyWord = fc.constantFrom(0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff)

const anySub = fc.oneof(
  fc.tuple(anyWord, anyWord, anyWord, anyWord).map(uuid),
  fc.uuid(),
  fc.constantFrom(
    ZEROS,
    ZEROS.slice(1),
    '',
    'ABCDEF00-0000-0000-0000-000000000000',
    'abcdef00-0000-0000-0000-000000000000',
    '__proto__',
    `${ZEROS}\n`
  )
)

/** Adds all to both, and compares every answer. */
function expectLikeASet(subs: readonly string[]): void {
  const known = new KnownSubs()
  const set = new Set<string>()
  for (const sub of subs) {
    const isNew = !set.has(sub)
    set.add(sub)
    if (known.add(sub) !== isNew) {
      throw new Error(`${sub} was taken for ${isNew ? 'known' : 'new'}`)
    }
  }
}

describe('subs are known like the members of a set', () => {
  test('for any sequence of them', () => {
    fc.assert(
      fc.property(fc.array(anySub, { maxLength: 60 }), expectLikeASet),
      { numRuns: 500 }
    )
  })

  test('past the sizes at which the table grows', () => {
    const subs = Array.from({ length: 15_000 }, (_, index) => {
      const digest = createHash('md5')
        .update(`${index % 13_000}`)
        .digest()
      return uuid([0, 4, 8, 12].map(at => digest.readUInt32BE(at)))
    })
    expectLikeASet([ZEROS, ...subs, ...subs.slice(0, 5000), ZEROS])
  })

  test('when they differ in a single word', () => {
    for (const others of [0, 7]) {
      for (const place of [0, 1, 2, 3]) {
        const subs = Array.from({ length: 4000 }, (_, index) => {
          const words = [others, others, others, others]
          words[place] = index
          return uuid(words)
        })
        expectLikeASet([...subs, ...subs])
      }
    }
  })

  // Numbers in a row seldom meet in the table.
  test('when they differ in a single word, of any value', () => {
    for (const place of [0, 1, 2, 3]) {
      const subs = Array.from({ length: 4000 }, (_, index) => {
        const words = [7, 7, 7, 7]
        const digest = createHash('md5').update(`${index}`).digest()
        words[place] = digest.readUInt32BE(0)
        return uuid(words)
      })
      expectLikeASet([...subs, ...subs])
    }
  })
})

test('the sub of all zeros is new once', () => {
  const known = new KnownSubs()
  expect([known.add(ZEROS), known.add(ZEROS)]).toEqual([true, false])
})

test('the case of a sub is part of it', () => {
  const known = new KnownSubs()
  const sub = '7438d4b8-0000-7000-8000-00000000ada0'
  expect(known.add(sub)).toBe(true)
  expect(known.add(sub.toUpperCase())).toBe(true)
  expect(known.add(sub.toUpperCase())).toBe(false)
})
