import type { Account } from '../account.ts'
import { readCredentials } from '../credentials.ts'
import type { Permissions } from '../permissions.ts'
import type { Service } from '../service.ts'
import type { Reply, WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import { element } from '../xml.ts'
import { assumeRoleWithWebIdentity } from './web-identity.ts'
import { errorReply, resultReply } from './xml-replies.ts'

/**
 * AWS Security Token Service, over the AWS query protocol.
 *
 * Source: STS API reference, "Common error types" and the operations.
 */
export function stsService(
  account: Account,
  permissions: Permissions
): Service {
  return {
    name: 'sts',
    recognise(request) {
      const form = readForm(request)
      const operation = form?.get('Action')
      if (!form || !operation) return undefined
      return { operation, input: Object.fromEntries(form) }
    },
    answer({ operation }, request) {
      switch (operation) {
        case 'AssumeRoleWithWebIdentity':
          return assumeRoleWithWebIdentity(
            readForm(request) ?? new URLSearchParams(),
            account,
            permissions
          )
        case 'GetCallerIdentity':
          return refusal(request) ?? callerIdentity(account)
        default:
          return errorReply(
            400,
            'InvalidAction',
            `Could not find operation ${operation} for version 2011-06-15`
          )
      }
    },
    fail: errorReply
  }
}

/** Needs no permission, and nobody can be denied it. */
function callerIdentity(account: Account): Reply {
  return resultReply('GetCallerIdentity', [
    element('Arn', account.principalArn),
    element('UserId', 'AROAEXAMPLEROLEID0000:GitHubActions'),
    element('Account', account.accountId)
  ])
}

/** Why the credentials of a request won't do; undefined if they will. */
function refusal(request: WireRequest): Reply | undefined {
  const credentials = readCredentials(request)
  if (credentials === 'missing')
    return errorReply(
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token'
    )
  if (credentials === 'expired')
    return errorReply(
      403,
      'ExpiredToken',
      'The security token included in the request is expired'
    )
  if (credentials === 'malformed')
    return errorReply(
      400,
      'IncompleteSignature',
      'The request signature does not conform to AWS standards.'
    )
  return undefined
}

/** The fields of a form, whether in the body or in the address. */
function readForm(request: WireRequest): URLSearchParams | undefined {
  if (request.path !== '/') return undefined
  const type = header(request.headers, 'content-type') ?? ''
  return type.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(request.body.toString())
    : request.query
}
