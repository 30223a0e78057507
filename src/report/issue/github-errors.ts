import { UserError } from '../../shared/errors.ts'

/**
 * A failed request to GitHub. GitHub's messages quote untrusted text, so this
 * keeps only status, headers and codes.
 */
interface Failed {
  /** The HTTP status; 500 without an answer. */
  status: number
  headers: Readonly<Record<string, unknown>> | undefined
  /** A code such as ECONNREFUSED; undefined if there was an answer. */
  network: string | undefined
}

/** The longest wait for GitHub's rate limit, in milliseconds. */
const LONGEST_WAIT = 20_000

const FIRST_WAIT = 1000

/** Whether another attempt may succeed. */
export function isTransient(error: unknown): boolean {
  const failed = read(error)
  if (failed === undefined) return false
  return isLimited(failed)
    ? (waitAskedFor(failed) ?? Infinity) <= LONGEST_WAIT
    : failed.status >= 500
}

/**
 * The wait before the next attempt, in milliseconds.
 *
 * @param attempt how many attempts were made
 */
export function waitOf(error: unknown, attempt: number): number {
  const failed = read(error)
  const asked = failed === undefined ? undefined : waitAskedFor(failed)
  return asked ?? FIRST_WAIT * 2 ** attempt
}

/** Sentences about what went wrong and what to do. */
export function explainGitHub(error: unknown): string {
  if (error instanceof UserError) return error.message
  const failed = read(error)
  if (failed === undefined) {
    const name = error instanceof Error ? error.name : typeof error
    return `it failed in a way that it should not (${name}).`
  }
  const { status, network } = failed
  if (network !== undefined) {
    return `GitHub could not be reached (${network}). Check the runner's network and its proxy.`
  }
  if (isLimited(failed)) {
    return 'GitHub takes no more requests of this token for now (its rate limit).'
  }
  switch (status) {
    case 401:
      return 'GitHub does not accept the token in the input github-token. Leave the input out, or give it another token.'
    case 403:
    case 404:
      return `the job lacks the "issues" permission (HTTP ${status}). Please add "permissions: issues: write" to your workflow; a token of your own in github-token needs the same for this repository.`
    case 410:
      return 'the repository has no issues. Enable them in its settings, or set the input tracking-issue to false.'
    default:
      return `GitHub answered with HTTP ${status}. That mostly passes, and the next run tries again.`
  }
}

function read(error: unknown): Failed | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { status, response, cause, name } = error as {
    status?: unknown
    response?: { headers?: Record<string, unknown> }
    cause?: unknown
    name?: unknown
  }
  // GraphQL answers with status 200 and has the error in the body.
  if (name === 'GraphqlResponseError') {
    return { status: 400, headers: undefined, network: undefined }
  }
  if (typeof status !== 'number') return undefined
  return {
    status,
    headers: response?.headers,
    network: response === undefined ? networkCode(cause ?? error) : undefined
  }
}

/** The code of the innermost cause, which says most. */
function networkCode(error: unknown): string {
  let deepest: unknown = error
  let code = 'no answer'
  for (let depth = 0; depth < 5; depth += 1) {
    if (typeof deepest !== 'object' || deepest === null) break
    const known = deepest as { code?: unknown; name?: unknown; cause?: unknown }
    if (known.name === 'TimeoutError') return 'no answer in time'
    if (typeof known.code === 'string') code = known.code
    deepest = known.cause
  }
  return code
}

/**
 * @see
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function isLimited({ status, headers }: Failed): boolean {
  if (status === 429) return true
  return (
    status === 403 &&
    (headers?.['retry-after'] !== undefined ||
      headers?.['x-ratelimit-remaining'] === '0')
  )
}

/** The wait that the answer asks for, in milliseconds. */
function waitAskedFor({ headers }: Failed): number | undefined {
  const seconds = Number(headers?.['retry-after'] ?? NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}
