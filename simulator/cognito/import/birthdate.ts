import { RowFailure } from './row-failure.ts'

/**
 * Turns a birthdate from the file's `mm/dd/yyyy` into the pool's `YYYY-MM-DD`.
 * The guide has only the former; the latter is inferred from OpenID Connect.
 * Throws a {@link RowFailure} if the day doesn't exist.
 */
export function storedBirthdate(value: string): string {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value) ?? []
  const date = [year, month, day].join('-')
  if (year === undefined || !isDay(date))
    throw new RowFailure('birthdate is not in the format mm/dd/yyyy.')
  return date
}

/** `Date` turns February 30 into a day of March. */
function isDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`)
  return (
    !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
  )
}
