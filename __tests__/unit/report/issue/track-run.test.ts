import {
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test
} from '@jest/globals'
import { cancelled, UserError } from '../../../../src/shared/errors.ts'
import type { RunEnd } from '../../../../src/report/report.ts'
import { createTracker } from '../../../../src/report/issue/track-run.ts'
import { runFacts } from '../../../fixtures/run-facts.ts'
import { fakeClock, fakeLog, NEVER } from '../../../fixtures/fake-world.ts'
import { FULL_EXPORT, FULL_RESTORE } from '../../../fixtures/full-outcomes.ts'
import { parseCommands } from '../../../fixtures/runner-commands.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text)
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** The warnings of a run that ended so, with a token but no repository. */
async function warningsOf(
  end: Partial<RunEnd>,
  env: Record<string, string> = {},
  token = 'a-token'
): Promise<string[]> {
  const tools = { clock: fakeClock().clock, signal: NEVER, log: fakeLog() }
  await createTracker(env, tools).track(
    { token },
    { ...runFacts('export'), outcome: FULL_EXPORT, error: undefined, ...end }
  )
  return parseCommands(printed).map(
    ({ name, message }) => `${name}: ${message}`
  )
}

// Without a repository, whoever would ask GitHub warns instead.
const WOULD_ASK = [expect.stringMatching(/^warning: .*no repository is known/)]

describe('GitHub is asked', () => {
  test.each<[string, Partial<RunEnd>]>([
    ['after a success, to close', {}],
    ['after a failure', { error: new UserError('network', 'x') }],
    [
      'after a restore in part',
      {
        outcome: FULL_RESTORE,
        error: new UserError('restore-incomplete', 'x')
      }
    ],
    ['when the time was up', { error: new UserError('out-of-time', 'x') }],
    ['after a bug', { error: new TypeError('x') }],
    [
      'when the run never began',
      { outcome: undefined, error: new UserError('input', 'x') }
    ]
  ])('%s', async (_when, end) => {
    expect(await warningsOf(end)).toEqual(WOULD_ASK)
  })

  test('not after a cancelled run, which proves nothing', async () => {
    expect(await warningsOf({ error: cancelled() })).toEqual([])
  })
})

describe('it is a warning with what helps', () => {
  const place = { GITHUB_REPOSITORY: 'octo-org/backups' }

  test('when there is no token', async () => {
    expect(await warningsOf({}, place, '')).toEqual([
      expect.stringContaining('the input github-token is empty')
    ])
  })

  test.each([{ mode: undefined }, { userPoolId: undefined }])(
    'when nobody knows what it is about: %j',
    async changes => {
      const { subject } = runFacts('export')
      const end = { subject: { ...subject, ...changes } }
      expect(await warningsOf(end, place)).toEqual([
        expect.stringContaining('no mode or no user pool')
      ])
    }
  )
})
