import type { Explanation } from '../../shared/errors.ts'
import { UNSUPPORTED } from '../errors.ts'
import { UNSUPPORTED_STATUS } from '../retry.ts'
import { accountOfArn, type RoleRequest } from './role.ts'
import { formOfSubject, type TokenClaims } from './token-claims.ts'

/** An error of STS. */
export interface StsFailure {
  /** Its name without `Exception` at the end. */
  code: string
  /** AWS's message; never to be repeated. */
  message: string
  /** The HTTP status; `undefined` if there was no answer. */
  status: number | undefined
}

/** The facts of an attempt to assume a role. */
export interface RoleAttempt {
  role: RoleRequest
  claims: TokenClaims
  /** The Region of the STS. */
  region: string
}

/**
 * Why STS gives no session of a role.
 *
 * Source: STS API reference, AssumeRoleWithWebIdentity; public reports for the
 * wording of messages.
 *
 * @returns `undefined` for network errors
 */
export function explainRefusal(
  failure: StsFailure,
  attempt: RoleAttempt
): Explanation | undefined {
  const message = refusal(failure, attempt)
  if (message !== undefined) return { code: 'credentials', message }
  const { code, status } = failure
  if (status === undefined) return undefined
  return {
    code: isPassing(failure) ? 'network' : 'credentials',
    message: `AWS STS gave no session of the role in the input ${attempt.role.input}: it answered ${code} (HTTP ${status}) in region ${attempt.region}. ${wayOut(failure)}`
  }
}

function wayOut(failure: StsFailure): string {
  if (failure.status === UNSUPPORTED_STATUS) return UNSUPPORTED
  return isPassing(failure)
    ? 'Run the job again.'
    : 'Check the inputs role-to-assume, bucket-role-to-assume and role-session-name.'
}

function refusal(
  { code, message }: StsFailure,
  attempt: RoleAttempt
): string | undefined {
  switch (code) {
    case 'AccessDenied':
      return notTrusted(attempt)
    case 'InvalidIdentityToken':
    case 'IDPRejectedClaim':
      if (/no openidconnect provider/i.test(message)) return noProvider(attempt)
      return /audience/i.test(message)
        ? wrongAudience(attempt)
        : tokenRefused(code, attempt)
    case 'ValidationError':
      return /DurationSeconds/i.test(message) ? tooLong(attempt) : undefined
    case 'RegionDisabled':
      return `AWS STS is not activated in the region ${attempt.region} for the account ${accountOfArn(attempt.role.arn)}. Activate the region in the settings of that account, or set the environment variable AWS_ENDPOINT_URL_STS to the STS of a region that is active.`
    default:
      return undefined
  }
}

/**
 * STS answers the same for a missing role and for one that doesn't trust the
 * job.
 */
function notTrusted({ role, claims }: RoleAttempt): string {
  const key = claims.issuer.replace(/^https:\/\//, '')
  // The claims that the trust policies of infra/ pin. Others aren't worth
  // pinning.
  const said = [
    ['sub', claims.subject],
    ['aud', claims.audience],
    ['repository_id', claims.repositoryId],
    ['job_workflow_ref', claims.workflowRef]
  ].flatMap(([name, value]) => (value ? [`${key}:${name} "${value}"`] : []))
  return `AWS does not let this job assume the role ${role.arn} of the input ${role.input}. There is no such role, or its trust policy does not match the job's token. The token says ${said.join(', ')}, and the policy must take exactly these where it names them. ${ofForm(claims)}`
}

function ofForm(claims: TokenClaims): string {
  const known = formOfSubject(claims)
  if (known === undefined) {
    return 'This sub has neither of the usual forms, so it was customised for the repository or its organisation.'
  }
  return known.form === 'ids'
    ? `This repository sends the form with ids; a policy that is written for "${known.otherForm}" does not match.`
    : `This repository sends the form without ids; a policy that is written for "${known.otherForm}" does not match.`
}

function noProvider({ role, claims }: RoleAttempt): string {
  return `The account ${accountOfArn(role.arn)} of the role in the input ${role.input} has no OIDC provider for ${claims.issuer}. Create one in its IAM with that address and the audience ${claims.audience}, or check the account in the input.`
}

function wrongAudience({ role, claims }: RoleAttempt): string {
  return `The OIDC provider for ${claims.issuer} in the account ${accountOfArn(role.arn)} does not take the audience ${claims.audience}. The token for the role in the input ${role.input} has it. Add that audience (client id) to the provider in IAM.`
}

function tokenRefused(code: string, { role, claims }: RoleAttempt): string {
  return `AWS does not take the job's ID token for the role in the input ${role.input} (${code}). Check the OIDC provider for ${claims.issuer} in the IAM of the account ${accountOfArn(role.arn)}: its address, its audience ${claims.audience} and its thumbprints.`
}

function tooLong({ role }: RoleAttempt): string {
  return `The input role-duration-seconds asks for sessions of ${role.durationSeconds} s. The maximum session duration of the role ${role.arn} is shorter; its default is 3600 s. Leave the input out, since sessions are renewed for as long as the run takes, or raise the maximum of the role.`
}

/**
 * Errors that may pass: STS could not fetch GitHub's keys, too many calls, a
 * token that expired on its way, no connection.
 */
const PASSING = [
  'IDPCommunicationError',
  'ExpiredToken',
  'Throttling',
  'Throttled',
  'TooManyRequests',
  'RequestLimitExceeded',
  'RequestTimeout',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError'
]

/** Whether an error of STS may pass by itself. */
export function isPassing({ code, message, status = 0 }: StsFailure): boolean {
  if (status === UNSUPPORTED_STATUS) return false
  if (status >= 500 || status === 429) return true
  // "Couldn't retrieve verification key from your identity provider"
  if (code === 'InvalidIdentityToken') return /retrieve/i.test(message)
  return PASSING.includes(code)
}
