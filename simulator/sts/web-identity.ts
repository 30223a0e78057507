import type { Account } from '../account.ts'
import type { Permissions } from '../permissions.ts'
import type { Reply } from '../wire.ts'
import { element } from '../xml.ts'
import type { OidcProvider, SimulatedRole } from './roles.ts'
import { trusts } from './roles.ts'
import type { Sessions } from './sessions.ts'
import { errorReply, resultReply } from './xml-replies.ts'

/** The rules for OIDC tokens. */
export interface Trust {
  permissions: Permissions
  /** Without roles, every role trusts every unexpired token. */
  roles: readonly SimulatedRole[] | undefined
  providers: readonly OidcProvider[]
  /** Whether GitHub's key has signed a token. */
  isGenuine: (token: string) => boolean
}

const action = 'sts:AssumeRoleWithWebIdentity'
const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/
const sessionName = /^[\w+=,.@-]{2,64}$/

/**
 * Trades an OIDC token for the credentials of a role. If the simulator has a
 * list of roles, the token has to be genuine, of a provider of the role's
 * account, for its audience, and with a `sub` that the role trusts. The request
 * itself is not signed: the caller has no credentials yet.
 *
 * Source: STS API reference, AssumeRoleWithWebIdentity; public reports have the
 * messages.
 */
export function assumeRoleWithWebIdentity(
  form: URLSearchParams,
  account: Account,
  sessions: Sessions,
  trust: Trust
): Reply {
  const arn = form.get('RoleArn') ?? ''
  const [, partition = '', , , accountId = ''] = arn.split(':')
  const name = roleArn.exec(arn)?.[1]
  const session = form.get('RoleSessionName') ?? ''
  const seconds = Number(form.get('DurationSeconds') ?? 3600)
  if (name === undefined || !sessionName.test(session))
    return errorReply(400, 'ValidationError', 'Request ARN is invalid')
  // Twelve hours is the most that a role can allow.
  if (!(seconds >= 900 && seconds <= 43_200)) return tooLong()
  trust.permissions.actAs(undefined)
  if (!trust.permissions.allows(action)) return notAuthorized()
  const token = form.get('WebIdentityToken') ?? ''
  const claims = readClaims(token)
  if (claims === undefined)
    return invalidToken('The ID Token provided is not a valid JWT.')
  if (trust.roles !== undefined) {
    const refusal = distrust(token, claims, accountId, trust)
    if (refusal !== undefined) return refusal
  }
  if (typeof claims['exp'] === 'number')
    if (claims['exp'] * 1000 < account.clock.now())
      return errorReply(
        400,
        'ExpiredTokenException',
        'Token expired: current date/time must be before the expiration date/time'
      )
  const subject = textOf(claims, 'sub')
  const role = trust.roles?.find(role => role.arn === arn)
  if (trust.roles !== undefined) {
    // STS answers the same for a missing role and for one that doesn't trust.
    if (role === undefined || !trusts(role, subject)) return notAuthorized()
    if (seconds > (role.maxSessionSeconds ?? 3600)) return tooLong()
  }
  const principal = `arn:${partition}:sts::${accountId}:assumed-role/${name}/${session}`
  const begun = sessions.begin(principal, seconds, role)
  return resultReply('AssumeRoleWithWebIdentity', [
    element('SubjectFromWebIdentityToken', subject),
    element('AssumedRoleUser', [
      element('Arn', principal),
      element('AssumedRoleId', `AROAEXAMPLEROLEID0000:${session}`)
    ]),
    element('Credentials', [
      element('AccessKeyId', begun.accessKeyId),
      element('SecretAccessKey', begun.secretAccessKey),
      element('SessionToken', begun.sessionToken),
      element('Expiration', new Date(begun.expiresAt).toISOString())
    ])
  ])
}

/** The reason why no provider of the role's account accepts a token. */
function distrust(
  token: string,
  claims: Record<string, unknown>,
  accountId: string,
  { providers, isGenuine }: Trust
): Reply | undefined {
  const issuer = textOf(claims, 'iss')
  const provider = providers.find(
    known =>
      known.issuer === issuer && (known.accountId ?? accountId) === accountId
  )
  if (provider === undefined)
    return invalidToken(
      `No OpenIDConnect provider found in your account for ${issuer}`
    )
  if (!provider.audiences.includes(textOf(claims, 'aud')))
    return invalidToken('Incorrect token audience')
  if (!isGenuine(token))
    return invalidToken('The ID Token provided has an invalid signature.')
  return undefined
}

const tooLong = () =>
  errorReply(
    400,
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
  )

const notAuthorized = () =>
  errorReply(403, 'AccessDenied', `Not authorized to perform ${action}`)

const invalidToken = (message: string) =>
  errorReply(400, 'InvalidIdentityToken', message)

function textOf(claims: Record<string, unknown>, name: string): string {
  const value = claims[name]
  return typeof value === 'string' ? value : ''
}

/** The claims of a JWT; undefined if it is none. */
function readClaims(token: string): Record<string, unknown> | undefined {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(payload, 'base64url').toString()
    )
    return typeof claims === 'object' && claims !== null
      ? { ...claims }
      : undefined
  } catch {
    return undefined
  }
}
