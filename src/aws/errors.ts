import {
  AwsCallError,
  cancelled,
  reasonToStop,
  StoppedCallError,
  UserError,
  type Explanation
} from '../shared/errors.ts'
import type { AwsContext } from './client-config.ts'
import { explainDenial, readDenial } from './denials.ts'
import {
  credentialsCallOf,
  explainWebIdentity
} from './environment-credentials.ts'
import { NO_CREDENTIALS } from './failed-source.ts'
import { mayPass, UNSUPPORTED_STATUS } from './retry.ts'

/**
 * What a service's room knows about an error. It may look at the error's
 * message, but must not repeat it.
 */
export type Explain = (awsCode: string, error: Error) => Explanation | undefined

/**
 * Makes a call and turns its failure into an AwsCallError with a sentence: from
 * `explain` if it knows the error, else from the explanations that all services
 * share.
 *
 * @param action the IAM action that the call needs, such as `s3:GetObject`
 * @throws AwsCallError; StoppedCallError (`cancelled` or `out-of-time`) if the
 *   call was aborted; any error that came neither from AWS nor from the
 *   network, as it is
 */
export async function callAws<T>(
  context: AwsContext,
  action: string,
  explain: Explain,
  call: () => Promise<T>
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const awsCode = nameOf(error)
    const reason = reasonOf(context)
    // The SDK drops the signal's reason, and an answer that the signal cuts off
    // looks like a broken connection.
    const isAborted = error.name === 'AbortError'
    if (isAborted || (reason !== undefined && UNREACHED.includes(awsCode))) {
      throw new StoppedCallError(reason ?? cancelled(), mayHaveHappened(error))
    }
    const ofCredentials = credentialsCallOf(error)
    const failed = ofCredentials ?? action
    const explanation =
      toldBefore(error) ??
      explainStranger(failed, awsCode, error) ??
      (ofCredentials === undefined
        ? explain(awsCode, error)
        : explainWebIdentity(context.env, failed, awsCode)) ??
      explainShared(context, failed, awsCode, error) ??
      explainOther(failed, awsCode, error)
    if (explanation === undefined) throw error
    const attempts = metadata(error)?.attempts ?? 1
    throw new AwsCallError(
      ofCredentials === undefined ? explanation : asCredentials(explanation),
      { action: failed, awsCode, attempts }
    )
  }
}

/** Without credentials no call of the run will succeed. */
function asCredentials({ code, message }: Explanation): Explanation {
  return { code: code === 'network' ? code : 'credentials', message }
}

/** An abort that may say whether the call may have had its effect. */
interface MaybeUnsent {
  mayHaveHappened?: boolean
}

/**
 * An earlier attempt may have had an effect, even if the last one wasn't sent.
 */
function mayHaveHappened(error: Error & MaybeUnsent): boolean {
  return error.mayHaveHappened !== false || (metadata(error)?.attempts ?? 1) > 1
}

function reasonOf({ signal }: AwsContext): UserError | undefined {
  return signal === undefined ? undefined : reasonToStop(signal)
}

interface Metadata {
  httpStatusCode?: number
  attempts?: number
  /** Every answer of AWS has one. */
  requestId?: string
}

/**
 * The error for the SDK instead of credentials, if the run has stopped. The SDK
 * doesn't retry an AbortError.
 */
export function unsentCall(reason: UserError): UserError {
  const error = new StoppedCallError(reason, false)
  return Object.assign(error, { name: 'AbortError' })
}

/** Why a role has no session: that error has its sentence already. */
function toldBefore(error: Error): Explanation | undefined {
  return error instanceof UserError && error.name === NO_CREDENTIALS
    ? { code: error.code, message: error.message }
    : undefined
}

/** The HTTP status of the answer; `undefined` if there was none. */
export function statusOf(error: Error): number | undefined {
  return metadata(error)?.httpStatusCode
}

function metadata(error: Error): Metadata | undefined {
  return (error as { $metadata?: Metadata }).$metadata
}

/**
 * The name of an error. A code such as ECONNREFUSED says more than the names
 * "Error" and "TimeoutError", which the SDK also gives to broken connections.
 * An answer without a body, such as the answer to HEAD, has only its status.
 */
function nameOf(error: Error): string {
  const status = metadata(error)?.httpStatusCode
  if (/^Unknown(Error)?$/.test(error.name) && status !== undefined) {
    return String(status)
  }
  const code = (error as { code?: unknown }).code
  return GENERIC.includes(error.name) && typeof code === 'string'
    ? code
    : error.name
}

const GENERIC = ['Error', 'AggregateError', 'TimeoutError']

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException']
const INVALID = [
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException'
]
/** AWS's names for a denied call. The answer to HEAD has only a status. */
export const DENIED = [
  'AccessDenied',
  'AccessDeniedException',
  'Forbidden',
  '403'
]
const SKEWED = ['RequestTimeTooSkewed', 'RequestExpired']
const UNTRUSTED = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'EPROTO'
]
const UNREACHED = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError'
]

