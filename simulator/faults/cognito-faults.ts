import type { Reply } from '../wire.ts'
import type { Call } from '../service.ts'
import type { Effect } from './fault.ts'
import { succeeded } from './fault.ts'

const refused = (status: number, name: string, message: string): Effect => ({
  instead: (_call, service) => service.fail(status, name, message)
})

/** The members of a list's answer: the items, and where the list goes on. */
interface ListAnswer {
  Users?: Record<string, unknown>[]
  Groups?: unknown[]
  PaginationToken?: string | undefined
  NextToken?: string | undefined
}

const listed = (
  change: (answer: ListAnswer, call: Call) => ListAnswer
): Effect => ({
  answer: (reply, call) =>
    succeeded(reply) ? rewritten(reply, call, change) : reply
})

function rewritten(
  reply: Reply,
  call: Call,
  change: (answer: ListAnswer, call: Call) => ListAnswer
): Reply {
  const answer = JSON.parse(reply.body.toString()) as ListAnswer
  return { ...reply, body: JSON.stringify(change(answer, call)) }
}

/** The token in the request of a list. */
function tokenOf({ input }: Call): string | undefined {
  const { PaginationToken, NextToken } = input as ListAnswer
  return PaginationToken ?? NextToken
}

/**
 * The faults of Cognito. The status is 400, except for failures of the service
 * itself (reference of common errors).
 */
export const cognitoFaults = {
  throttle: refused(400, 'TooManyRequestsException', 'Rate exceeded'),
  'internal-error': refused(
    500,
    'InternalErrorException',
    'Internal server error'
  ),
  /** Public reports show this status; the documentation has another one. */
  'internal-error-400': refused(
    400,
    'InternalErrorException',
    'Something went wrong'
  ),
  unavailable: refused(
    503,
    'ServiceUnavailable',
    'The request has failed due to a temporary failure of the server.'
  ),
  'expired-token': refused(
    400,
    'ExpiredTokenException',
    'The security token included in the request is expired'
  ),
  'access-denied': refused(
    400,
    'AccessDeniedException',
    'User is not authorized to perform the operation'
  ),
  /** The pool is gone, or a group that the call names. */
  'not-found': refused(
    400,
    'ResourceNotFoundException',
    'The requested resource does not exist.'
  ),
  'user-not-found': refused(
    400,
    'UserNotFoundException',
    'User does not exist.'
  ),
  /** Refuses one user's values, by a rule that only the service knows. */
  'invalid-parameter': refused(
    400,
    'InvalidParameterException',
    'Invalid parameter.'
  ),
  'secondary-replica': refused(
    400,
    'OperationNotEnabledException',
    'The operation is not enabled in this Region.'
  ),
  'expired-page-token': refused(
    400,
    'InvalidParameterException',
    'Pagination token has expired.'
  ),
  /** A proxy's page, with the status of success: nothing was done. */
  'web-page': {
    instead: () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Please sign in to the network.</body></html>\n'
    })
  },
  /** A list whose token leads to the same page again, for ever. */
  'token-loop': listed((answer, call) => {
    const token = tokenOf(call)
    if (token === undefined) return answer
    return 'NextToken' in (call.input as ListAnswer)
      ? { ...answer, NextToken: token }
      : { ...answer, PaginationToken: token }
  }),
  /** An empty list without a token. */
  'empty-list': listed(answer => ({
    ...answer,
    Users: [],
    PaginationToken: undefined
  })),
  /** Lists one user twice on the same page. */
  'user-twice': listed(answer => ({
    ...answer,
    Users: (answer.Users ?? []).flatMap((user, index) =>
      index === 0 ? [user, user] : [user]
    )
  })),
  'group-twice': listed(answer => ({
    ...answer,
    Groups: [...(answer.Groups ?? []), ...(answer.Groups ?? []).slice(0, 1)]
  })),
  /** A status that Cognito may have some day. */
  'unknown-status': listed(answer => ({
    ...answer,
    Users: (answer.Users ?? []).map((user, index) =>
      index === 0 ? { ...user, UserStatus: 'ON_SABBATICAL' } : user
    )
  }))
} satisfies Record<string, Effect>
