import type { Circus } from '@jest/types'
import { TestEnvironment } from 'jest-environment-node'
import { isByAssertion } from './judge.ts'

/** Skips the tests of a file that come after one that has noticed something. */
export default class UntilRed extends TestEnvironment {
  #isRed = false

  handleTestEvent(event: Circus.Event): void {
    if (event.name === 'test_start' && this.#isRed) event.test.mode = 'skip'
    if (event.name === 'test_done') {
      this.#isRed ||= isByAssertion(event.test.errors.map(stackOf))
    }
  }
}

/** An error as it is reported: itself, or first of what is known of it. */
function stackOf(error: unknown): string {
  const [first] = Array.isArray(error) ? (error as unknown[]) : [error]
  return first instanceof Object && 'stack' in first
    ? String(first.stack)
    : String(first)
}
