import { describe, expect, test } from '@jest/globals'
import { PageTokens } from '../../../../../simulator/cognito/listing/page-tokens.ts'
import type { Listing } from '../../../../../simulator/cognito/listing/pager.ts'
import { Pager } from '../../../../../simulator/cognito/listing/pager.ts'
import { seededRandom } from '../../../../../simulator/random.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'

const letters = [...Array(26).keys()].map(index =>
  String.fromCharCode(97 + index)
)

const listing: Listing<string> = {
  scope: ['List', 'pool', ''],
  placeOf: letter => letter,
  items: after => letters.filter(one => after === undefined || one > after)
}

function pager(short: number, empty: number, clock = manualClock()): Pager {
  return new Pager(new PageTokens(clock), { short, empty }, seededRandom(1))
}

function readAll(pages: Pager, limit: number): string[][] {
  const read: string[][] = []
  let token: string | undefined
  do {
    const page = pages.page(listing, { limit, token })
    read.push(page.items)
    token = page.token
  } while (token !== undefined)
  return read
}

describe('pages', () => {
  test.each([1, 2, 13, 25, 26, 27, 60])(
    'of %i items bring every item once, in order',
    limit => {
      const pages = readAll(pager(0, 0), limit)
      expect(pages.flat()).toEqual(letters)
      expect(pages).toHaveLength(Math.ceil(letters.length / limit))
    }
  )

  test('that are short or empty lead on to the rest', () => {
    const pages = readAll(pager(0.5, 0.5), 5)
    expect(pages.flat()).toEqual(letters)
    expect(pages.some(page => page.length === 0)).toBe(true)
    expect(pages.some(page => page.length > 0 && page.length < 5)).toBe(true)
  })

  test('are never empty twice in a row, or a list would not end', () => {
    const pages = readAll(pager(0, 1), 5)
    expect(pages.flat()).toEqual(letters)
    expect(pages.map(page => page.length)).toEqual([
      0, 5, 0, 5, 0, 5, 0, 5, 0, 5, 0, 1
    ])
  })
})

describe('a page token', () => {
  const scope = ['ListUsers', 'pool', 'sub ^= "a"']
  const invalid = 'Invalid pagination token given.'

  test('leads to where it was issued', () => {
    const tokens = new PageTokens(manualClock())
    const token = tokens.issue(scope, { after: 'x\u0000y' })
    expect(token).toMatch(/^\S+$/)
    expect(tokens.open(scope, token)).toEqual({ after: 'x\u0000y' })
  })

  test.each([
    ['another operation', ['ListUsersInGroup', 'pool', 'sub ^= "a"']],
    ['another pool', ['ListUsers', 'other', 'sub ^= "a"']],
    ['another filter', ['ListUsers', 'pool', 'sub ^= "b"']]
  ])('is refused with %s', (_, other) => {
    const tokens = new PageTokens(manualClock())
    const token = tokens.issue(scope, { after: 'x' })
    expect(() => tokens.open(other, token)).toThrow(invalid)
  })

  test.each(['', 'x', 'e30.x', 'e30.'])('made up as "%s" is refused', token => {
    const tokens = new PageTokens(manualClock())
    expect(() => tokens.open(scope, token)).toThrow(invalid)
  })

  test('expires after an hour', () => {
    const clock = manualClock()
    const tokens = new PageTokens(clock)
    const token = tokens.issue(scope, { after: 'x' })
    clock.advance(60 * 60 * 1000)
    expect(tokens.open(scope, token)).toEqual({ after: 'x' })
    clock.advance(1)
    expect(() => tokens.open(scope, token)).toThrow('expired')
  })
})
