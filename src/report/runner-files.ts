import { accessSync, appendFileSync, constants } from 'node:fs'
import * as core from '@actions/core'
import type { Env } from '../shared/world.ts'

/*
 * The runner's files for outputs and the summary. In a container, as another
 * user, or with a full disk, a step may be unable to write them. That must not
 * hide how the run ended.
 */

/**
 * Sets the outputs of the step. Without a runner they go to the log, as commands.
 *
 * @returns why they could not be written, as a part of a sentence
 */
export function setOutputs(
  env: Env,
  outputs: Readonly<Record<string, string>>
): string | undefined {
  return whyNotWritten(env, 'GITHUB_OUTPUT', () => {
    for (const [name, value] of Object.entries(outputs)) {
      core.setOutput(name, value)
    }
  })
}

/**
 * Adds a page to the job summary, if there is a runner.
 *
 * @param render makes the page, in Markdown
 * @returns why it could not be written, as a part of a sentence
 */
export function addToSummary(
  env: Env,
  render: () => string
): string | undefined {
  return whyNotWritten(env, 'GITHUB_STEP_SUMMARY', path => {
    if (path !== '') appendFileSync(path, render())
  })
}

/** @param write gets the path of the file; `''` without a runner */
function whyNotWritten(
  env: Env,
  variable: string,
  write: (path: string) => void
): string | undefined {
  const path = env[variable] ?? ''
  if (path === '' && env['GITHUB_ACTIONS'] === 'true') {
    return `the variable ${variable} is not set.`
  }
  try {
    // The file must exist already: the runner reads no other.
    if (path !== '') accessSync(path, constants.W_OK)
    write(path)
    return undefined
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException
    const problem = PROBLEMS.get(code ?? '') ?? 'takes nothing'
    return `the file that ${variable} names ${problem} (${code ?? name}).`
  }
}

const PROBLEMS = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist'],
  ['EISDIR', 'is a directory'],
  ['EACCES', 'may not be written by this step'],
  ['EPERM', 'may not be written by this step'],
  ['EROFS', 'may not be written by this step'],
  ['ENOSPC', 'has no room left on its disk'],
  ['EDQUOT', 'has no room left on its disk']
])
