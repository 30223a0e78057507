import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  fitPage,
  MAX_SUMMARY
} from '../../../../src/report/summary/summary-fit.ts'

const part = (name: string, markdown: string) => ({ name, markdown })

describe('a page', () => {
  test('has all of its parts, without those that are empty', () => {
    const parts = [part('one', 'a'), part('two', ''), part('three', 'c')]
    expect(fitPage(parts)).toBe('a\n\nc\n')
  })

  test('that is too long leaves out the last ones, and says which', () => {
    const parts = [
      part('the result', 'a'),
      part('the plan', 'b'.repeat(100)),
      part('warnings', 'c'.repeat(100)),
      part('details', 'd')
    ]
    expect(fitPage(parts, 200)).toBe(
      `a\n\n${'b'.repeat(100)}\n\n*Left out, because GitHub shows no longer page: warnings, details.*\n`
    )
    expect(fitPage(parts, 150)).toBe(
      'a\n\n*Left out, because GitHub shows no longer page: the plan, warnings, details.*\n'
    )
  })

  test('has its first part whatever happens', () => {
    expect(fitPage([part('the result', 'a'.repeat(50))], 10)).toBe(
      `${'a'.repeat(50)}\n`
    )
  })

  test('is measured in bytes, as GitHub does it', () => {
    const parts = [part('one', 'a'), part('two', '“'.repeat(60))]
    expect(fitPage(parts, 150)).toContain('Left out')
    expect(fitPage(parts, 190)).not.toContain('Left out')
  })

  test('fits, however long its parts are', () => {
    const lengths = fc.array(fc.nat({ max: MAX_SUMMARY }), { maxLength: 8 })
    fc.assert(
      fc.property(lengths, all => {
        const parts = all.map((length, at) =>
          part(`part ${at}`, 'x'.repeat(length))
        )
        const page = fitPage([part('first', 'y'), ...parts])
        expect(Buffer.byteLength(page)).toBeLessThanOrEqual(1024 * 1024)
        expect(page.startsWith('y')).toBe(true)
      }),
      { numRuns: 30 }
    )
  })
})
