import { describe, expect, test } from '@jest/globals'
import { ageOf, ageRefusal } from '../../../src/snapshot/snapshot-age.ts'
import { smallManifest } from '../../fixtures/small-snapshot.ts'

const HOUR = 3_600_000
const MANIFEST = smallManifest({ users: 0, groups: 0, memberships: 0 }, [])
const TAKEN = Date.parse(MANIFEST.startedAt)

describe('the age of a snapshot', () => {
  test('counts from the start of its export', () => {
    expect(ageOf(MANIFEST, TAKEN + 26 * HOUR)).toBe(26 * HOUR)
  })

  test('is never below zero', () => {
    expect(ageOf(MANIFEST, TAKEN - HOUR)).toBe(0)
  })

  test('is refused above the most that is allowed, and not at it', () => {
    const judge = (age: number) => ageRefusal(MANIFEST, TAKEN + age, 26 * HOUR)
    expect(judge(26 * HOUR)).toBeUndefined()
    expect(judge(26 * HOUR + 1)).toMatchObject({ code: 'snapshot-too-old' })
  })

  test('is told with when it was taken and what is allowed', () => {
    expect(
      ageRefusal(MANIFEST, TAKEN + 50.5 * HOUR, 26 * HOUR)?.message
    ).toMatch(
      /is 2d2h30m old: it was taken at 2026-11-23 02:00 UTC, and the input max-age allows 1d2h/
    )
  })

  test('does not matter where nobody asked', () => {
    for (const now of [TAKEN + 1e6 * HOUR, TAKEN - 1e6 * HOUR]) {
      expect(ageRefusal(MANIFEST, now, undefined)).toBeUndefined()
    }
  })

  test('of the future is refused, but for clocks that differ a little', () => {
    const future = { code: 'snapshot-from-future' }
    for (const maxAge of [HOUR, Infinity]) {
      expect(ageRefusal(MANIFEST, TAKEN - HOUR, maxAge)).toMatchObject(future)
      expect(ageRefusal(MANIFEST, TAKEN - 600_000, maxAge)).toBeUndefined()
    }
  })
})
