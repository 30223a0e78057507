import Sequencer from '@jest/test-sequencer'

/** Suites of short test files. */
const SHORT = ['unit', 'repository']

/**
 * Jest takes the largest files first until it has seen how long each takes. On a
 * fresh clone the longest might come last, and one core would wait for it.
 */
export default class extends Sequencer {
  sort(tests) {
    const isShort = ({ context }) =>
      SHORT.includes(context.config.displayName?.name) ? 1 : 0
    return super.sort(tests).sort((a, b) => isShort(a) - isShort(b))
  }
}
