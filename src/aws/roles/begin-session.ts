import { AwsCallError, cancelled, UserError } from '../../shared/errors.ts'
import type { Clock, GetIdToken } from '../../shared/world.ts'
import type { AssumeRole, RoleSession } from './assume-role.ts'
import type { AwsContext } from '../client-config.ts'
import { callAws, statusOf, unsent, type Explain } from '../errors.ts'
import { NO_CREDENTIALS } from '../failed-source.ts'
import { explainRefusal, isPassing, type StsFailure } from './role-refusals.ts'
import { audienceFor, type RoleRequest } from './role.ts'
import { readClaims, type TokenClaims } from './token-claims.ts'

export interface SessionTools {
  getIdToken: GetIdToken
  assumeRole: AssumeRole
  clock: Clock
  signal: AbortSignal
}

const ACTION = 'sts:AssumeRoleWithWebIdentity'

/** How long to wait after each attempt that failed in passing, in ms. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000, 8000]

/** How long GitHub may take for a token, in ms. */
const TOKEN_TIMEOUT_MS = 30_000

/**
 * Begins a session of a role, with an ID token that was asked for just before:
 * it is good for five minutes. What may pass is tried again, with a new token;
 * what GitHub or STS refuse isn't. Of a cancelled run nothing is waited for that
 * comes too late for its last record.
 *
 * @throws UserError `credentials` or `network` with a sentence about what to
 *   change, and the name that the SDK gives such errors; UserError `cancelled`
 */
export async function beginSession(
  context: AwsContext,
  role: RoleRequest,
  tools: SessionTools
): Promise<RoleSession> {
  const waits = WAITS_MS.values()
  for (;;) {
    const { session, error, mayPass } = await attempt(context, role, tools)
    if (session !== undefined) return session
    const wait = waits.next()
    // A run that was told to stop has time for what is under way, and no more.
    if (!mayPass || wait.done || tools.signal.aborted) {
      throw error instanceof UserError ? noCredentials(error) : error
    }
    await tools.clock.sleep(wait.value, tools.signal)
  }
}

type Attempt =
  | { session: RoleSession; error?: never; mayPass?: never }
  | { session?: never; error: unknown; mayPass: boolean }

async function attempt(
  context: AwsContext,
  role: RoleRequest,
  { getIdToken, assumeRole, clock }: SessionTools
): Promise<Attempt> {
  const refused = { mayPass: false }
  const explainBy =
    (claims: TokenClaims): Explain =>
    (awsCode, error) => {
      const { region } = context
      const failure = failureOf(awsCode, error)
      refused.mayPass = isPassing(failure)
      return explainRefusal(failure, { role, claims, region })
    }
  try {
    const asked = getIdToken(audienceFor(role.arn))
    const until = context.ending?.lastRecord
    const token = await inTime(asked, TOKEN_TIMEOUT_MS, clock, until)
    const claims = readClaims(token)
    if (claims === undefined) throw notAToken()
    const session = await callAws(context, ACTION, explainBy(claims), () =>
      assumeRole(token, until)
    )
    return { session }
  } catch (error) {
    if (!(error instanceof AwsCallError)) {
      const isOfGitHub = error instanceof UserError && error.code === 'network'
      return { error, mayPass: isOfGitHub }
    }
    // What has a status alone may be of a proxy, and nobody here explains it.
    const isOutage = /^(429|5(?!01)\d\d)$/.test(error.awsCode)
    return { error, mayPass: isOutage || refused.mayPass }
  }
}

function failureOf(awsCode: string, error: Error): StsFailure {
  const status = statusOf(error)
  // The SDK's name for an error is that of AWS, or of a class.
  const code = awsCode.replace(/Exception$/, '')
  return { code, message: error.message, status }
}

/** No call of the run may take this for an answer of its own service. */
function noCredentials(error: UserError): UserError {
  const { code, message } = error
  if (code === 'cancelled' || code === 'out-of-time') return unsent(error)
  return Object.assign(new UserError(code, message), { name: NO_CREDENTIALS })
}

/** The asker of tokens knows no limit of its own that is short enough. */
async function inTime<T>(
  work: Promise<T>,
  ms: number,
  clock: Clock,
  until: AbortSignal | undefined
): Promise<T> {
  const late = Promise.withResolvers<never>()
  const stop = clock.every(ms, () => late.reject(tokenTooLate(ms)))
  const end = () => late.reject(cancelled())
  if (until?.aborted === true) end()
  until?.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work, late.promise])
  } finally {
    stop()
    until?.removeEventListener('abort', end)
  }
}

function tokenTooLate(ms: number): UserError {
  return new UserError(
    'network',
    `GitHub did not give the job an ID token within ${ms / 1000} s. Run the job again; behind a proxy, check that it lets the runner reach GitHub.`
  )
}

function notAToken(): UserError {
  return new UserError(
    'credentials',
    'What GitHub gave the job is not an ID token. Check the environment variable ACTIONS_ID_TOKEN_REQUEST_URL, which only the runner should set.'
  )
}
