import { describe, expect, test } from '@jest/globals'
import { section, table } from '../../../src/report/summary-table.ts'

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
