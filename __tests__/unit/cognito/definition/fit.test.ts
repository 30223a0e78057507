import { expect, test } from '@jest/globals'
import {
  fitting,
  MAX_DEFINITION_BYTES,
  MAX_POOL_BYTES,
  MAX_POOL_VALUES
} from '../../../../src/cognito/definition/fit.ts'
import { MAX_JSON_VALUES } from '../../../../src/snapshot/parts/json-shape.ts'
import { READ_CAPS } from '../../../../src/snapshot/limits.ts'

test('sections that fit stay, in their order', () => {
  const sections = { b: 'xxxx', a: 'x' }
  const { kept, tooLarge } = fitting(sections, 9)
  expect(Object.entries(kept)).toEqual(Object.entries(sections))
  expect(tooLarge).toEqual([])
})

test('the largest are left out, by their bytes and not their characters', () => {
  const sections = { wide: 'ééé', small: 1, long: 'xxxxx' }
  expect(fitting(sections, 8)).toEqual({
    kept: { small: 1, long: 'xxxxx' },
    tooLarge: ['wide']
  })
  expect(fitting(sections, 0).tooLarge).toEqual(['wide', 'small', 'long'])
})

test('what holds too many values is left out, however short they are', () => {
  const sections = { many: [[], {}, 0, null], few: [{ a: 'x'.repeat(50) }] }
  expect(fitting(sections, 1000, 4)).toEqual({
    kept: { few: sections.few },
    tooLarge: ['many']
  })
  const most = { a: new Array<number>(MAX_JSON_VALUES).fill(0) }
  expect(fitting(most, MAX_DEFINITION_BYTES).tooLarge).toEqual(['a'])
})

test('what fits is read again, the pool itself and the names included', () => {
  const names = 1024 * 1024
  expect(MAX_DEFINITION_BYTES + MAX_POOL_BYTES + names).toBeLessThanOrEqual(
    READ_CAPS.definitionBytes
  )
  expect(MAX_POOL_VALUES).toBeLessThan(MAX_JSON_VALUES - 900_000)
})
