import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const ROOT = new URL('../', import.meta.url)
const COMPILED = join(tmpdir(), 'cognito-backup-compiled')

/** The result of a run of the action. */
export interface ActionRun {
  /** `null` when it was killed. */
  exitCode: number | null
  stdout: string
  stderr: string
  outputs: Record<string, string>
  /** The job summary, in Markdown. */
  summary: string
}

export interface ActionOptions {
  /** Additions to the environment; `undefined` removes a variable. */
  env?: Record<string, string | undefined>
  /** Called with the process as soon as it runs, to signal or kill it. */
  onStart?: (child: ChildProcess) => void
  /** Standard output and error as they come. */
  onText?: (text: string) => void
  /**
   * The script to run instead of dist/index.js, from the root of the project.
   */
  script?: string
}

/**
 * Runs dist/index.js as the Actions runner starts it: its inputs as INPUT_*
 * variables, with the defaults of action.yml for those that are left out, and a
 * file each for outputs and summary.
 */
export async function runAction(
  endpoint: string,
  inputs: Record<string, string>,
  options: ActionOptions = {}
): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), 'action-'))
  try {
    const child = spawn(process.execPath, [pathOf(options.script)], {
      env: {
        // Without the cache, half the time of a short run is the compilation of
        // the bundle.
        NODE_COMPILE_CACHE: COMPILED,
        ...(await jobEnvironment(endpoint, inputs, folder)),
        ...options.env
      },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    options.onStart?.(child)
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    const [exitCode, stdout, stderr] = await Promise.all([
      ended,
      collect(child.stdout, options.onText),
      collect(child.stderr, options.onText)
    ])
    return {
      exitCode,
      stdout,
      stderr,
      ...(await readRunnerFiles(folder))
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * The environment of a step. The credentials are in the variables of
 * aws-actions/configure-aws-credentials.
 *
 * @param folder gets the files that the runner makes for outputs and summary
 */
export async function jobEnvironment(
  endpoint: string,
  inputs: Record<string, string>,
  folder: string
): Promise<Record<string, string | undefined>> {
  const { output, summary } = runnerFiles(folder)
  await Promise.all([writeFile(output, ''), writeFile(summary, '')])
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'octo-org/backups',
    GITHUB_RUN_ID: '1234567890',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'session',
    ...(await inputVariables(inputs))
  }
}

/** The contents of the files of `jobEnvironment` after a step. */
export async function readRunnerFiles(
  folder: string
): Promise<Pick<ActionRun, 'outputs' | 'summary'>> {
  const { output, summary } = runnerFiles(folder)
  return {
    // On Windows, @actions/core ends its lines as Windows does.
    outputs: parseOutputs(
      (await readFile(output, 'utf8')).replaceAll('\r\n', '\n')
    ),
    summary: await readFile(summary, 'utf8')
  }
}

const runnerFiles = (folder: string) => ({
  output: join(folder, 'output'),
  summary: join(folder, 'summary')
})

/** The value of `github.token` in a job. */
export const JOB_TOKEN = 'ghs_simulated0123456789'

function pathOf(script = 'dist/index.js'): string {
  return fileURLToPath(new URL(script, ROOT))
}

let defaults: Promise<[name: string, value: string][]> | undefined

/** The inputs of action.yml with their defaults, parsed once. */
async function readDefaults(): Promise<[name: string, value: string][]> {
  const action = parse(await readFile(new URL('action.yml', ROOT), 'utf8')) as {
    inputs: Record<string, { default?: string }>
  }
  return Object.entries(action.inputs).map(([name, input]) => [
    name,
    // The one expression in action.yml that the runner evaluates.
    (input.default ?? '').replace('${{ github.token }}', JOB_TOKEN)
  ])
}

async function inputVariables(
  inputs: Record<string, string>
): Promise<Record<string, string>> {
  const values = new Map(await (defaults ??= readDefaults()))
  for (const [name, value] of Object.entries(inputs)) values.set(name, value)
  return Object.fromEntries(
    Array.from(values, ([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value
    ])
  )
}

async function collect(
  stream: NodeJS.ReadableStream,
  onText: ((text: string) => void) | undefined
): Promise<string> {
  stream.setEncoding('utf8')
  let all = ''
  for await (const text of stream as AsyncIterable<string>) {
    all += text
    onText?.(text)
  }
  return all
}

/** The runner's file of outputs: `name<<delimiter`, the value, `delimiter`. */
function parseOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const entry = /^([^\n<]+)<<(\S+)\n([\s\S]*?)\n\2$/gm
  for (const [, name = '', , value = ''] of file.matchAll(entry)) {
    outputs[name] = value
  }
  return outputs
}
