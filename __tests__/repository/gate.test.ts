import { execFile } from 'node:child_process'
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

const GATE = new URL('../../.ci/run', import.meta.url)

/** Stands for npm and for the check of dist/: says what it is asked, or fails. */
const STAND_IN = `#!/usr/bin/env bash
asked="$(basename "$0") $*"
if [ "\${asked% }" = "$FAILS" ]; then echo "no $asked"; exit 3; fi
echo "did $asked"
`

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gate-'))
  await mkdir(join(folder, '.ci'))
  await copyFile(GATE, join(folder, '.ci/run'))
  for (const name of ['npm', '.ci/check-dist']) {
    await writeFile(join(folder, name), STAND_IN)
    await chmod(join(folder, name), 0o755)
  }
})
afterEach(() => rm(folder, { recursive: true }))

function runGate(fails = ''): Promise<{ exitCode: number; text: string }> {
  const PATH = `${folder}:${process.env['PATH'] ?? ''}`
  return new Promise(resolve => {
    execFile(
      'bash',
      [join(folder, '.ci/run')],
      { env: { PATH, FAILS: fails } },
      (error, stdout) => {
        resolve({ exitCode: Number(error?.code ?? 0), text: stdout })
      }
    )
  })
}

const STEPS = [
  'npm cit --no-audit --no-fund',
  'check-dist',
  'npm run lint:code',
  'bash .ci/linters/run.sh infra',
  'bash .ci/linters/run.sh workflows',
  'bash __tests__/runner/run.sh',
  'bash __tests__/age/run.sh',
  'npm run demo',
  'bash __tests__/moto/run.sh'
]

describe('the gate', () => {
  test('does all of its steps, and shows what each says', async () => {
    const { exitCode, text } = await runGate()
    expect(exitCode).toBe(0)
    const did = text
      .split('\n')
      .filter(line => line.startsWith('did '))
      .map(line => line.slice('did '.length).trim())
    expect(did).toEqual(STEPS)
  })

  test.each(STEPS)('fails where this fails: %s', async step => {
    const { exitCode, text } = await runGate(step)
    expect(exitCode).not.toBe(0)
    expect(text).toContain(`no ${step}`)
  })
})
