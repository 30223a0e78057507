import { describe, expect, test } from '@jest/globals'
import {
  CsvFile,
  splitRow
} from '../../../../../simulator/cognito/import/csv-file.ts'

describe('a row of an import file', () => {
  test.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    ['a,,', ['a', '', '']],
    ['Doe\\, Jane,b', ['Doe, Jane', 'b']],
    ['\\,,\\,\\,', [',', ',,']],
    ['  a b ,\tc\t', ['a b', 'c']],
    ['"a,b"', ['"a', 'b"']],
    ['C:\\dir\\,x,\\n', ['C:\\dir,x', '\\n']]
  ])('%j has the fields %j', (row, fields) => {
    expect(splitRow(row)).toEqual(fields)
  })
})

describe('an import file', () => {
  const read = (text: string | Buffer) => {
    const file = new CsvFile(Buffer.from(text))
    const lines = []
    for (let line = file.next(); line; line = file.next()) lines.push(line)
    return lines
  }

  test.each(['\n', '\r\n', '\r'])('can end its lines with %j', end => {
    expect(read(['a,b', 'ä,ö', ''].join(end))).toEqual([
      { number: 1, fields: ['a', 'b'] },
      { number: 2, fields: ['ä', 'ö'] }
    ])
  })

  test('needs no line end behind the last row', () => {
    expect(read('a\nb').map(line => line.number)).toEqual([1, 2])
  })

  test('counts blank lines, which are no rows', () => {
    expect(read('a\n\n\nb\n')).toEqual([
      { number: 1, fields: ['a'] },
      { number: 4, fields: ['b'] }
    ])
  })

  test('tells how many lines are to come, and still returns them', () => {
    const file = new CsvFile(Buffer.from('a\nb\n\nc\n'))
    file.next()
    expect(file.remaining()).toBe(2)
    expect(file.next()?.fields).toEqual(['b'])
  })

  test('has a line that is not UTF-8 for one that cannot be read', () => {
    const latin1 = Buffer.from('name\nJosé\n', 'latin1')
    expect(read(latin1)).toEqual([
      { number: 1, fields: ['name'] },
      { number: 2, fields: undefined }
    ])
  })

  test('has lines of up to 16,000 characters', () => {
    const lines = read(`${'a'.repeat(16_000)}\n${'a'.repeat(16_001)}`)
    expect(lines.map(line => line.fields?.length)).toEqual([1, undefined])
  })
})
