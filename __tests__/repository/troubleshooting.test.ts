import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { SNAPSHOT_REFUSALS } from '../../src/errors.ts'

const page = readFileSync(
  new URL('../../docs/troubleshooting.md', import.meta.url),
  'utf8'
)

test.each(SNAPSHOT_REFUSALS)('the page explains %s', code => {
  expect(page).toContain(`\`${code}\``)
})
