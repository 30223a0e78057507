import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

/**
 * What can be known of workflows without actionlint and zizmor, which need Go and
 * Python: that their actions are pinned, and what their jobs may do.
 */

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

interface Job {
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  steps?: Step[]
  /** The workflow that the job is. */
  uses?: string
  strategy?: { matrix?: Record<string, string[]> }
}

interface Workflow {
  on: Record<string, unknown>
  permissions?: unknown
  concurrency?: unknown
  jobs: Record<string, Job>
}

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const filesIn = (folder: string) =>
  existsSync(new URL(folder, root))
    ? readdirSync(new URL(folder, root))
        .filter(file => file.endsWith('.yml'))
        .map(file => `${folder}${file}`)
    : []

const own = filesIn('.github/workflows/')
const all = [...own, ...filesIn('examples/')]

const jobsOf = (path: string) =>
  Object.entries((parse(text(path)) as Workflow).jobs)

/** The lines that name an action, but for workflows of this repository. */
const pins = all.flatMap(path =>
  [...text(path).matchAll(/^\s*(?:- )?uses: (.+)$/gm)]
    .map(([, used = '']) => ({ path, used }))
    .filter(({ used }) => !used.startsWith('./'))
)

test('there are workflows, and they use actions', () => {
  expect(own.length).toBeGreaterThan(3)
  expect(pins.length).toBeGreaterThan(10)
})

describe('every action', () => {
  test('is pinned to a commit, with its version beside it', () => {
    for (const { path, used } of pins) {
      expect([path, used]).toEqual([
        path,
        expect.stringMatching(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      ])
    }
  })

  test('is the same wherever it is used, parts of one repository too', () => {
    const commits = new Map<string, string>()
    for (const { used } of pins) {
      const [, repository = '', pin = ''] =
        /^([\w.-]+\/[\w.-]+)[^@]*@(.+)$/.exec(used) ?? []
      expect([repository, commits.get(repository) ?? pin]).toEqual([
        repository,
        pin
      ])
      commits.set(repository, pin)
    }
  })
})

describe.each(own)('%s', path => {
  const workflow = parse(text(path)) as Workflow

  test('permits nothing, so that each job says what it may do', () => {
    expect(workflow.permissions).toEqual({})
    for (const [name, { permissions }] of jobsOf(path)) {
      expect([name, permissions?.['contents']]).toEqual([
        name,
        expect.stringMatching(/^(read|write)$/)
      ])
    }
  })

  test('ends, and makes way for what comes after it', () => {
    expect(workflow.concurrency).toBeDefined()
    for (const [name, job] of jobsOf(path)) {
      if (job.uses !== undefined) continue
      expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)])
    }
  })

  test('leaves no credentials behind its checkout', () => {
    const checkouts = jobsOf(path)
      .flatMap(([, job]) => job.steps ?? [])
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.length).toBeGreaterThan(0)
    for (const step of checkouts) {
      expect(step.with?.['persist-credentials']).toBe(false)
    }
  })

  test('runs nothing of a stranger with its secrets', () => {
    const triggers = Object.keys(workflow.on)
    expect(triggers).not.toContain('pull_request_target')
    expect(triggers).not.toContain('workflow_run')
  })

  test('puts no expression into a script', () => {
    for (const [, { steps = [] }] of jobsOf(path)) {
      for (const { run = '' } of steps) expect(run).not.toContain('${{')
    }
  })
})

test('only the job that publishes a release may write to the repository', () => {
  const writers = own.flatMap(path =>
    jobsOf(path)
      .filter(([, { permissions }]) => permissions?.['contents'] === 'write')
      .map(([name]) => `${path} ${name}`)
  )
  expect(writers).toEqual(['.github/workflows/release.yml publish'])
})

test('the job that signs a release runs no packages scripts', () => {
  const signing = jobsOf('.github/workflows/release.yml').filter(
    ([, { permissions }]) => permissions?.['id-token'] === 'write'
  )
  expect(signing.map(([name]) => name)).toEqual(['attest'])
  const installs = signing
    .flatMap(([, { steps = [] }]) => steps)
    .filter(({ run }) => run?.startsWith('npm ci'))
  expect(installs).toEqual([{ run: 'npm ci --ignore-scripts' }])
})

/** What a script says that it can do, asked for what it can not. */
function known(list: RegExp, program: string, script: string): string {
  const { status, stderr } = spawnSync(program, [script, 'no-such-thing'], {
    cwd: root,
    encoding: 'utf8'
  })
  expect(status).toBeGreaterThan(0)
  const [, names = ''] = list.exec(stderr) ?? []
  expect(names).not.toBe('')
  return names
}

/** The values of the matrix of a job. */
const matrixOf = (path: string, job: string, name: string) =>
  Object.fromEntries(jobsOf(path))[job]?.strategy?.matrix?.[name] ?? []

test('the jobs of CI do all steps of the gate', () => {
  const done = matrixOf('.github/workflows/ci.yml', 'gate', 'steps')
  const steps = known(/The steps are: (.*)/, 'bash', '.ci/run')
  expect(done.join(' ').split(' ').sort()).toEqual(steps.split(' ').sort())
})

test('the nightly run mutates every room', () => {
  const found = matrixOf('.github/workflows/nightly.yml', 'mutation', 'room')
  const config = 'tools/mutation/stryker.config.js'
  const rooms = known(/The rooms are: (.*)\./, process.execPath, config)
  expect([...found].sort()).toEqual(rooms.split(', ').sort())
})

test('the nightly run tries the newest of all that .ci/newest knows', () => {
  const tried = matrixOf('.github/workflows/nightly.yml', 'newest', 'what')
  const usage = known(/Usage: newest (.*)/, 'bash', '.ci/newest')
  expect(tried).toEqual(usage.split('|'))
})

describe('dependabot.yml', () => {
  const { updates } = parse(text('.github/dependabot.yml')) as {
    updates: {
      'package-ecosystem': string
      directory?: string
      directories?: string[]
      cooldown?: { 'default-days'?: number }
    }[]
  }

  test('waits before it takes what is new', () => {
    for (const { cooldown } of updates) {
      expect(cooldown?.['default-days']).toBeGreaterThanOrEqual(7)
    }
  })

  test('knows every file that pins something', () => {
    const known = new Set(
      updates.flatMap(update =>
        (update.directories ?? [update.directory ?? '']).map(
          folder => `${update['package-ecosystem']} ${folder}`
        )
      )
    )
    for (const [ecosystem, file] of [
      ['npm', 'package-lock.json'],
      ['gomod', '.ci/linters/go.mod'],
      ['gomod', '__tests__/age/go.mod'],
      ['gomod', '__tests__/runner/go.mod'],
      ['pip', '.ci/linters/requirements.txt'],
      ['pip', '__tests__/emulators/ministack.txt'],
      ['pip', '__tests__/emulators/moto.txt'],
      ['pip', '__tests__/query/requirements.txt']
    ]) {
      const path = file ?? ''
      expect(existsSync(new URL(path, root))).toBe(true)
      const folder = `/${path.replace(/\/?[^/]*$/, '')}`
      expect(known).toContain(`${ecosystem} ${folder}`)
    }
    expect(known).toContain('github-actions /')
  })
})
