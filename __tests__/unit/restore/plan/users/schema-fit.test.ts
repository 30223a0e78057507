import { describe, expect, test } from '@jest/globals'
import type { SchemaAttribute } from '../../../../../src/cognito/schema.ts'
import {
  compareSchemas,
  fitsValue
} from '../../../../../src/restore/plan/users/schema-fit.ts'

function attribute(
  name: string,
  changes: Partial<SchemaAttribute> = {}
): SchemaAttribute {
  return { name, type: 'String', mutable: true, required: false, ...changes }
}

function compare(from: Partial<SchemaAttribute>, to: Partial<SchemaAttribute>) {
  return compareSchemas(
    [attribute('custom:a', from)],
    [attribute('custom:a', to)],
    new Set(['custom:a'])
  )
}

const SAME = { missing: [], otherType: [], immutable: [], narrower: [] }

describe('two schemas', () => {
  test('that are alike have no differences', () => {
    expect(compare({}, {})).toEqual(SAME)
    const limited = { minLength: 1, maxLength: 9 }
    expect(compare(limited, limited)).toEqual(SAME)
  })

  test('may differ in what no user has', () => {
    const source = [attribute('custom:a'), attribute('custom:b')]
    const target = [attribute('custom:b', { type: 'Number' })]
    expect(compareSchemas(source, target, new Set())).toEqual(SAME)
  })

  test('differ in what the target lacks, in the order of the names', () => {
    const source = [attribute('custom:b', { maxLength: 5 })]
    const written = new Set(['custom:c', 'custom:b', 'email'])
    expect(compareSchemas(source, [attribute('email')], written)).toEqual({
      ...SAME,
      missing: [
        { name: 'custom:b', source: source[0] },
        { name: 'custom:c', source: undefined }
      ]
    })
  })

  test('are compared by what is missing where the snapshot does not tell', () => {
    const written = new Set(['custom:a', 'email'])
    const target = [attribute('email', { mutable: false })]
    expect(compareSchemas([], target, written)).toEqual({
      ...SAME,
      missing: [{ name: 'custom:a', source: undefined }]
    })
  })

  test('differ in types, and then their limits say nothing', () => {
    const { otherType, narrower } = compare(
      { maxLength: 9 },
      { type: 'Number', maxValue: 1 }
    )
    expect(otherType).toMatchObject([
      { source: { type: 'String' }, target: { type: 'Number' } }
    ])
    expect(narrower).toEqual([])
  })

  test('differ in mutability only where the target allows less', () => {
    expect(compare({}, { mutable: false }).immutable).toEqual(['custom:a'])
    expect(compare({ mutable: false }, {})).toEqual(SAME)
    expect(compare({ mutable: false }, { mutable: false })).toEqual(SAME)
  })

  test.each([
    [{ maxLength: 9 }, { maxLength: 8 }, true],
    [{ maxLength: 9 }, {}, false],
    [{}, { maxLength: 2047 }, true],
    // No limit and the one that holds for all are the same.
    [{}, { maxLength: 2048 }, false],
    [{}, { minLength: 0 }, false],
    [{}, { minLength: 1 }, true],
    [{ type: 'Number' }, { type: 'Number', minValue: 0 }, true],
    [{ type: 'Number', maxValue: 5 }, { type: 'Number', maxValue: 9 }, false],
    [{ type: 'Number', maxValue: 5 }, { type: 'Number', maxValue: 4 }, true],
    [{ type: 'Boolean' }, { type: 'Boolean' }, false]
  ] as const)('from %j to %j is narrower: %s', (from, to, isNarrower) => {
    expect(compare(from, to).narrower).toHaveLength(isNarrower ? 1 : 0)
  })
})

describe('a value', () => {
  test.each([
    [{ minLength: 3, maxLength: 5 }, ['abc', 'abcde'], ['ab', 'abcdef']],
    [{}, ['x'.repeat(2048)], ['x'.repeat(2049)]],
    // Characters, of which some take two units of UTF-16 or four bytes.
    [{ maxLength: 2 }, ['👩🎉', 'äö'], ['👩🎉!']],
    [{ maxLength: 9999 }, [], ['x'.repeat(2049)]],
    [{ type: 'Number' }, ['0', '-12', '3.5'], ['twelve', ' ', '1,5', 'NaN']],
    [
      { type: 'Number', minValue: 0, maxValue: 10 },
      ['0', '10'],
      ['-1', '10.5', '11', 'Infinity']
    ],
    [{ type: 'Boolean' }, ['true', 'false', 'True'], ['yes', '1', ' true']],
    [
      { type: 'DateTime' },
      ['2026-11-23', '2026-11-23T02:00:00Z', '1795399200'],
      ['yesterday']
    ]
  ] as const)('of an attribute %j', (changes, accepted, refused) => {
    const schema = attribute('custom:a', changes)
    for (const value of accepted) {
      expect([value, fitsValue(schema, value)]).toEqual([value, true])
    }
    for (const value of refused) {
      expect([value, fitsValue(schema, value)]).toEqual([value, false])
    }
  })

  test.each(['String', 'Number', 'Boolean', 'DateTime'] as const)(
    'that is blank is none, be it a %s',
    type => {
      const schema = attribute('custom:a', { type, minLength: 1, minValue: 1 })
      expect(fitsValue(schema, '')).toBe(true)
    }
  )
})
