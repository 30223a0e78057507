import { readFileSync } from 'node:fs'
import type { Env } from '../shared/world.ts'

/** What is read of the event that started the workflow; anyone may have made it. */
interface GithubEvent {
  repository?: { private?: unknown }
  inputs?: unknown
}

/**
 * Whether GitHub says that the repository of the workflow is private, in the event
 * that started it. A summary of a public repository is open to all, so an event
 * that says nothing counts as public.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function isPrivateRepository(env: Env): boolean {
  return readEvent(env)?.repository?.private === true
}

/**
 * Names of the inputs with which a person or a script started the workflow;
 * `undefined` if another event did, or if a name doesn't look like one. Their
 * values may be names of users, so no page shows them.
 */
export function dispatchInputs(env: Env): string[] | undefined {
  if (env['GITHUB_EVENT_NAME'] !== 'workflow_dispatch') return undefined
  const inputs = readEvent(env)?.inputs
  if (typeof inputs !== 'object' || inputs === null) return undefined
  const names = Object.keys(inputs)
  return names.every(name => /^[A-Za-z_][\w-]{0,99}$/.test(name))
    ? names
    : undefined
}

function readEvent(env: Env): GithubEvent | undefined {
  try {
    const text = readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')
    return (JSON.parse(text) as GithubEvent | null) ?? undefined
  } catch {
    return undefined
  }
}
