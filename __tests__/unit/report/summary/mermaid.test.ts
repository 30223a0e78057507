import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  isWorthAPie,
  pie,
  type Slice
} from '../../../../src/report/summary/mermaid.ts'
import { HOSTILE_TEXTS } from '../../../fixtures/hostile-texts.ts'
import { HOSTILE_PIECES } from '../../../fixtures/runner-commands.ts'

const slice = (label: string, count: number): Slice => ({
  label,
  count,
  colour: 'blue'
})

/** The slices of a chart, taken apart by the grammar of Mermaid's pie. */
function slicesOf(chart: string): [string, number][] {
  const lines = chart.split('\n')
  expect(lines.slice(0, 1)).toEqual(['```mermaid'])
  expect(lines.at(-1)).toBe('```')
  expect(lines[1]).toMatch(
    /^%%\{init: \{"themeVariables":\{("\w+":"[#\w]+",?)+\}\}\}%%$/
  )
  expect(lines[2]).toMatch(/^pie showData title [\p{L}\p{N} _.,()-]+$/u)
  return lines.slice(3, -1).map(line => {
    const [, label, count] =
      /^ {4}"([\p{L}\p{N} _.,()-]{1,40})" : ([1-9]\d*)$/u.exec(line) ?? []
    expect([line, label]).not.toEqual([line, undefined])
    return [label ?? '', Number(count)]
  })
}

describe('a pie', () => {
  test('has its slices by size, with their counts, and colours to match', () => {
    const chart = pie('Users by status', [
      { label: 'UNCONFIRMED', count: 200, colour: 'purple' },
      { label: 'CONFIRMED', count: 1000, colour: 'green' }
    ])
    expect(slicesOf(chart)).toEqual([
      ['CONFIRMED', 1000],
      ['UNCONFIRMED', 200]
    ])
    expect(chart).toMatch(/"pie1":"#2da44e","pie2":"#a475f9"/)
    expect(chart).toContain('title Users by status\n')
  })

  test('has no slice of nothing, which Mermaid refuses', () => {
    const chart = pie('x', [slice('a', 10), slice('b', 0), slice('c', 10)])
    expect(slicesOf(chart)).toEqual([
      ['a', 10],
      ['c', 10]
    ])
  })

  test('of very many kinds has the largest, and the others together', () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      slice(`STATUS_${at}`, 100 - at)
    )
    const slices = slicesOf(pie('x', many))
    expect(slices).toHaveLength(10)
    expect(slices).toContainEqual(['others', 1701])
    expect(slices.reduce((sum, [, count]) => sum + count, 0)).toBe(2565)
  })

  test('counts kinds together that it has to call the same', () => {
    const chart = pie('x', [slice('a"b', 30), slice('a;b', 20), slice('c', 5)])
    expect(slicesOf(chart)).toEqual([
      ['a b', 50],
      ['c', 5]
    ])
  })
})

describe('there is no pie', () => {
  test.each<[string, Slice[]]>([
    ['of nobody', []],
    ['of one kind', [slice('CONFIRMED', 1000)]],
    ['of one kind and a trace', [slice('a', 1000), slice('b', 9)]],
    ['of a handful', [slice('a', 10), slice('b', 9)]]
  ])('%s', (_what, slices) => {
    expect(isWorthAPie(slices)).toBe(false)
    expect(pie('x', slices)).toBe('')
  })

  test('but of more and of two kinds', () => {
    expect(isWorthAPie([slice('a', 10), slice('b', 10)])).toBe(true)
    expect(isWorthAPie([slice('a', 990), slice('b', 10)])).toBe(true)
  })
})

describe('hostile labels', () => {
  test.each(HOSTILE_TEXTS)('do not break it: %j', text => {
    const slices = slicesOf(pie(text, [slice(text, 100), slice('b', 50)]))
    expect(slices).toHaveLength(2)
  })

  test('of whatever pieces leave all that was counted', () => {
    const hostile = fc
      .array(fc.constantFrom(...HOSTILE_PIECES, '"', '%%{init', '```', '---'), {
        maxLength: 8
      })
      .map(pieces => pieces.join(''))
    const counts = fc.array(fc.tuple(hostile, fc.nat({ max: 1000 })), {
      maxLength: 20
    })
    fc.assert(
      fc.property(counts, pairs => {
        const slices = pairs.map(([label, count]) => slice(label, count))
        const chart = pie('x', slices)
        if (chart === '') return
        const total = (all: { count: number }[]) =>
          all.reduce((sum, { count }) => sum + count, 0)
        const shown = slicesOf(chart)
        expect(total(shown.map(([, count]) => ({ count })))).toBe(total(slices))
        expect(new Set(shown.map(([label]) => label)).size).toBe(shown.length)
      })
    )
  })
})
