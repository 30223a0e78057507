import { RowFailure } from './row-failure.ts'

/**
 * A birthdate from the file's `mm/dd/yyyy` to the form that it is kept in. The
 * guide has only the former; that the pool has it as OpenID Connect writes it,
 * `YYYY-MM-DD`, is inferred. Throws a {@link RowFailure} for no such day.
 */
export function storedBirthdate(value: string): string {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value) ?? []
  const date = [year, month, day].join('-')
  if (year === undefined || !isDay(date))
    throw new RowFailure('birthdate is not in the format mm/dd/yyyy.')
  return date
}

/** `Date` takes February 30 for a day of March. */
function isDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`)
  return (
    !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
  )
}
