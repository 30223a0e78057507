import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { VERSION } from '../../../src/shared/version.ts'

test('the version of the code is the version of the package', () => {
  const file = new URL('../../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as {
    version: string
  }
  expect(VERSION).toBe(version)
})
