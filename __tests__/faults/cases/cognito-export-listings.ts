import type { ExportCase } from './export-case.ts'

/** Lists that don't say what is true. */
export const listings: ExportCase[] = [
  {
    fault: 'a page token that expires',
    on: 'ListUsers',
    from: 2,
    does: 'expired-page-token',
    outcome: 'recovered'
  },
  {
    fault: 'a page token that expires',
    on: 'ListGroups',
    from: 2,
    pool: { groups: 61, users: 10 },
    does: 'expired-page-token',
    outcome: 'recovered'
  },
  {
    fault: 'a page token that expires',
    on: 'ListUsersInGroup',
    holding: 'NextToken',
    does: 'expired-page-token',
    outcome: 'failed',
    says: 'Cognito no longer takes its own page token for the listing of group members'
  },
  {
    fault: 'every other page is empty and has a token',
    on: 'every listing',
    pool: { emptyPageShare: 1 },
    outcome: 'recovered'
  },
  {
    fault: 'a user twice on a page',
    on: 'ListUsers',
    from: 2,
    does: 'user-twice',
    outcome: 'recovered',
    warns: ['Users listed twice']
  },
  {
    fault: 'a page twice',
    on: 'ListUsers',
    from: 3,
    pool: { users: 200 },
    does: 'token-loop',
    outcome: 'recovered',
    warns: ['Users listed twice']
  },
  {
    fault: 'a member twice on a page',
    on: 'ListUsersInGroup',
    from: 2,
    does: 'user-twice',
    outcome: 'recovered'
  },
  {
    fault: 'a group twice on a page',
    on: 'ListGroups',
    does: 'group-twice',
    outcome: 'recovered'
  },
  {
    fault: 'a status that is new',
    on: 'ListUsers',
    does: 'unknown-status',
    outcome: 'recovered'
  },
  {
    fault: 'a listing that ends in the middle',
    on: 'ListUsers',
    from: 2,
    does: 'empty-list',
    outcome: 'recovered'
  },
  {
    fault: 'a listing that ends in the middle, in a small pool',
    on: 'ListUsers',
    from: 2,
    pool: { users: 90 },
    does: 'empty-list',
    outcome: 'recovered'
  },
  {
    fault: 'a listing that ends in the middle each time, in a small pool',
    on: 'ListUsers',
    from: 2,
    every: 2,
    times: 'all',
    pool: { users: 90 },
    does: 'empty-list',
    outcome: 'partial',
    warns: ['Fewer users than Cognito estimates'],
    lacks: 30
  },
  {
    fault: 'a listing that says at once that there is nobody',
    on: 'ListUsers',
    does: 'empty-list',
    outcome: 'recovered'
  },
  {
    fault: 'a listing that never has anybody',
    on: 'ListUsers',
    does: 'empty-list',
    times: 'all',
    outcome: 'failed',
    says: 'Cognito listed no user although it estimates 130.'
  },
  {
    fault: 'an answer that comes late',
    on: 'ListUsers',
    does: 'slow-answer',
    times: 2,
    outcome: 'recovered'
  }
]

/** What happens to a pool while it is exported. */
export const events: ExportCase[] = [
  { event: 'a user is deleted', on: 'ListUsers', from: 2 },
  { event: 'a user is deleted', on: 'ListUsersInGroup', from: 4 },
  { event: 'a user signs up', on: 'ListUsers', from: 2 },
  {
    event: 'a user signs up and joins a group',
    on: 'ListUsersInGroup',
    from: 4
  },
  { event: 'a user is deleted and created again', on: 'ListUsers', from: 3 },
  { event: 'a user moves to another group', on: 'ListUsersInGroup', from: 4 },
  { event: 'a group is created', on: 'ListUsers', from: 1 },
  {
    event: 'a group is deleted',
    on: 'ListUsersInGroup',
    holding: 'NextToken',
    warns: ['Groups deleted meanwhile']
  },
  {
    event: 'a group is created anew under another name',
    on: 'ListUsersInGroup',
    holding: 'NextToken',
    warns: ['Groups deleted meanwhile']
  }
].map(one => ({
  ...one,
  fault: one.event,
  outcome: 'warns' in one ? 'partial' : 'recovered'
})) as ExportCase[]

/** Pools that are out of the ordinary. */
export const pools: ExportCase[] = [
  ...[0, 1, 60, 61].map(users => ({
    fault: `a pool of ${users}`,
    on: 'the pool',
    pool: { users },
    outcome: 'recovered' as const,
    outputs: { users: String(users), memberships: String(users * 2) }
  })),
  {
    fault: 'everybody is federated',
    on: 'the pool',
    pool: { federatedShare: 1 },
    outcome: 'recovered'
  },
  {
    fault: 'everybody is disabled',
    on: 'the pool',
    pool: { disabledShare: 1 },
    outcome: 'recovered'
  },
  {
    fault: 'nobody has a username',
    on: 'the pool',
    pool: { noUsernameShare: 1 },
    outcome: 'recovered'
  },
  ...(
    [
      'fifty attributes of 2,048 bytes',
      'nobody with an e-mail address',
      'two with the same e-mail address',
      'attributes that the schema lacks'
    ] as const
  ).map(inhabitants => ({
    fault: inhabitants,
    on: 'the pool',
    pool: { users: 0 },
    inhabitants,
    outcome: 'recovered' as const
  })),
  {
    fault: 'an estimate of 0 against 130',
    on: 'DescribeUserPool',
    estimate: 0,
    outcome: 'recovered'
  },
  {
    fault: 'an estimate of thousands against few',
    on: 'DescribeUserPool',
    estimate: 5000,
    outcome: 'partial',
    warns: ['Fewer users than Cognito estimates']
  },
  {
    fault: 'an estimate of thousands against nobody',
    on: 'DescribeUserPool',
    pool: { users: 0 },
    estimate: 5000,
    outcome: 'failed',
    says: 'Cognito listed no user although it estimates 5000.'
  },
  {
    fault: 'an estimate that is a few too high',
    on: 'DescribeUserPool',
    estimate: 133,
    outcome: 'recovered'
  }
]

/** Outages that end, and a run that is told to. */
export const stops: ExportCase[] = [
  {
    fault: 'an outage of 10 s at 90 % of the calls',
    on: 'every call to Cognito',
    service: 'cognito-idp',
    does: 'reset',
    from: 33,
    lastsMs: 10_000,
    outcome: 'recovered'
  },
  {
    fault: 'Cognito is unavailable for 10 s',
    on: 'every call to Cognito',
    service: 'cognito-idp',
    does: 'unavailable',
    from: 10,
    lastsMs: 10_000,
    outcome: 'recovered'
  },
  {
    fault: 'SIGTERM',
    on: 'ListUsers',
    from: 2,
    signal: 'SIGTERM',
    outcome: 'failed',
    says: 'The run was cancelled.'
  }
]
