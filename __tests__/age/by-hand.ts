import { execFile } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Simulator } from '../../simulator/simulator.ts'

/*
 * A person at a shell, with the format's page, `aws`, `age`, `gunzip` and `jq`.
 * Nothing here imports the code under test.
 */

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(join(PROJECT, 'docs/snapshot-format.md'), 'utf8')

/** A piece of the page: commands and, where it is shown, what they print. */
export interface Block {
  commands: string
  output: string | undefined
}

/** The shell commands under a heading of the page, in their order. */
export function blocksUnder(heading: string): Block[] {
  const level = heading.replace(/[^#].*$/, '')
  const start = page.indexOf(`\n${heading}\n`)
  if (start === -1) throw new Error(`The page has no ${heading}`)
  const rest = page.slice(start + heading.length + 2)
  // A line of commands that begins with one # is a comment of the shell.
  const end = rest.search(new RegExp(`^#{2,${level.length + 1}} `, 'm'))
  const section = end === -1 ? rest : rest.slice(0, end)
  const blocks = section.matchAll(
    /^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)^```\n)?/gm
  )
  return Array.from(blocks, ([, commands = '', output]) => ({
    commands,
    output
  }))
}

export interface Shell {
  folder: string
  /**
   * Runs commands in the folder, as one script.
   * @returns what each piece of them printed
   */
  run(...commands: string[]): Promise<string[]>
  close(): void
}

const execute = promisify(execFile)
const END = '--- end of a piece ---\n'

/** A shell in an empty folder, whose `aws s3 cp` knows the simulator's bucket. */
export function openShell(simulator?: Simulator): Shell {
  const home = mkdtempSync(join(tmpdir(), 'by-hand-'))
  const [folder, tools, s3] = ['work', 'bin', 's3'].map(name => {
    const path = join(home, name)
    mkdirSync(path)
    return path
  }) as [string, string, string]
  for (const { key, bytes } of simulator?.bucketObjects() ?? []) {
    const file = join(s3, simulator?.bucket ?? '', key)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
  writeFileSync(join(tools, 'aws'), AWS)
  chmodSync(join(tools, 'aws'), 0o755)
  const age = process.env['AGE_FOLDER'] ?? ''
  return {
    folder,
    async run(...commands) {
      const script = commands
        .map(piece => `${piece}\necho '${END.trim()}'\n`)
        .join('')
      const { stdout } = await execute(
        'bash',
        ['--norc', '-euo', 'pipefail', '-c', script],
        {
          cwd: folder,
          env: {
            PATH: `${tools}:${age}:${process.env['PATH'] ?? ''}`,
            HOME: home,
            S3: s3
          },
          maxBuffer: 64 * 1024 * 1024
        }
      )
      return stdout.split(END).slice(0, -1)
    },
    close: () => rmSync(home, { recursive: true })
  }
}

/** The two forms of `aws s3 cp` that the page has. */
const AWS = `#!/usr/bin/env bash
set -euo pipefail
[ "$1 $2" = 's3 cp' ]
if [ "$3" = --recursive ]; then
  cp -R "$S3/\${4#s3://}/." "$5"
else
  [ "$4" = - ]
  cat "$S3/\${3#s3://}"
fi
`
