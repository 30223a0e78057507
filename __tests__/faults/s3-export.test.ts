import { expect, test } from '@jest/globals'
import { EXPORT_PART_CASES } from './cases/s3-export.ts'
import { describeExports } from './export-cases.ts'

test('there are 80 of them: 20 faults, four kinds of objects', () => {
  const different = (values: string[]) => new Set(values).size
  expect(EXPORT_PART_CASES).toHaveLength(80)
  expect(different(EXPORT_PART_CASES.map(({ fault }) => fault))).toBe(20)
  expect(different(EXPORT_PART_CASES.map(({ does }) => does))).toBe(20)
  expect(different(EXPORT_PART_CASES.map(({ on }) => on))).toBe(4)
})

describeExports(EXPORT_PART_CASES)
