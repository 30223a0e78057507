import { expect, test } from '@jest/globals'
import { EXPORT_PART_CASES, EXPORT_PASSING_CASES } from './cases/s3-export.ts'
import { describeExports } from './export-cases.ts'

const CASES = [...EXPORT_PASSING_CASES, ...EXPORT_PART_CASES]

test('there are 20 faults, each on four kinds of parts', () => {
  const pairs = CASES.flatMap(({ does, on, also = [] }) =>
    [on, ...also].map(call => `${does} ${call}`)
  )
  const ofParts = pairs.filter(pair => !pair.endsWith('manifest'))
  expect(new Set(ofParts).size).toBe(80)
  expect(new Set(CASES.map(({ does }) => does)).size).toBe(20)
})

describeExports(CASES)
