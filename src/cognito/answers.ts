/**
 * A field that Cognito's API documents as always present. Were one missing, a
 * guess in its place would end up in a backup, so it is an error instead.
 */
export function present<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Error(`Cognito's answer lacks ${field}`)
  return value
}
