import { type ExportCase } from './export-case.ts'
import type { RestoreCase } from './restore-case.ts'

const EVERYWHERE = {
  on: 'every call to Cognito',
  service: 'cognito-idp'
} as const

/** Faults that last longer than a call is made again. */
export const slowExportCases: readonly ExportCase[] = [
  {
    fault: 'an outage of 30 s',
    ...EVERYWHERE,
    does: 'reset',
    from: 10,
    lastsMs: 30_000,
    outcome: 'recovered'
  },
  {
    fault: 'no connection any more',
    ...EVERYWHERE,
    does: 'reset',
    from: 10,
    times: 'all',
    outcome: 'failed',
    says: 'AWS could not be reached for cognito-idp:'
  },
  {
    fault: 'unavailable for good',
    on: 'ListUsers',
    does: 'unavailable',
    from: 2,
    times: 'all',
    outcome: 'failed',
    says: 'AWS answered cognito-idp:ListUsers with ServiceUnavailable (HTTP 503'
  },
  {
    fault: 'throttled for good',
    on: 'ListUsersInGroup',
    does: 'throttle',
    from: 3,
    times: 'all',
    outcome: 'failed',
    says: 'AWS answered cognito-idp:ListUsersInGroup with TooManyRequestsException (HTTP 400'
  },
  {
    fault: "a proxy's page, 200, for good",
    on: 'ListGroups',
    does: 'web-page',
    times: 'all',
    outcome: 'failed',
    says: 'cognito-idp:ListGroups was answered with a web page and not by AWS (HTTP 200'
  },
  {
    fault: 'out of order for good',
    on: 'DescribeUserPoolClient',
    does: 'internal-error',
    times: 'all',
    outcome: 'partial',
    warns: ['Parts of the definition not captured']
  }
]

/** The first so many calls of a restore of 400 users. */
const SOME = 600

export const slowRestoreCases: readonly RestoreCase[] = [
  {
    fault: 'an outage of 30 s',
    ...EVERYWHERE,
    does: 'reset',
    from: SOME,
    lastsMs: 30_000,
    outcome: 'recovered'
  },
  {
    fault: 'no connection any more',
    ...EVERYWHERE,
    does: 'reset',
    from: SOME,
    times: 'all',
    outcome: 'partial',
    says: 'AWS could not be reached for cognito-idp:'
  },
  {
    fault: 'InternalErrorException each time for one user',
    on: 'AdminCreateUser',
    does: 'internal-error',
    holding: '"Username":"bobby.tables27"',
    times: 'all',
    outcome: 'partial',
    says: '1 user, 1 membership could not be restored.',
    failedUsers: 1
  }
]
