import { safeLine } from '../sanitise.ts'

/**
 * Untrusted text for a fenced block from which people copy into a workflow: it can
 * end neither the line nor the block, and is no expression of GitHub's there.
 */
export function pastable(text: string): string {
  return safeLine(text).replaceAll('`', "'").replaceAll('${{', '$ {{')
}
