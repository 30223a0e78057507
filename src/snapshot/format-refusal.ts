import { UserError, type SnapshotRefusal } from '../shared/errors.ts'

/** What a reader has against a definition or a manifest. */
export class FormatRefusal extends UserError {
  /** Names a field at most, never what is in it. No full stop. */
  readonly why: string

  /** @param message for people who read a snapshot */
  constructor(code: SnapshotRefusal, why: string, message: string) {
    super(code, message)
    this.why = why
  }
}

/** @param field as the format names it; without one, only that there is one */
export function wrongField(field: string | null | undefined): string {
  return `has a wrong or missing field${field ? ` ${field}` : ''}`
}

/** Why an export ends that its own reader would refuse. */
export function unreadable(what: string, why: string): UserError {
  return new UserError(
    'cognito-answer',
    `No snapshot was written, because no reader would take it: the ${what} ${why}. docs/snapshot-format.md says what it may hold. Correct the user pool, or what an emulator answers.`
  )
}
