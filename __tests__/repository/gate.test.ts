import { execFile, execFileSync } from 'node:child_process'
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

const GATE = new URL('../../.ci/run', import.meta.url)

/** Stands for npm and for each script: says what it is asked, or fails. */
const STAND_IN = `#!/usr/bin/env bash
asked="\${0#"$ROOT/"} $*"
if [ "\${asked% }" = "$FAILS" ]; then echo "no $asked"; exit 3; fi
echo "did $asked"
`
const SCRIPTS = [
  'npm',
  '.ci/check-dist',
  '.ci/linters/run.sh',
  '__tests__/emulators/run.sh',
  '__tests__/runner/run.sh',
  '__tests__/age/run.sh',
  '__tests__/query/run.sh'
]

let folder = ''

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gate-'))
  for (const script of SCRIPTS) {
    await put(script, STAND_IN)
    await chmod(join(folder, script), 0o755)
  }
  await copyFile(GATE, join(folder, '.ci/run'))
})
afterEach(() => rm(folder, { recursive: true }))

const PATH = process.env['PATH'] ?? ''

function runGate(names: string[] = [], env: Record<string, string> = {}) {
  return new Promise<{ exitCode: number; text: string; did: string[] }>(
    resolve => {
      execFile(
        'bash',
        [join(folder, '.ci/run'), ...names],
        { env: { PATH: `${folder}:${PATH}`, ROOT: folder, FAILS: '', ...env } },
        (error, stdout, stderr) => {
          const lines = stdout
            .split('\n')
            .filter(line => line.startsWith('did '))
          const did = lines.map(line => line.slice('did '.length).trim())
          const exitCode = Number(error?.code ?? 0)
          resolve({ exitCode, text: stdout + stderr, did })
        }
      )
    }
  )
}

const SLOW = 'npm test -- --selectProjects slow-tools'
const ALL = [
  'npm cit --no-audit --no-fund',
  '.ci/check-dist',
  'npm test -- --selectProjects tools',
  SLOW,
  '.ci/linters/run.sh infra',
  '.ci/linters/run.sh workflows',
  '__tests__/runner/run.sh',
  '__tests__/age/run.sh',
  'npm run demo',
  'npm run lint',
  '__tests__/emulators/run.sh moto'
]
const INSTALL = 'npm ci --no-audit --no-fund'

describe('the gate', () => {
  test('does all of its steps where it can not tell what changed', async () => {
    const { exitCode, did } = await runGate()
    expect([exitCode, did]).toEqual([0, ALL])
  })

  test.each(ALL)('fails where this fails: %s', async step => {
    const { exitCode, text } = await runGate([], { FAILS: step })
    expect(exitCode).not.toBe(0)
    expect(text).toContain(`no ${step}`)
  })

  test('does the steps that are named', async () => {
    const { did } = await runGate(['e2e', 'unit', 'lint'])
    const suites = 'npm test -- --selectProjects unit e2e'
    expect(did).toEqual([INSTALL, suites, 'npm run lint'])
  })

  test('refuses a step that there is not', async () => {
    const { exitCode, text } = await runGate(['moon'])
    expect(exitCode).toBe(2)
    expect(text).toContain('There is no step moon. The steps are: unit ')
  })
})

describe('the gate of a change', () => {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args],
      {
        cwd: folder,
        encoding: 'utf8'
      }
    ).trim()

  async function change(path: string, names: string[] = []) {
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'Before')
    const BASE = git('rev-parse', 'HEAD')
    await put(path, 'changed')
    git('add', '-A')
    git('commit', '-qm', 'Change')
    return await runGate(names, { BASE })
  }

  test('in src/ leaves out what does not ship', async () => {
    const { did } = await change('src/run.ts')
    expect(ALL.filter(step => !did.includes(step))).toEqual([
      'npm test -- --selectProjects tools',
      SLOW,
      '.ci/linters/run.sh infra',
      '.ci/linters/run.sh workflows'
    ])
  })

  test.each([
    ['docs/restore.md', ['repository']],
    ['__tests__/unit/x.test.ts', ['unit']],
    ['__tests__/faults/cases/x.ts', ['faults']]
  ])('in %s does its own suite and the lint', async (path, suites) => {
    const { did } = await change(path)
    const tests = `npm test -- --selectProjects ${suites.join(' ')}`
    expect(did).toEqual([INSTALL, tests, 'npm run lint'])
  })

  test.each(['infra/store.yml', 'examples/restore.yml'])(
    'in %s does the suites whose runs use it',
    async path => {
      const { did } = await change(path)
      const suites = 'integration e2e repository'
      expect(did).toContain(`npm test -- --selectProjects ${suites}`)
    }
  )

  test.each(['tools/bench/x.ts', '__tests__/soak/x.ts'])(
    'in %s tests the tools, and what takes long of them',
    async path => {
      const { did } = await change(path)
      const tests = 'npm test -- --selectProjects tools'
      expect(did).toEqual([INSTALL, tests, SLOW, 'npm run lint'])
    }
  )

  test.each([
    ['__tests__/kill/x.test.ts', 'npm test -- --selectProjects kill'],
    ['__tests__/faults/slow/x.ts', 'npm test -- --selectProjects hangs'],
    ['__tests__/faults/cases/x-slow.ts', 'npm test -- --selectProjects hangs'],
    ['examples/query/x.sql', '__tests__/query/run.sh'],
    ['docs/query.md', '__tests__/query/run.sh'],
    ['docs/snapshot-format.md', '__tests__/age/run.sh'],
    ['tools/bench/report-usage.js', 'npm test -- --selectProjects e2e'],
    [
      'tools/definition-model/x.ts',
      'npm test -- --selectProjects unit integration'
    ]
  ])('in %s does also what uses it: %s', async (path, step) => {
    expect((await change(path)).did).toContain(step)
    const { exitCode } = await runGate([], { BASE: 'HEAD^', FAILS: step })
    expect(exitCode).not.toBe(0)
  })

  test.each([
    'simulator/clock.ts',
    'package-lock.json',
    '__tests__/fixtures/x.ts',
    '.ci/run2',
    'new-folder/x'
  ])('in %s does all', async path => {
    const { did } = await change(path)
    expect(did).toEqual(ALL)
  })

  test('does no named step that the change does not need', async () => {
    const { exitCode, did } = await change('docs/restore.md', ['e2e', 'moto'])
    expect([exitCode, did]).toEqual([0, []])
  })

  test('counts what is not committed yet', async () => {
    await change('docs/restore.md')
    await put('src/x.ts', 'new')
    const { did } = await runGate(['bundle', 'tools'], { BASE: 'HEAD' })
    expect(did).toEqual([INSTALL, '.ci/check-dist'])
  })
})
