import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import { JOB_TOKEN } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { systemClock } from '../../src/shared/system-clock.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { startFakeGitHub, type FakeGitHub } from '../fixtures/fake-github.ts'
import { runExport, runHere, runRestore } from '../fixtures/run-here.ts'
import {
  expectUnchanged,
  failTracked,
  isCreation,
  MARKER
} from '../fixtures/tracked-runs.ts'

let github: FakeGitHub
beforeAll(async () => {
  github = await startFakeGitHub({
    logins: { ghp_person: 'octocat', ghs_app: 'backup-app[bot]' },
    pageSize: 3
  })
})
beforeEach(() => github.reset())
afterAll(() => github.close())

/** How long a run waits between attempts is in ../unit/report/issue. */
const clock = { ...systemClock, sleep: () => Promise.resolve() }

const fail = (inputs: Record<string, string> = {}) =>
  failTracked(github, inputs, {}, (endpoint, all, options) =>
    runHere(endpoint, all, { ...options, clock })
  )

describe('from the first failure to the next success', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ users: 3, groups: 1 })
  })
  afterAll(() => simulator.close())

  test('there is one issue, which is opened, updated and closed', async () => {
    const options = { env: { GITHUB_API_URL: github.apiUrl } }
    const tracking = { 'tracking-issue': 'true' }
    const failing = { ...tracking, bucket: 'no-such-bucket' }
    const first = await runExport(simulator, failing, options)
    expect(first.exitCode).toBe(1)
    expect(first.stdout).toMatch(
      /Tracking issue: opened https:\/\/\S+\/issues\/1/
    )
    expect(github.issues).toMatchObject([
      {
        title: `Cognito backup: export of ${simulator.userPoolId} fails`,
        state: 'open',
        labels: ['cognito-backup'],
        author: 'github-actions[bot]',
        comments: []
      }
    ])
    const [issue] = github.issues
    expect(issue?.body).toContain('no-such-bucket')
    expect(issue?.body).toContain(
      'https://github.com/octo-org/backups/actions/runs/1234567890/attempts/1'
    )

    await runExport(simulator, failing, options)
    expect(issue?.body).toContain('2 times in a row')
    expect(issue?.comments).toEqual([expect.stringMatching(/^Failed again/)])

    // Another mode proves nothing about exports.
    const other = await runRestore(
      simulator,
      { ...tracking, 'user-pool-id': simulator.userPoolId },
      options
    )
    expect(other.exitCode).toBe(1)
    expect(github.issues.map(({ state }) => state)).toEqual(['open', 'open'])

    const good = await runExport(simulator, tracking, options)
    expect(good.exitCode).toBe(0)
    expect(good.stdout).toMatch(
      /Tracking issue: closed https:\/\/\S+\/issues\/1/
    )
    expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open'])
    expect(issue).toMatchObject({ state_reason: 'completed' })
    expect(issue?.comments.at(-1)).toContain('2 times in a row')

    await runExport(simulator, failing, options)
    expect(github.issues).toHaveLength(3)
    const said = JSON.stringify(github.issues)
    for (const { username, sub, attributes } of simulator.poolState(
      simulator.userPoolId
    ).users) {
      for (const value of [username, sub, attributes['email'] ?? sub]) {
        expect(said).not.toContain(value)
      }
    }
  })

  test('nothing is asked of GitHub by default', async () => {
    await runExport(simulator, {}, { env: { GITHUB_API_URL: github.apiUrl } })
    expect(github.requests).toEqual([])
  })
})

