import { UserError } from '../shared/errors.ts'

/**
 * The sentence that a step fails with. A bug's own message may quote a record,
 * so only its name is told, and its places in the code (see placesOf).
 */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message
  const name = error instanceof Error ? error.name : typeof error
  return `The action failed in a way that it should not (${name}). Please report this with the lines above; they hold no personal data.`
}

/** Where in the code a bug is; nothing for what isn't one. */
export function placesOf(error: unknown): string[] {
  if (error instanceof UserError || !(error instanceof Error)) return []
  return (error.stack ?? '').split('\n').filter(frame => /^\s+at /.test(frame))
}
