import { describe, expect, test } from '@jest/globals'
import {
  folded,
  section,
  stacked,
  table
} from '../../../../src/report/summary/summary-table.ts'

describe('a table', () => {
  test('aligns numbers under their headings', () => {
    const rows = [
      ['a', '1'],
      ['b', '2']
    ]
    expect(table(['What', 'Count'], rows)).toBe(
      '| What | Count |\n| --- | ---: |\n| a | 1 |\n| b | 2 |'
    )
  })

  test('leaves columns without a heading as text', () => {
    expect(table(['', ''], [['a', 'b']])).toBe(
      '|  |  |\n| --- | --- |\n| a | b |'
    )
  })

  test('leaves columns that are said to be texts as text', () => {
    expect(table(['a', 'b', 'c'], [['1', '2', '3']], ['c'])).toBe(
      '| a | b | c |\n| --- | ---: | --- |\n| 1 | 2 | 3 |'
    )
  })

  test('counts the rows past the fiftieth', () => {
    const rows = Array.from({ length: 52 }, (_, at) => [`row ${at}`, '1'])
    const lines = table(['a', 'b'], rows).split('\n')
    expect(lines).toHaveLength(53)
    expect(lines.at(-2)).toBe('| row 49 | 1 |')
    expect(lines.at(-1)).toBe('| … and 2 more |  |')
    expect(table(['a', 'b'], rows.slice(0, 50))).not.toContain('more')
  })

  test('without rows is nothing', () => {
    expect(table(['What'], [])).toBe('')
  })
})

describe('a section', () => {
  test('has a heading and its content', () => {
    expect(section('Users', 'text')).toBe('### Users\n\ntext')
  })

  test('without content is nothing', () => {
    expect(section('Users', '')).toBe('')
  })
})

describe('what is folded away', () => {
  test('has its heading and, apart from it, its content', () => {
    expect(folded('More', '| a |')).toBe(
      '<details>\n<summary>More</summary>\n\n| a |\n\n</details>'
    )
  })

  test('without content is nothing', () => {
    expect(folded('More', '')).toBe('')
  })
})

test('parts are stacked without those that are empty', () => {
  expect(stacked(['a', '', 'b'])).toBe('a\n\nb')
  expect(stacked(['', ''])).toBe('')
})