describe('the issue is found', () => {
  test('on the last page, past pull requests and what others planted', async () => {
    for (let at = 0; at < 7; at += 1) github.addIssue({ isPullRequest: at > 3 })
    github.addIssue({ body: MARKER, author: 'mallory' })
    const own = github.addIssue({ body: MARKER, author: 'github-actions[bot]' })
    const run = await fail()
    expectUnchanged(run)
    expect(github.issues).toHaveLength(9)
    expect(own.comments).toHaveLength(1)
    expect(github.issues.flatMap(({ comments }) => comments)).toHaveLength(1)
  })

  test.each([
    ['ghp_person', 'octocat'],
    ['ghs_app', 'backup-app[bot]']
  ])('of the token %s, which is that of %s', async (token, author) => {
    github.addIssue({ body: MARKER, author: 'github-actions[bot]' })
    const own = github.addIssue({ body: MARKER, author })
    await fail({ 'github-token': token })
    expect(own.comments).toHaveLength(1)
    expect(github.issues).toHaveLength(2)
  })

  test.each([
    ['ghp_person', 'octocat'],
    [JOB_TOKEN, 'github-actions[bot]']
  ])('without GraphQL too, by %s', async (token, author) => {
    const own = github.addIssue({ body: MARKER, author })
    github.fault = ({ path }) =>
      path.endsWith('/graphql') ? { status: 404 } : undefined
    await fail({ 'github-token': token })
    expect(own.comments).toHaveLength(1)
    expect(github.issues).toHaveLength(1)
  })
})

test('two runs at once end with one issue that has told of both', async () => {
  let waiting = 0
  const { promise: both, resolve } = Promise.withResolvers<undefined>()
  // Nobody goes on to write before both have looked.
  github.fault = ({ method }) => {
    if (method !== 'GET' || waiting >= 2) return undefined
    waiting += 1
    if (waiting === 2) resolve(undefined)
    return both
  }
  const runs = await Promise.all([fail(), fail()])
  for (const run of runs) expectUnchanged(run)
  const open = github.issues.filter(({ state }) => state === 'open')
  expect(github.issues).toHaveLength(2)
  expect(open).toHaveLength(1)
  expect(open[0]?.number).toBe(1)
  expect(open[0]?.comments).toHaveLength(1)
})

test('a cancelled run says nothing, neither good nor bad', async () => {
  const stop = new AbortController()
  const simulator = await startSimulator({
    users: 3,
    groups: 1,
    intercept({ operation }) {
      if (operation === 'ListGroups') stop.abort()
      return undefined
    }
  })
  try {
    const body = `<!-- cognito-backup: ${simulator.userPoolId} export -->\n`
    github.addIssue({ body, author: 'github-actions[bot]' })
    const run = await runExport(
      simulator,
      { 'tracking-issue': 'true' },
      {
        env: { GITHUB_API_URL: github.apiUrl },
        stop: stop.signal
      }
    )
    expect(run.outputs['error-code']).toBe('cancelled')
    expect(github.requests).toEqual([])
  } finally {
    await simulator.close()
  }
})

// What else GitHub may answer is in ../unit/report/issue.
describe('a run whose issue can not be written ends as it would', () => {
  test('with a warning, where the permission is missing', async () => {
    github.fault = () => ({ status: 403 })
    const run = await fail()
    expectUnchanged(run)
    expect(annotations(run, 'warning')).toEqual([
      expect.stringMatching(/"permissions: issues: write"/)
    ])
    expect(github.requests).toHaveLength(1)
  })

  test('with a warning, where the permission is missing only for writing', async () => {
    github.fault = one => (isCreation(one) ? { status: 403 } : undefined)
    const run = await fail()
    expectUnchanged(run)
    expect(annotations(run, 'warning')).toEqual([
      expect.stringMatching(/"permissions: issues: write"/)
    ])
    expect(github.requests.filter(isCreation)).toHaveLength(1)
  })

  test('with a warning after a few tries, where GitHub is down', async () => {
    github.fault = () => ({ status: 502 })
    const run = await fail()
    expectUnchanged(run)
    expect(annotations(run, 'warning').join()).toMatch(/HTTP 502/)
    expect(github.requests).toHaveLength(3)
  })
})

describe('what goes wrong for a moment is tried again', () => {
  test('a failure of GitHub', async () => {
    let failures = 0
    github.fault = () => (failures++ < 1 ? { status: 503 } : undefined)
    expectUnchanged(await fail())
    expect(github.issues).toHaveLength(1)
  })

  test('an issue whose creation was not answered, and not twice', async () => {
    let creations = 0
    github.fault = request =>
      isCreation(request) && creations++ === 0
        ? { drop: true, takesEffect: true }
        : undefined
    const run = await fail()
    expectUnchanged(run)
    expect(run.stdout).toContain('Tracking issue: opened')
    expect(github.issues).toHaveLength(1)
    expect(github.issues[0]?.comments).toEqual([])
  })
})
