import { passingCases } from './cognito-restore-passing.ts'
import type { RestoreCase } from './restore-case.ts'

/** The first write and two of users, met by a fault that ends the run. */
const expired: RestoreCase[] = [
  'CreateGroup',
  'AdminCreateUser',
  'AdminSetUserPassword'
].map(on => ({
  fault: 'credentials that expire',
  on,
  does: 'expired-token',
  spreads: true,
  times: 'all',
  outcome: on === 'CreateGroup' ? 'failed' : 'partial',
  says: 'The AWS credentials expired during the run.'
}))

const expiredBefore: RestoreCase[] = [
  'DescribeUserPool',
  'ListGroups',
  'ListUsers'
].map(on => ({
  fault: 'credentials that expire',
  on,
  does: 'expired-token',
  times: 'all',
  outcome: 'failed',
  says: 'The AWS credentials expired during the run.',
  writesNothing: true
}))

const denied: RestoreCase[] = [
  {
    fault: 'a permission that is taken away',
    on: 'CreateGroup',
    from: 2,
    does: 'access-denied',
    times: 'all',
    outcome: 'partial',
    says: 'The role may not call cognito-idp:CreateGroup.'
  },
  ...(
    [
      'AdminCreateUser',
      'AdminAddUserToGroup',
      'AdminDisableUser',
      'AdminSetUserPassword',
      'AdminLinkProviderForUser',
      'AdminUpdateUserAttributes'
    ] as const
  ).map(on => ({
    fault: 'a permission that is taken away',
    on,
    from: 2,
    does: 'access-denied' as const,
    times: 'all' as const,
    outcome: 'partial' as const,
    says: `The role may not call cognito-idp:${on}.`
  })),
  {
    fault: 'a permission that is missing',
    on: 'AddCustomAttributes',
    target: 'with changed users',
    does: 'access-denied',
    times: 'all',
    outcome: 'failed',
    says: 'The role may not call cognito-idp:AddCustomAttributes.'
  }
]

/** What becomes of the target between the plan and a call. */
const events: RestoreCase[] = [
  ...['AdminSetUserPassword', 'AdminLinkProviderForUser'].map(on => ({
    fault: 'a user who was just created is deleted',
    event: 'the user is deleted' as const,
    on,
    outcome: 'partial' as const,
    says: '1 user',
    failedUsers: 1
  })),
  {
    fault: 'somebody signs up with the address of a user',
    event: 'somebody signs up with the address',
    on: 'AdminCreateUser',
    holding: 'email_verified","Value":"true',
    outcome: 'partial',
    says: '1 user',
    failedUsers: 1,
    again: 'fails'
  },
  {
    fault: 'a stranger takes the name of a user',
    event: 'a stranger takes the name',
    on: 'AdminCreateUser',
    from: 3,
    outcome: 'partial',
    says: '1 user',
    failedUsers: 1,
    again: 'conflicts'
  },
  {
    fault: 'a group appears',
    event: 'the group is created',
    on: 'CreateGroup',
    from: 2,
    outcome: 'recovered',
    outputs: { 'groups-created': '3' }
  },
  {
    fault: 'a group vanishes',
    event: 'the group is deleted',
    on: 'AdminAddUserToGroup',
    from: 5,
    outcome: 'partial',
    says: 'with existing-users: update it also adds groups that users lack',
    again: { 'existing-users': 'update' }
  },
  {
    fault: 'a group of the target vanishes while its members are listed',
    event: 'the group is deleted',
    target: 'with changed users',
    on: 'ListUsersInGroup',
    outcome: 'recovered',
    outputs: { 'groups-created': '1' }
  },
  {
    fault: 'a user who is to be updated is deleted',
    event: 'the user is deleted',
    target: 'with changed users',
    on: 'AdminUpdateUserAttributes',
    outcome: 'partial',
    says: '1 user',
    failedUsers: 1
  }
]

const lists: RestoreCase[] = [
  {
    fault: 'a listing of the target that ends at once',
    on: 'ListUsers',
    target: 'with changed users',
    does: 'empty-list',
    outcome: 'recovered'
  },
  {
    fault: 'a user twice on a page',
    on: 'ListUsers',
    target: 'with changed users',
    does: 'user-twice',
    outcome: 'recovered'
  },
  {
    fault: 'a group twice on a page',
    on: 'ListGroups',
    target: 'with changed users',
    does: 'group-twice',
    outcome: 'recovered'
  }
]

const outages: RestoreCase[] = (['reset', 'throttle'] as const).map(does => ({
  fault: `an outage of 10 s at 90 % of the calls (${does})`,
  on: 'every call to Cognito',
  service: 'cognito-idp',
  does,
  from: 75,
  lastsMs: 10_000,
  outcome: 'recovered'
}))

/** What AWS refuses for one user: the others are restored. */
const refused: RestoreCase[] = (
  [
    'AdminCreateUser',
    'AdminLinkProviderForUser',
    'AdminDisableUser',
    'AdminAddUserToGroup',
    'AdminSetUserPassword',
    'AdminUpdateUserAttributes'
  ] as const
).map(on => ({
  fault: 'a refusal of one user',
  on,
  does: 'invalid-parameter',
  times: 1,
  outcome: 'partial',
  says: '1 user',
  failedUsers: 1,
  again: { 'existing-users': 'update' }
}))

/** It is set again once the user is confirmed. */
const mfaRefused: RestoreCase = {
  fault: 'a refusal of one user',
  on: 'AdminSetUserMFAPreference',
  does: 'invalid-parameter',
  times: 1,
  outcome: 'recovered'
}

const replica: RestoreCase = {
  fault: 'a pool that becomes a secondary replica',
  on: 'AdminCreateUser',
  from: 5,
  does: 'secondary-replica',
  spreads: true,
  times: 'all',
  outcome: 'partial',
  says: 'OperationNotEnabledException'
}

/** Every fault that a restore is tried against, and what must come of it. */
export const restoreCases: readonly RestoreCase[] = [
  // These wait the longest: the others run meanwhile.
  ...outages,
  ...passingCases,
  ...expired,
  ...expiredBefore,
  ...denied,
  ...events,
  ...lists,
  ...refused,
  mfaRefused,
  replica
]
