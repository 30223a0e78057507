import { randomBytes } from 'node:crypto'
import type { Account } from '../account.ts'
import type { Permissions } from '../permissions.ts'
import type { Reply } from '../wire.ts'
import { element } from '../xml.ts'
import { errorReply, resultReply } from './xml-replies.ts'

const action = 'sts:AssumeRoleWithWebIdentity'
const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/
const sessionName = /^[\w+=,.@-]{2,64}$/

/**
 * Trades an OIDC token for the credentials of a role. Nobody's signature is
 * verified, and any role of the right shape trusts any token that hasn't
 * expired; a trust policy that refuses is had by denying the action. The
 * request itself is not signed: there are no credentials yet to sign it with.
 *
 * Source: STS API reference, AssumeRoleWithWebIdentity.
 */
export function assumeRoleWithWebIdentity(
  form: URLSearchParams,
  account: Account,
  permissions: Permissions
): Reply {
  const arn = form.get('RoleArn') ?? ''
  const role = roleArn.exec(arn)?.[1]
  const session = form.get('RoleSessionName') ?? ''
  const seconds = Number(form.get('DurationSeconds') ?? 3600)
  if (role === undefined || !sessionName.test(session))
    return errorReply(400, 'ValidationError', 'Request ARN is invalid')
  // Twelve hours is the most that a role can allow.
  if (!(seconds >= 900 && seconds <= 43_200))
    return errorReply(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    )
  if (!permissions.allows(action))
    return errorReply(
      403,
      'AccessDenied',
      `Not authorized to perform ${action}`
    )
  const claims = readClaims(form.get('WebIdentityToken') ?? '')
  if (claims === undefined)
    return errorReply(
      400,
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT.'
    )
  const now = account.clock.now()
  if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 < now)
    return errorReply(
      400,
      'ExpiredTokenException',
      'Token expired: current date/time must be before the expiration date/time'
    )

  const accountId = arn.split(':')[4] ?? account.accountId
  const subject = typeof claims['sub'] === 'string' ? claims['sub'] : ''
  const expiration = new Date(now + seconds * 1000).toISOString()
  return resultReply('AssumeRoleWithWebIdentity', [
    element('SubjectFromWebIdentityToken', subject),
    element('AssumedRoleUser', [
      element(
        'Arn',
        `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`
      ),
      element('AssumedRoleId', `AROAEXAMPLEROLEID0000:${session}`)
    ]),
    element('Credentials', [
      element('AccessKeyId', `ASIA${randomKey(16)}`),
      element('SecretAccessKey', randomBytes(30).toString('base64')),
      element('SessionToken', randomBytes(60).toString('base64')),
      element('Expiration', expiration)
    ])
  ])
}

const randomKey = (length: number) =>
  randomBytes(length).toString('hex').slice(0, length).toUpperCase()

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
