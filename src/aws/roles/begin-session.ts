import { AwsCallError, cancelled, UserError } from '../../shared/errors.ts'
import { untilAborted } from '../../shared/until-aborted.ts'
import type { Clock, GetIdToken } from '../../shared/world.ts'
import type { AssumeRole, RoleSession } from './assume-role.ts'
import type { AwsContext } from '../client-config.ts'
import { callAws, statusOf, unsentCall, type Explain } from '../errors.ts'
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

/** The waits after failed attempts that may pass, in milliseconds. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000, 8000]

/** How long GitHub may take for a token, in milliseconds. */
const TOKEN_TIMEOUT_MS = 30_000

/**
 * Begins a session of a role. It asks for a new ID token first, because a token
 * is valid for five minutes. It retries failures that may pass, with a new
 * token, but no refusal of GitHub or STS. A cancelled run waits until
 * `lastRecord` at most.
 *
 * @throws UserError `credentials` or `network` with a sentence about what to
 *   change and the SDK's name for such errors; UserError `cancelled`
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
    // A run that must stop has no time for another attempt.
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
    const wanted = untilAborted(asked, until, cancelled)
    const token = await inTime(wanted, TOKEN_TIMEOUT_MS, clock)
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
    // An error with only a status may come from a proxy. explainBy never sees it.
    const isOutage = /^(429|5(?!01)\d\d)$/.test(error.awsCode)
    return { error, mayPass: isOutage || refused.mayPass }
  }
}

function failureOf(awsCode: string, error: Error): StsFailure {
  const status = statusOf(error)
  // The SDK's name for an error is AWS's name, or the name of a class.
  const code = awsCode.replace(/Exception$/, '')
  return { code, message: error.message, status }
}

/** Renames the error, so no call takes it for an answer of its own service. */
function noCredentials(error: UserError): UserError {
  const { code, message } = error
  if (code === 'cancelled' || code === 'out-of-time') return unsentCall(error)
  return Object.assign(new UserError(code, message), { name: NO_CREDENTIALS })
}

/** The toolkit's own limit for a token is too long. */
async function inTime<T>(
  work: Promise<T>,
  ms: number,
  clock: Clock
): Promise<T> {
  const late = new AbortController()
  const stop = clock.every(ms, () => late.abort())
  try {
    return await untilAborted(work, late.signal, () => tokenTooLate(ms))
  } finally {
    stop()
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
