import { UserError } from '../../shared/errors.ts'

/**
 * A value of an answer; `undefined` where there is none. What AWS leaves out and
 * what an emulator leaves empty is the same.
 */
export function given<T>(
  value: T
): Exclude<T, null | undefined | ''> | undefined {
  return value === null || value === ''
    ? undefined
    : (value as Exclude<T, null | undefined | ''>)
}

/**
 * A field that Cognito's API documents as always present. Were one missing, a
 * guess in its place would end up in a backup, so it is an error instead.
 *
 * @param field with what it is of: `Username of a user`
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

/** The same of a text, so that nothing else is taken for one. */
export function presentText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw unusable(field)
  return value
}

/**
 * A list of an answer without its nulls; one that is left out is empty.
 *
 * @throws UserError `cognito-answer` when it is something else
 */
export function listed<T>(
  list: readonly (T | null)[] | null | undefined,
  field: string
): readonly T[] {
  if (list === null || list === undefined) return []
  if (!isList(list)) throw unusable(field)
  return withoutNulls(list)
}

/** The types of the SDK say so; an emulator may answer anything. */
function isList(list: unknown): boolean {
  return Array.isArray(list)
}

export function withoutNulls<T>(list: readonly (T | null)[]): readonly T[] {
  return list.includes(null)
    ? list.filter(item => item !== null)
    : (list as readonly T[])
}

/** An answer that nothing can be made of. It names the field, never its value. */
export function unusable(field: string): UserError {
  return new UserError(
    'cognito-answer',
    `Cognito's answer lacks ${field}, or has something else in its place. Run the job again; an emulator must answer as AWS documents it.`
  )
}
