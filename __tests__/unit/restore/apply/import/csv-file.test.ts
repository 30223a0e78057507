import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CsvFile } from '../../../../../src/restore/apply/import/csv-file.ts'
import { anyUnicode } from '../../../../fixtures/any-records.ts'

const HEADER = 'email,cognito:username'

function fileOf(rows: readonly string[]): CsvFile {
  const file = new CsvFile(HEADER)
  for (const row of rows) file.add(row)
  return file
}

const bytesOf = (file: CsvFile) => Buffer.concat([...file.chunks()])

const linesOf = (rows: readonly string[]) =>
  [HEADER, ...rows].map(line => `${line}\n`).join('')

describe('an import file', () => {
  test('of nobody is its header', () => {
    const file = fileOf([])
    expect(bytesOf(file).toString()).toBe(`${HEADER}\n`)
    expect(file).toMatchObject({ rows: 0, bytes: HEADER.length + 1 })
  })

  test('is its header and its rows, in their order', () => {
    const file = fileOf(['a', 'b', 'c'])
    expect(bytesOf(file).toString()).toBe(`${HEADER}\na\nb\nc\n`)
    expect(file.rows).toBe(3)
  })

  test('has exactly the bytes that it says, whatever its rows are', () => {
    fc.assert(
      fc.property(fc.array(anyUnicode), rows => {
        const file = fileOf(rows)
        const bytes = bytesOf(file)
        expect(bytes.length).toBe(file.bytes)
        expect(bytes.toString()).toBe(linesOf(rows))
        expect(file.rows).toBe(rows.length)
      })
    )
  })
})

describe('a file of several megabytes', () => {
  // Of three bytes, two units and one unit: chunks are counted in characters.
  const rows = Array.from(
    { length: 40_000 },
    (_, at) => `${at},${'€😀x'.repeat(at % 40)}`
  )
  const text = linesOf(rows)

  test('comes in chunks that make up the whole', () => {
    const file = fileOf(rows)
    const chunks = [...file.chunks()]
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.length).toBeLessThan(10)
    const whole = Buffer.concat(chunks)
    expect(file.bytes).toBe(Buffer.byteLength(text))
    expect(whole.length).toBe(file.bytes)
    // A failure would print megabytes.
    expect(whole.toString() === text).toBe(true)
    expect(file.rows).toBe(rows.length)
  })

  test('is never in memory as a whole while it is sent', () => {
    for (const chunk of fileOf(rows).chunks()) {
      expect(chunk.length).toBeLessThan(5 * 1024 * 1024)
    }
  })

  test('is the same when it is sent again', () => {
    const file = fileOf(rows)
    const [first] = file.chunks()
    expect(first?.length).toBeGreaterThan(0)
    const again = [bytesOf(file), bytesOf(file)]
    expect(again.map(bytes => bytes.toString() === text)).toEqual([true, true])
  })

  test('goes on after it was sent', () => {
    const file = fileOf(rows)
    bytesOf(file)
    file.add('last')
    expect(bytesOf(file).toString() === `${text}last\n`).toBe(true)
    expect(file.bytes).toBe(Buffer.byteLength(text) + 5)
  })
})
