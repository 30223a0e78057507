import { readFile } from 'node:fs/promises'
import * as core from '@actions/core'
import { UserError } from '../../shared/errors.ts'
import type { Env, GetIdToken } from '../../shared/world.ts'

/**
 * Gets ID tokens of the job from GitHub, through the job's proxy. The log masks
 * each token.
 */
export function createGetIdToken(env: Env): GetIdToken {
  return async audience => {
    if (
      !env['ACTIONS_ID_TOKEN_REQUEST_URL'] ||
      !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']
    ) {
      throw noPermission(await isOfFork(env))
    }
    try {
      return await core.getIDToken(audience)
    } catch (error) {
      throw notGiven(error instanceof Error ? error.message : '')
    }
  }
}

function noPermission(isOfFork: boolean): UserError {
  return new UserError(
    'credentials',
    isOfFork
      ? 'This run is of a pull request from a fork. GitHub gives such runs no ID token to assume a role with, whatever the workflow permits. Run this action from the repository itself, by schedule or workflow_dispatch.'
      : 'The job lacks the "id-token" permission that a role is assumed with. Please add "permissions: id-token: write" to your workflow; a reusable workflow needs it in the workflow that calls it, too.'
  )
}

/** Whether a pull request from another repository started this run. */
async function isOfFork(env: Env): Promise<boolean> {
  const file = env['GITHUB_EVENT_PATH']
  if (!file || !env['GITHUB_EVENT_NAME']?.startsWith('pull_request')) {
    return false
  }
  try {
    return comesFromFork(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return false
  }
}

/** A repository that was deleted meanwhile is `null`; it was a fork. */
function comesFromFork(event: unknown): boolean {
  const { pull_request: pull } = event as {
    pull_request?: Record<'head' | 'base', { repo: { id: number } | null }>
  }
  return pull !== undefined && pull.head.repo?.id !== pull.base.repo?.id
}

/** The toolkit gives the status of GitHub's answer only in its message. */
function notGiven(message: string): UserError {
  const [, status] = /Error Code : (\d{3})\b/.exec(message) ?? []
  const isAnswer = /do not have ID Token/i.test(message)
  if (isAnswer || (status?.startsWith('4') && !/408|429/.test(status))) {
    return new UserError(
      'credentials',
      `GitHub refused to give the job an ID token (${status === undefined ? 'its answer holds none' : `HTTP ${status}`}). Check that the job has the permission "id-token: write" and has not run for longer than GitHub gives a job tokens, about six hours.`
    )
  }
  const what = status === undefined ? 'no answer' : `HTTP ${status}`
  return new UserError(
    'network',
    `GitHub could not be asked for an ID token (${what}). Run the job again; behind a proxy, check that it lets the runner reach GitHub.`
  )
}
