import type { Guard } from '../guard.ts'

const ISSUE = ['__tests__/unit/report/tracking-issue.test.ts']
const TRACK = ['__tests__/unit/report/track-issue.test.ts']
const FIT = ['__tests__/unit/report/summary-fit.test.ts']

/** What stays where people read of a run later: its issue and its summary. */
export const trackingGuards: readonly Guard[] = [
  {
    name: 'no sentence in an issue is read as Markdown, or mentions anybody',
    promise: 'workflow commands',
    file: 'src/report/tracking-issue.ts',
    source: `safeLine(sentence).replaceAll('\`', "'")`,
    without: 'safeLine(sentence)',
    tests: ISSUE
  },
  {
    name: 'how often a run has failed is not made up',
    promise: 'unknown is unknown',
    file: 'src/report/tracking-issue.ts',
    source: '? { since: createdAt, failures: undefined }',
    without: '? { since: createdAt, failures: 1 }',
    tests: ISSUE
  },
  {
    name: 'only an issue that we wrote is taken for ours',
    promise: 'workflow commands',
    file: 'src/report/track-issue.ts',
    source: '.filter(({ author }) => author === self)',
    without: '.filter(({ author }) => author !== self || author === self)',
    tests: TRACK
  },
  {
    name: 'a failure whose issue was created without an answer is told once',
    promise: 'honest end',
    file: 'src/report/track-issue.ts',
    source: 'known.body === body',
    without: "known.body === ''",
    tests: TRACK
  },
  {
    name: 'a cancelled run closes no issue, as it proves nothing',
    promise: 'honest end',
    file: 'src/report/track-run.ts',
    source: "if (error instanceof UserError && error.code === 'cancelled')",
    without: "if (error instanceof UserError && error.code === 'input')",
    tests: ['__tests__/unit/report/track-run.test.ts']
  },
  {
    name: 'no summary is longer than GitHub shows',
    promise: 'honest end',
    file: 'src/report/summary-fit.ts',
    source: 'if (Buffer.byteLength(page) <= most) return page',
    without: 'if (Buffer.byteLength(page) >= 0) return page',
    tests: FIT
  },
  {
    name: 'the length of a summary is that of its bytes',
    promise: 'honest end',
    file: 'src/report/summary-fit.ts',
    source: 'Buffer.byteLength(page)',
    without: 'page.length',
    tests: FIT
  }
]
