import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * act isn't GitHub's runner. It kills a step where GitHub cancels it by a signal,
 * passes over permissions, environments, concurrency and a job's timeout-minutes,
 * doesn't warn of inputs that action.yml lacks, and gives steps the node that is in
 * the path. Tests that start the bundle show how it is cancelled.
 */

/** The root of the project, with the action that the workflows use. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const ACT = process.env['ACT'] ?? 'act'

/** What act says of a job, a line of JSON each. */
export interface ActLine {
  msg: string
  level: string
  jobID?: string
  /** `error`, `warning`, `add-mask`, `summary`: what it was told to do. */
  command?: string
  /** What an annotation says. */
  arg?: string
  /** The id of the step, or its number. */
  stepID?: string[]
  jobResult?: string
}

export interface ActRun {
  exitCode: number | null
  lines: ActLine[]
  /** All that it wrote, to be shown where a test fails. */
  text: string
}

export interface ActOptions {
  /** The folder with what `actions/checkout` would fetch. */
  folder?: string
  vars?: Record<string, string>
  env?: Record<string, string>
  /** What whoever starts the workflow says. */
  inputs?: Record<string, string>
  token?: string
  more?: string[]
}

/**
 * Has act run a workflow on this machine, without containers, as a runner of
 * one's own would. It hands its own environment to every step, so it gets
 * nothing but a path, whose `node` is the one of the tests.
 *
 * @param workflow the path of its file
 */
export async function runAct(
  workflow: string,
  options: ActOptions = {}
): Promise<ActRun> {
  const home = await mkdtemp(join(tmpdir(), 'act-'))
  const { folder = ROOT, vars, env, inputs, token, more = [] } = options
  const each = (flag: string, values: Record<string, string> = {}) =>
    Object.entries(values).flatMap(([name, value]) => [
      flag,
      `${name}=${value}`
    ])
  try {
    return await spawnAct(home, [
      'workflow_dispatch',
      ...['--json', '--no-cache-server', '--action-offline-mode'],
      ...['--directory', folder, '--workflows', workflow],
      ...['ubuntu-latest', 'ubuntu-24.04'].flatMap(label => [
        '--platform',
        `${label}=-self-hosted`
      ]),
      ...each('--var', vars),
      ...each('--env', env),
      ...each('--input', inputs),
      ...each('--secret', token === undefined ? {} : { GITHUB_TOKEN: token }),
      ...more
    ])
  } finally {
    await rm(home, { recursive: true })
  }
}

async function spawnAct(home: string, args: string[]): Promise<ActRun> {
  const child = spawn(ACT, args, {
    env: { HOME: home, PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => (text += chunk))
  }
  const exitCode = await ended
  const lines = text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as ActLine)
  return { exitCode, lines, text }
}

/** What became of a step, as the later ones of its job see it. */
export interface StepResult {
  outcome: 'success' | 'failure' | 'skipped'
  conclusion: 'success' | 'failure' | 'skipped'
  outputs: Record<string, string>
}

/** The steps of a job by their ids, as a workflow here has written them. */
export async function readSteps(
  file: string
): Promise<Record<string, StepResult>> {
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, StepResult>
}

/** What a step told the runner by a command. */
export function told(run: ActRun, step: string, command: string): string[] {
  return run.lines
    .filter(line => line.command === command && line.stepID?.[0] === step)
    .map(({ arg = '' }) => arg)
}
