import type { JestReport, JestTest } from './run-tests.ts'

/** What became of the tests without a guard. */
export type Verdict =
  | {
      is: 'caught'
      /** The first test that failed in each file, by its full name. */
      tests: string[]
    }
  | { is: 'survived' | 'broken'; why: string }

/**
 * Whether tests have noticed that a guard is gone: in each file at least one has
 * failed by an assertion. A test that fails in another way, as when the change
 * itself makes no sense, proves nothing.
 *
 * @param tests the files that were run
 */
export function judge(report: JestReport, tests: readonly string[]): Verdict {
  const first: string[] = []
  for (const file of tests) {
    const result = report.testResults.find(({ name }) => name === file)
    if (result === undefined) return broken(`${file} was not run`)
    const { assertionResults: all, message } = result
    if (all.length === 0) return broken(`${file} could not be run: ${message}`)
    const red = all.filter(({ status }) => status === 'failed')
    const [noticed] = red.filter(test => isByAssertion(test.failureMessages))
    if (noticed === undefined) {
      const [other] = red
      return other === undefined
        ? { is: 'survived', why: `nothing in ${file} went red` }
        : broken(`${file}: ${other.fullName}: ${firstLine(other)}`)
    }
    first.push(noticed.fullName)
  }
  return { is: 'caught', tests: first }
}

/** Tests that are red without any guard removed, or files that can't be run. */
export function notGreen({ testResults }: JestReport): string[] {
  return testResults
    .filter(({ status }) => status !== 'passed')
    .map(({ name, message, assertionResults }) => {
      const red = assertionResults.find(({ status }) => status === 'failed')
      return `${name}: ${red?.fullName ?? message}`
    })
}

/**
 * By Jest (a TypeError where there is nothing to compare) or fast-check, by an
 * error of the test's own, or because the tool has refused what the test says that
 * it takes.
 */
const ASSERTIONS = [
  /^(Type)?Error: expect\(/,
  /^Error: Property failed/,
  /^Error: [^\n]*\n +at [^\n]*\/__tests__\//,
  /^(User|AwsCall)Error: /
]

/** @param messages of one test's failures, with their stacks */
export function isByAssertion(messages: readonly string[]): boolean {
  return messages.some(message =>
    ASSERTIONS.some(pattern => pattern.test(plain(message)))
  )
}

function firstLine({ failureMessages }: JestTest): string {
  return plain(failureMessages[0] ?? '').split('\n')[0] ?? ''
}

/** Without the colours of a terminal. */
function plain(message: string): string {
  return message.replaceAll(/\u001b\[\d+m/g, '')
}

function broken(why: string): Verdict {
  return { is: 'broken', why }
}
