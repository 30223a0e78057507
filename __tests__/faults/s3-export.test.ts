import { expect, test } from '@jest/globals'
import { EXPORT_PART_CASES, EXPORT_PASSING_CASES } from './cases/s3-export.ts'
import { describeExports } from './export-cases.ts'

const CASES = [...EXPORT_PASSING_CASES, ...EXPORT_PART_CASES]

test('20 faults meet users, and 12 of them each other kind of parts', () => {
  const calls = CASES.flatMap(({ does, on, also = [] }) =>
    [on, ...also].map(call => ({ call, does }))
  )
  const faultsOf = (kind: string) =>
    new Set(calls.filter(one => one.call === kind).map(({ does }) => does)).size
  expect(faultsOf('PUT users')).toBe(20)
  for (const kind of ['PUT pool', 'PUT groups', 'PUT memberships']) {
    expect(faultsOf(kind)).toBe(12)
  }
})

describeExports(CASES)
