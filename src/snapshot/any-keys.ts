import * as v from 'valibot'

/**
 * An object of values by names that aren't ours. v.record leaves out
 * `__proto__`, `prototype` and `constructor`, which Cognito's service model lets an
 * attribute be called. As JSON.parse makes them they are keys like any other.
 */
export function anyKeys<T>(
  isKey: (key: string) => boolean,
  isValue: (value: unknown) => value is T
): v.GenericSchema<Record<string, T>> {
  return v.custom<Record<string, T>>(input => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      return false
    }
    for (const key in input) {
      if (!isKey(key) || !isValue((input as Record<string, unknown>)[key])) {
        return false
      }
    }
    return true
  })
}
