import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ERROR_CODES } from '../../src/shared/errors.ts'
import { REMARKS } from '../../src/shared/remarks.ts'
import { WARNING_TITLES } from '../../src/shared/warning-titles.ts'

const page = readFileSync(
  new URL('../../docs/troubleshooting.md', import.meta.url),
  'utf8'
)

/** The names in lines that begin so, in order: an entry can have several. */
const entries = (line: RegExp, name: RegExp) =>
  [...page.matchAll(line)]
    .flatMap(([text]) => [...text.matchAll(name)].map(([, found]) => found))
    .sort()

test('the page has one entry for each error code, and no other', () => {
  expect(entries(/^### `.+$/gm, /`(.+?)`/g)).toEqual([...ERROR_CODES].sort())
})

test('the page has one entry for each title of a warning, and no other', () => {
  const remarks = REMARKS.map(code => `Verify: ${code}`)
  expect(entries(/^- \*\*.+$/gm, /\*\*(.+?)\*\*/g)).toEqual(
    [...WARNING_TITLES, ...remarks].sort()
  )
})
