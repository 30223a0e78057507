import { readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode } from './run-node.ts'

/** What Jest's JSON says of a test, as far as it is needed. */
export interface JestTest {
  fullName: string
  status: string
  failureMessages: readonly string[]
}

/** What Jest's JSON says of test files. */
export interface JestReport {
  testResults: readonly {
    /** The path of the file; from the project's root, once runTests gave it. */
    name: string
    /** Why it could not be run; blank where it was, and each test has its own. */
    message: string
    status: string
    assertionResults: readonly JestTest[]
  }[]
}

/** How long a test file may take, in milliseconds. */
const LONGEST_RUN_MS = 480_000

const UNTIL_RED = fileURLToPath(new URL('until-red.ts', import.meta.url))

/**
 * Runs test files in a copy of the project, each until a test has noticed
 * something.
 *
 * @throws GuardError when they don't come to an end; an AbortError
 */
export async function runTests(
  folder: string,
  tests: readonly string[],
  signal: AbortSignal
): Promise<JestReport> {
  const file = join(folder, 'jest-report.json')
  rmSync(file, { force: true })
  await runNode(
    folder,
    [
      '--disable-warning=ExperimentalWarning',
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--runInBand',
      '--json',
      `--outputFile=${file}`,
      `--cacheDirectory=${join(folder, '.jest')}`,
      `--env=${UNTIL_RED}`,
      '--runTestsByPath',
      ...tests
    ],
    LONGEST_RUN_MS * tests.length,
    signal
  )
  const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport
  return {
    testResults: report.testResults.map(result => ({
      ...result,
      name: relative(folder, result.name)
    }))
  }
}
