import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ERROR_CODES } from '../../src/shared/errors.ts'
import { CURES } from '../../src/report/summary/failure-cures.ts'
import { REFUSALS } from '../../src/restore/plan/users/user-plan.ts'
import { REMARKS } from '../../src/shared/remarks.ts'
import {
  BLOCK_TITLES,
  WARNING_TITLES
} from '../../src/shared/warning-titles.ts'

const page = readFileSync(
  new URL('../../docs/troubleshooting.md', import.meta.url),
  'utf8'
)

/** The names of entries that begin so, in order. */
const entries = (beginning: RegExp) =>
  [...page.matchAll(beginning)].map(([, name]) => name).sort()

test('the page has one entry for each error code, and no other', () => {
  expect(entries(/^### `(.+)`$/gm)).toEqual([...ERROR_CODES].sort())
})

test('the page has one entry for each title of a warning or of what blocks a restore, and no other', () => {
  const remarks = REMARKS.map(code => `Verify: ${code}`)
  const titles = [...WARNING_TITLES, ...BLOCK_TITLES, ...remarks]
  expect(entries(/^ *- \*\*([^`].*?)\*\*/gm)).toEqual(titles.sort())
})

test('the page has one entry for each code of a user who failed, and no other', () => {
  const codes = new Set([...REFUSALS, ...CURES.keys()])
  expect(entries(/^ *- \*\*`(.+?)`\*\*/gm)).toEqual([...codes].sort())
})
