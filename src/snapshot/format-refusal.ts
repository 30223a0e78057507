import { UserError, type SnapshotRefusal } from '../shared/errors.ts'

/** Why a reader refuses a definition or a manifest. */
export class FormatRefusal extends UserError {
  /** A clause without a full stop. It may name a field, never a value. */
  readonly why: string

  /** @param message for people who read a snapshot */
  constructor(code: SnapshotRefusal, why: string, message: string) {
    super(code, message)
    this.why = why
  }
}

/** @param field its name in the format, if known */
export function wrongField(field: string | null | undefined): string {
  return `has a wrong or missing field${field ? ` ${field}` : ''}`
}

/** Said of what a reader would refuse for its size or its depth. */
export class TooLargeToRead extends UserError {}

/** Why an export ends that its own reader would refuse. */
export function unreadable(
  what: string,
  why: string,
  Refusal: typeof UserError = UserError
): UserError {
  return new Refusal(
    'cognito-answer',
    `No snapshot was written, because no reader would take it: the ${what} ${why}. docs/snapshot-format.md says what it may hold. Correct the user pool, or what an emulator answers.`
  )
}
