import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { GUARDS } from '../../guards/guards.ts'
import { SUITES } from '../../reliability/faults.ts'
import { PAGE, reliabilityPage } from '../../reliability/page.ts'
import { readRecords } from '../../reliability/records.ts'

const records = readRecords()

test('docs/reliability.md says what the suites say: npm run reliability', () => {
  const page = reliabilityPage(records)
  expect(readFileSync(PAGE, 'utf8')).toBe(page)
})

test('no suite of faults is empty', () => {
  for (const { title, cases } of SUITES) {
    expect([title, cases.length]).not.toEqual([title, 0])
  }
})

test.each([
  ['kills', records.kills],
  ['cancellations', records.cancellations]
])('the record of %s shows nobody lost and nobody twice', (_, { suites }) => {
  expect(suites.length).toBeGreaterThan(0)
  for (const { name, usersLost, usersDuplicated, messages } of suites) {
    expect([name, usersLost, usersDuplicated, messages]).toEqual([
      name,
      0,
      0,
      0
    ])
  }
})

test('the record of the soak shows nothing that has to be otherwise', () => {
  expect(records.soak).toMatchObject({
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0,
    failuresWithoutReason: 0,
    otherFindings: 0
  })
})

test('every guard has turned a test red', () => {
  const { guards } = records.guards
  const names = (all: readonly { name: string }[]) =>
    all.map(({ name }) => name).sort()
  expect(names(guards)).toEqual(names(GUARDS))
  expect(guards.filter(({ tests }) => tests.length === 0)).toEqual([])
})
