import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  JsonShape,
  MAX_JSON_DEPTH,
  MAX_JSON_VALUES
} from '../../../../src/snapshot/parts/json-shape.ts'
import { anyUnicode } from '../../../fixtures/any-records.ts'

const bomb = expect.objectContaining({ code: 'snapshot-bomb' })

function look(...texts: string[]) {
  return () => {
    const shape = new JsonShape('The document')
    for (const text of texts) shape.see(Buffer.from(text))
  }
}

/** JSON nested so deeply. */
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('a document', () => {
  test('may be nested as deeply as the limit, and no deeper', () => {
    expect(look(nested(MAX_JSON_DEPTH))).not.toThrow()
    expect(look(nested(MAX_JSON_DEPTH + 1))).toThrow(bomb)
    expect(look('{"a":'.repeat(MAX_JSON_DEPTH + 1))).toThrow(
      'The document is nested more than 64 levels deep'
    )
  })

  test('may hold as many values as the limit, and no more', () => {
    const list = (values: number) => `[${'0,'.repeat(values - 2)}0]`
    expect(look(list(MAX_JSON_VALUES))).not.toThrow()
    expect(look(list(MAX_JSON_VALUES + 2))).toThrow(bomb)
  })

  test('may hold brackets in its texts', () => {
    const text = '[{,'.repeat(MAX_JSON_VALUES)
    expect(
      look(JSON.stringify([text, `"${text}\\`, `\\"${text}`]))
    ).not.toThrow()
  })

  test('is seen alike in whatever pieces it comes', () => {
    const depth = MAX_JSON_DEPTH + 1
    fc.assert(
      fc.property(
        anyUnicode,
        fc.array(fc.nat(300), { maxLength: 5 }),
        (text, cuts) => {
          const inside = JSON.stringify(`${text}"[`)
          const bytes = Buffer.from(
            `${'['.repeat(depth - 2)}[${inside}]${']'.repeat(depth - 2)}`
          )
          const shape = new JsonShape('The document')
          let from = 0
          for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
            shape.see(bytes.subarray(from, cut))
            from = Math.max(from, cut)
          }
          expect(() => {
            shape.see(Buffer.from(nested(MAX_JSON_DEPTH)))
          }).not.toThrow()
          expect(() => {
            shape.see(Buffer.from(nested(depth)))
          }).toThrow(bomb)
        }
      )
    )
  })
})
