import * as v from 'valibot'

/**
 * An object with any keys. v.record drops `__proto__`, `prototype` and
 * `constructor`, but Cognito's service model allows these names for attributes.
 * JSON.parse makes them keys like any other.
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
