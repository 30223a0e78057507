import { UserError } from '../errors.ts'

/** One page of a listing and the token of the next; no token means the end. */
export interface Page<T> {
  items: readonly T[]
  next: string | undefined
}

/**
 * Reads a listing to its last token. A page may be short or empty and still
 * carry a token: only a page without one is the end ("If the response contains
 * a PaginationToken, then there are more results", ListUsers).
 *
 * @throws UserError `listing` when a token comes back, which would go on for
 *   ever
 */
export async function* listAll<T>(
  what: string,
  fetchPage: (token: string | undefined) => Promise<Page<T>>
): AsyncGenerator<readonly T[]> {
  let token: string | undefined
  // One token is remembered, after 1, 2, 4, 8 … pages: sooner or later it is
  // within any circle, and the circle comes back to it (Brent's algorithm).
  let remembered: string | undefined
  let pages = 0
  let rememberAt = 1
  do {
    const page = await fetchPage(token)
    yield page.items
    pages += 1
    if (pages === rememberAt) {
      remembered = token
      rememberAt *= 2
    }
    if (page.next !== undefined && page.next === remembered) {
      throw new UserError(
        'listing',
        `Cognito's listing of ${what} does not come to an end: its pages go round in a circle. Run the job again; if it happens again, ask AWS Support.`
      )
    }
    token = page.next
  } while (token !== undefined)
}
