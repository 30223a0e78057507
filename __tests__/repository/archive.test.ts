import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runExport } from '../fixtures/action-runs.ts'

/*
 * What GitHub gives a runner for `uses:`, which it makes by `git archive`.
 */

/** Most bytes of dist/ as it is downloaded. */
const DIST_BUDGET = 1_250_000

/** … and of all that comes with it: src/, the lockfile, the README. */
const REST_BUDGET = 520_000

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The committed files as a runner gets them, as a tar. */
function archiveOf(...paths: string[]): Buffer {
  const args = ['archive', '--format=tar', 'HEAD', ...paths]
  return execFileSync('git', args, { cwd: root, maxBuffer: 2 ** 30 })
}

let folder: string
let simulator: Simulator
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  execFileSync('tar', ['-x', '-C', folder], { input: archiveOf() })
  simulator = await startSimulator({ users: 12, groups: 2 })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await simulator.close()
})

describe('what a runner downloads', () => {
  test('exports a pool, without anything else of the repository', async () => {
    const action = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
      runs: { main: string }
    }
    const script = join(folder, action.runs.main)
    const { outputs, exitCode } = await runExport(simulator, {}, { script })
    expect(outputs).toMatchObject({ status: 'complete', users: '12' })
    expect(exitCode).toBe(0)
  })

  test.each(['package-lock.json', 'src/index.ts', 'tsconfig.json', 'LICENSE'])(
    'has %s, for whoever builds dist/ again',
    path => {
      expect(existsSync(join(folder, path))).toBe(true)
    }
  )

  test('is dist/ and little else, and dist/ keeps within its budget', () => {
    const dist = gzipSync(archiveOf('dist')).length
    expect(dist).toBeLessThanOrEqual(DIST_BUDGET)
    const all = gzipSync(archiveOf()).length
    expect(all).toBeLessThanOrEqual(dist + REST_BUDGET)
  })
})