function explainShared(
  context: AwsContext,
  action: string,
  awsCode: string,
  error: Error
): Explanation | undefined {
  if (awsCode === NO_CREDENTIALS) {
    return { code: 'credentials', message: noCredentials(context) }
  }
  if (EXPIRED.includes(awsCode)) {
    return { code: 'credentials', message: expired(context) }
  }
  if (INVALID.includes(awsCode)) {
    return {
      code: 'credentials',
      message: notAccepted(context, awsCode)
    }
  }
  if (DENIED.includes(awsCode)) {
    return { code: 'access-denied', message: denied(context, action, error) }
  }
  if (SKEWED.includes(awsCode)) {
    return {
      code: 'aws',
      message: `AWS refused ${action} because the clock of the runner is wrong. Set the runner's clock.`
    }
  }
  if (UNTRUSTED.includes(awsCode)) {
    return {
      code: 'network',
      message: `The runner does not trust the certificate that answered ${action} (${awsCode}). Behind a proxy that opens TLS, set NODE_EXTRA_CA_CERTS to the file with its certificate. A file that is not there is passed over, and AWS_CA_BUNDLE is not read.`
    }
  }
  if (UNREACHED.includes(awsCode)) {
    return {
      code: 'network',
      message: `AWS could not be reached for ${action} (${awsCode}) in region ${context.region}, taken from ${context.regionSource}. Check the region, the runner's network and its proxy.`
    }
  }
  if (awsCode === 'EndpointError') {
    return {
      code: 'network',
      message: `AWS has no address for ${action} in region ${context.region}, taken from ${context.regionSource}, as the environment asks for one. Check the variables AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT, which not every region has and which don't go together with AWS_ENDPOINT_URL.`
    }
  }
  return undefined
}

/** Sentences about the policy that denies a call, as far as AWS says. */
export function denied(
  context: AwsContext,
  action: string,
  error: Error
): string {
  return explainDenial(theRole(context), action, readDenial(error.message))
}

/** The role, by its input if there are two. */
function theRole({ role }: AwsContext): string {
  return role?.request.input === 'bucket-role-to-assume'
    ? 'The role of the input bucket-role-to-assume'
    : 'The role'
}

function expired({ role }: AwsContext): string {
  return role === undefined
    ? 'The AWS credentials expired during the run. Name the role in the input role-to-assume: this action then renews them for as long as the run takes. Or ask for a longer session, with the input role-duration-seconds of aws-actions/configure-aws-credentials.'
    : `AWS takes the session of the role in the input ${role.request.input} for expired, although it was renewed in time. Check the runner's clock, and whether the sessions of that role were revoked.`
}

function notAccepted({ role }: AwsContext, awsCode: string): string {
  return role === undefined
    ? `AWS does not accept the credentials (${awsCode}). Check the step that sets them, such as aws-actions/configure-aws-credentials, or name a role in the input role-to-assume.`
    : `AWS does not accept the credentials of the role in the input ${role.request.input} (${awsCode}), which it has just given. Check that the account of the role has the region activated.`
}

function noCredentials({ env }: AwsContext): string {
  const remedy =
    'Name a role in the input role-to-assume, or run aws-actions/configure-aws-credentials before this step'
  return env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined
    ? `There are no AWS credentials, and the job lacks the "id-token" permission that a role is assumed with. Please add "permissions: id-token: write" to your workflow. ${remedy}.`
    : `There are no AWS credentials. ${remedy}.`
}

/**
 * An answer with only a status and no request id doesn't come from AWS: a proxy
 * that blocks a call must not look like a missing permission. Node's HTTP
 * parser reports answers that aren't HTTP with its own errors (HPE_…).
 */
function explainStranger(
  action: string,
  awsCode: string,
  error: Error
): Explanation | undefined {
  const { httpStatusCode: status, requestId } = metadata(error) ?? {}
  const isNameless = awsCode === String(status) && requestId === undefined
  if (!isNameless && !awsCode.startsWith('HPE_')) return undefined
  const how = isNameless ? `HTTP ${status}, no request id` : awsCode
  return {
    code: 'network',
    message: `What answered ${action} does not look like AWS (${how}): most likely a proxy between the runner and AWS. Check the runner's network and what its proxy lets through.`
  }
}

/** The statuses of endpoints that don't know an operation. */
const UNKNOWN_CALL = [404, 405, 500, 501]

/** The SDK can't parse an HTML page, and AWS never answers with one. */
function isForeignPage(awsCode: string, status: number): boolean {
  return awsCode === 'SyntaxError' && !UNKNOWN_CALL.includes(status)
}

/** Errors with a status come from AWS; all others are bugs. */
function explainOther(
  action: string,
  awsCode: string,
  error: Error
): Explanation | undefined {
  const facts = metadata(error)
  if (facts?.httpStatusCode === undefined) return undefined
  const times = facts.attempts === undefined ? '' : ` ×${facts.attempts}`
  const status = `HTTP ${facts.httpStatusCode}${times}`
  if (isForeignPage(awsCode, facts.httpStatusCode)) {
    return {
      code: 'network',
      message: `${action} was answered with a web page and not by AWS (${status}). Check the runner's network and its proxy, and run the job again.`
    }
  }
  return {
    code: 'aws',
    message: `AWS answered ${action} with ${awsCode} (${status}). ${wayOut(error)}`
  }
}

function wayOut(error: Error): string {
  if (statusOf(error) === UNSUPPORTED_STATUS) return UNSUPPORTED
  return mayPass(error)
    ? 'Such answers mostly pass: run the job again.'
    : 'What that means stands with the call in the API reference of AWS.'
}

/** What to do if an endpoint other than AWS lacks a call. */
export const UNSUPPORTED =
  'The endpoint does not support this call or one of its headers, and running the job again does not change that. Check where the environment variable AWS_ENDPOINT_URL leads.'
