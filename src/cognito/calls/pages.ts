import { AwsCallError, UserError } from '../../shared/errors.ts'
import { given } from './answers.ts'

/** One page of a listing and the token of the next; no token means the end. */
export interface Page<T> {
  items: readonly T[]
  next: string | undefined
}

type FetchPage<T> = (token: string | undefined) => Promise<Page<T>>

/**
 * Reads a listing to its last token. A short or empty page may still carry a
 * token; only a page without one is the end ("If the response contains a
 * PaginationToken, then there are more results", ListUsers).
 *
 * @param what the items, for sentences: `group members`
 * @throws UserError `listing` if a token comes again, which would never end, or
 *   if a token has expired; whatever `fetchPage` throws
 */
export async function* listAll<T>(
  what: string,
  fetchPage: FetchPage<T>
): AsyncGenerator<readonly T[]> {
  let token: string | undefined
  // Remembers one token, after 1, 2, 4, 8 … pages. Any circle of pages sooner or
  // later contains it and comes back to it (Brent's algorithm).
  let remembered: string | undefined
  let pages = 0
  let rememberAt = 1
  do {
    const page = await fetchPage(token).catch((error: unknown) => {
      // Only the token differs from the first call, so the token is wrong.
      if (token === undefined || !isInvalidParameter(error)) throw error
      throw new ExpiredToken(what)
    })
    yield page.items
    pages += 1
    if (pages === rememberAt) {
      remembered = token
      rememberAt *= 2
    }
    const next = given(page.next)
    if (next !== undefined && next === remembered) {
      throw new UserError(
        'listing',
        `Cognito's listing of ${what} does not come to an end: its pages go round in a circle. Run the job again; if it happens again, ask AWS Support.`
      )
    }
    token = next
  } while (token !== undefined)
}

/** "Amazon Cognito expires the pagination token after one hour" (ListUsers). */
class ExpiredToken extends UserError {
  constructor(what: string) {
    super(
      'listing',
      `Cognito no longer takes its own page token for the listing of ${what}, as when it has expired after an hour. Run the job again.`
    )
  }
}

function isInvalidParameter(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'InvalidParameterException'
  )
}

/** How often a listing starts over after its token has expired. */
const MAX_RESTARTS = 5

/** A page, and whether its items may have been on an earlier one. */
export interface PageRead<T> {
  items: readonly T[]
  isAgain: boolean
}

/**
 * Reads a listing like listAll, and starts over if a token has expired. The
 * caller must recognise items that come again.
 *
 * @throws as listAll
 */
export async function* listAllAgain<T>(
  what: string,
  fetchPage: FetchPage<T>
): AsyncGenerator<PageRead<T>> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      for await (const items of listAll(what, fetchPage)) {
        yield { items, isAgain: restarts > 0 }
      }
      return
    } catch (error) {
      const isExpired = error instanceof ExpiredToken
      if (!isExpired || restarts === MAX_RESTARTS) throw error
    }
  }
}
