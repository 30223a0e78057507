import { UserError } from '../shared/errors.ts'

/**
 * The sentence with which a step fails. A bug's message may quote a record, so
 * the sentence has only its name; see placesOf for its place in the code.
 */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message
  const name = error instanceof Error ? error.name : typeof error
  return `This is a bug of the action (${name}). Report it with the lines that the action wrote. Leave out the inputs that the runner prints above them.`
}

/** The lines of code of a bug's stack; empty for a UserError. */
export function placesOf(error: unknown): string[] {
  if (error instanceof UserError || !(error instanceof Error)) return []
  return (error.stack ?? '').split('\n').filter(frame => /^\s+at /.test(frame))
}
