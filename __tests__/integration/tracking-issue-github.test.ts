import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import { systemClock } from '../../src/shared/system-clock.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { startFakeGitHub, type FakeGitHub } from '../fixtures/fake-github.ts'
import { runHere } from '../fixtures/run-here.ts'
import {
  expectUnchanged,
  failTracked,
  isCreation
} from '../fixtures/tracked-runs.ts'

let github: FakeGitHub
beforeAll(async () => {
  github = await startFakeGitHub()
})
beforeEach(() => github.reset())
afterAll(() => github.close())

/** How long a run waits between attempts is in ../unit/report/issue. */
const clock = { ...systemClock, sleep: () => Promise.resolve() }

const fail = (
  inputs: Record<string, string> = {},
  env: Record<string, string> = {}
) =>
  failTracked(github, inputs, env, (endpoint, all, options) =>
    runHere(endpoint, all, { ...options, clock })
  )

describe('what GitHub refuses is a warning, and the run ends as it would', () => {
  test.each<[string, Record<string, string>, number, RegExp]>([
    ['a missing permission', {}, 403, /"permissions: issues: write"/],
    ['a repository that is not seen', {}, 404, /"permissions: issues: write"/],
    ['issues that are disabled', {}, 410, /has no issues/],
    ['a wrong token', { 'github-token': 'ghs_wrong' }, 401, /github-token/]
  ])('%s', async (_what, inputs, status, sentence) => {
    github.fault = () => ({ status })
    const run = await fail(inputs)
    expectUnchanged(run)
    expect(annotations(run, 'warning')).toEqual([
      expect.stringMatching(sentence)
    ])
    expect(github.issues).toEqual([])
  })

  test('a permission that is missing only for writing', async () => {
    github.fault = request =>
      isCreation(request) ? { status: 403 } : undefined
    const run = await fail()
    expectUnchanged(run)
    expect(annotations(run, 'warning').join()).toMatch(/issues: write/)
  })

  test('a rate limit', async () => {
    github.fault = () => ({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0' }
    })
    const run = await fail()
    expectUnchanged(run)
    expect(annotations(run, 'warning').join()).toMatch(/rate limit/)
    expect(github.requests).toHaveLength(1)
  })

  test('a GitHub that is down, after a few tries', async () => {
    github.fault = () => ({ status: 502 })
    const run = await fail()
    expectUnchanged(run)
    expect(annotations(run, 'warning').join()).toMatch(/HTTP 502/)
    expect(github.requests).toHaveLength(3)
  })

  test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ['no token', { 'github-token': '' }, {}, /github-token is empty/],
    ['no pool', { 'user-pool-id': 'x' }, {}, /name no mode or no user pool/],
    ['no repository', {}, { GITHUB_REPOSITORY: '' }, /no repository is known/]
  ])('%s', async (_what, inputs, env, sentence) => {
    const run = await fail(inputs, env)
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'warning').join()).toMatch(sentence)
    expect(github.requests).toEqual([])
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
