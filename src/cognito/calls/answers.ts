import { UserError } from '../../shared/errors.ts'

/**
 * A value of an answer; `undefined` if it is missing, null or ''. Emulators leave
 * empty what AWS leaves out.
 */
export function given<T>(
  value: T
): Exclude<T, null | undefined | ''> | undefined {
  return value === null || value === ''
    ? undefined
    : (value as Exclude<T, null | undefined | ''>)
}

/**
 * A field that Cognito's API documents as always present. If it is missing, that
 * is an error: a guess would end up in a backup.
 *
 * @param field its name and its object: `Username of a user`
 * @throws UserError `cognito-answer`
 */
export function present<T>(
  value: T,
  field: string
): Exclude<T, null | undefined | ''> {
  const found = given(value)
  if (found === undefined) throw unusable(field)
  return found
}

/** The same for a text; another type is an error. */
export function presentText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw unusable(field)
  return value
}

/**
 * A list of an answer without its nulls; empty if it is missing.
 *
 * @throws UserError `cognito-answer` if it is something else
 */
export function listed<T>(
  list: readonly (T | null)[] | null | undefined,
  field: string
): readonly T[] {
  if (list === null || list === undefined) return []
  if (!isList(list)) throw unusable(field)
  return withoutNulls(list)
}

/** By the SDK's types it always is; an emulator may answer anything. */
function isList(list: unknown): boolean {
  return Array.isArray(list)
}

export function withoutNulls<T>(list: readonly (T | null)[]): readonly T[] {
  return list.includes(null)
    ? list.filter(item => item !== null)
    : (list as readonly T[])
}

/** The error for an unusable answer. It names the field, never its value. */
export function unusable(field: string): UserError {
  return new UserError(
    'cognito-answer',
    `Cognito's answer lacks ${field}, or has something else in its place. Run the job again; an emulator must answer as AWS documents it.`
  )
}

/** The time of seconds since 1970, to the nearest millisecond as the SDK reads it. */
export function dateOf(seconds: number): Date {
  return new Date(Math.round(seconds * 1000))
}
