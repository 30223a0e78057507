import { readFileSync } from 'node:fs'
import type { Env } from '../shared/world.ts'

/**
 * Whether GitHub says that the repository of the workflow is private, in the event
 * that started it. A summary of a public repository is open to all, so an event
 * that says nothing counts as public.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function isPrivateRepository(env: Env): boolean {
  try {
    const text = readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')
    const event = JSON.parse(text) as {
      repository?: { private?: unknown }
    } | null
    return event?.repository?.private === true
  } catch {
    return false
  }
}
