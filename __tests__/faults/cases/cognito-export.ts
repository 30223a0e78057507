import { events, listings, pools, stops } from './cognito-export-listings.ts'
import { MFA, type ExportCase } from './export-case.ts'

/** Calls without which there is no snapshot, and how their second page is met. */
const NEEDED = [
  { on: 'DescribeUserPool', from: 1, pool: {} },
  { on: 'ListGroups', from: 2, pool: { groups: 61, users: 10 } },
  { on: 'ListUsers', from: 2, pool: {} },
  { on: 'ListUsersInGroup', from: 3, pool: {} }
] as const

/** … and those that the snapshot is poorer without. */
const LOOK_UP = { on: 'AdminGetUserAuthFactors', from: 10, pool: MFA } as const
const DEFINITION = { on: 'DescribeUserPoolClient', from: 2, pool: {} } as const

const EVERY_CALL = [...NEEDED, LOOK_UP, DEFINITION]

type Strike = Pick<ExportCase, 'fault' | 'does' | 'times' | 'every'>

/** A pool that all of these calls are made for. */
const EVERY_POOL = { ...MFA, groups: 61 }

/** What passes: the call is made again, and nothing is missing. */
const PASSING: Strike[] = [
  { fault: 'a storm of throttles', does: 'throttle', times: 2 },
  { fault: 'InternalErrorException, 500', does: 'internal-error', times: 3 },
  {
    fault: 'InternalErrorException, 400',
    does: 'internal-error-400',
    times: 3
  },
  { fault: 'a connection that breaks', does: 'reset', times: 3 },
  { fault: 'an answer that is lost', does: 'lost-answer' },
  { fault: 'half an answer', does: 'cut-body', times: 2 },
  { fault: "a proxy's page, 502", does: 'bad-gateway', times: 2 },
  { fault: "a proxy's page, 200", does: 'web-page', times: 2 }
]

/** One run for all calls: each is met by the same fault. */
const passing: ExportCase[] = PASSING.map(strike => ({
  ...strike,
  on: EVERY_CALL.map(({ on }) => on).join(', '),
  calls: EVERY_CALL,
  pool: EVERY_POOL,
  outcome: 'recovered'
}))

const expired: ExportCase[] = EVERY_CALL.map(call => ({
  ...call,
  fault: 'credentials that expire',
  does: 'expired-token',
  times: 'all',
  outcome: 'failed',
  says: 'The AWS credentials expired during the run.'
}))

const denied: ExportCase[] = NEEDED.map(call => ({
  ...call,
  fault: 'a permission that is taken away',
  does: 'access-denied',
  times: 'all',
  outcome: 'failed',
  says: `The role may not call cognito-idp:${call.on}.`
}))

const poolGone: ExportCase[] = NEEDED.map(({ on, from, pool }) => ({
  on,
  from,
  pool,
  fault: 'the pool is deleted',
  event: 'the pool is deleted',
  outcome: 'failed',
  says: 'There is no user pool'
}))

const poolGoneUnread: ExportCase = {
  fault: 'the pool is deleted',
  on: 'DescribeUserPoolClient',
  event: 'the pool is deleted',
  outcome: 'failed',
  says: 'There is no user pool'
}

const poolGoneLate: ExportCase = {
  fault: 'the pool is deleted after its users were listed',
  on: 'ListUsersInGroup',
  from: 40,
  pool: { groups: 61, users: 10 },
  event: 'the pool is deleted',
  outcome: 'failed',
  says: 'There is no user pool'
}

const endless: ExportCase[] = [
  { on: 'ListUsers', pool: {}, listing: 'users' },
  { on: 'ListGroups', pool: { groups: 61, users: 10 }, listing: 'groups' },
  { on: 'ListUsersInGroup', pool: {}, listing: 'group members' }
].map(({ listing, ...call }) => ({
  ...call,
  fault: 'pages that go round in a circle',
  does: 'token-loop',
  from: 2,
  times: 'all',
  outcome: 'failed',
  says: `Cognito's listing of ${listing} does not come to an end`
}))

const parts: ExportCase[] = [
  {
    fault: 'a permission that is taken away',
    on: 'AdminGetUserAuthFactors',
    from: 10,
    pool: MFA,
    does: 'access-denied',
    times: 'all',
    outcome: 'partial',
    warns: ['MFA of users unknown']
  },
  {
    fault: 'a permission that is taken away',
    on: 'DescribeUserPoolClient',
    does: 'access-denied',
    times: 'all',
    outcome: 'partial',
    warns: ['Parts of the definition not captured']
  },
  {
    fault: 'a user who vanished before the look-up',
    on: 'AdminGetUserAuthFactors',
    from: 10,
    pool: MFA,
    does: 'user-not-found',
    outcome: 'partial',
    warns: ['MFA of users unknown'],
    outputs: { 'mfa-unknown': '1' }
  },
  {
    fault: 'a storm of throttles',
    on: 'GetProvisionedLimit',
    pool: MFA,
    does: 'throttle',
    times: 3,
    outcome: 'recovered'
  }
]

/** Every fault that an export is tried against, and what must come of it. */
export const exportCases: readonly ExportCase[] = [
  // These wait the longest: the others run meanwhile.
  ...stops,
  ...passing,
  ...expired,
  ...denied,
  ...poolGone,
  poolGoneUnread,
  poolGoneLate,
  ...endless,
  ...parts,
  ...listings,
  ...events,
  ...pools
]
