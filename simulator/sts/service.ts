import type { Account } from '../account.ts'
import type { Service } from '../service.ts'
import type { Reply, WireRequest } from '../wire.ts'
import { header } from '../wire.ts'
import { element } from '../xml.ts'
import type { Sessions } from './sessions.ts'
import type { Trust } from './web-identity.ts'
import { assumeRoleWithWebIdentity } from './web-identity.ts'
import { errorReply, resultReply } from './xml-replies.ts'

/**
 * AWS Security Token Service, over the AWS query protocol.
 *
 * Source: STS API reference, "Common error types" and the operations.
 */
export function stsService(
  account: Account,
  sessions: Sessions,
  trust: Trust
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
            sessions,
            trust
          )
        case 'GetCallerIdentity':
          return callerIdentity(request)
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

  /** Needs no permission; no policy can deny it. */
  function callerIdentity(request: WireRequest): Reply {
    const credentials = sessions.read(request)
    if (typeof credentials === 'string') {
      const [status, code, message] = refusals[credentials]
      return errorReply(status, code, message)
    }
    const { principalArn, accountId } = credentials.session ?? account
    const name = principalArn.split('/').at(-1) ?? ''
    return resultReply('GetCallerIdentity', [
      element('Arn', principalArn),
      element('UserId', `AROAEXAMPLEROLEID0000:${name}`),
      element('Account', accountId)
    ])
  }
}

/** The error for invalid credentials. */
const refusals = {
  missing: [
    403,
    'MissingAuthenticationToken',
    'Request is missing Authentication Token'
  ],
  expired: [
    403,
    'ExpiredToken',
    'The security token included in the request is expired'
  ],
  malformed: [
    400,
    'IncompleteSignature',
    'The request signature does not conform to AWS standards.'
  ],
  unknown: [
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.'
  ]
} as const

/** The fields of a form, whether in the body or in the address. */
function readForm(request: WireRequest): URLSearchParams | undefined {
  if (request.path !== '/') return undefined
  const type = header(request.headers, 'content-type') ?? ''
  return type.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(request.body.toString())
    : request.query
}
