import { passingCases } from './cognito-restore-passing.ts'
import type { RestoreCase } from './restore-case.ts'

const E2E = '__tests__/e2e'

/** The writes, of which each is met by a fault that ends the run. */
const expired: RestoreCase[] = [
  'CreateGroup',
  'AdminCreateUser',
  'AdminLinkProviderForUser',
  'AdminAddUserToGroup',
  'AdminDisableUser',
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
  says: 'The AWS credentials expired during the run.'
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
  ...(['AdminLinkProviderForUser', 'AdminUpdateUserAttributes'] as const).map(
    on => ({
      fault: 'a permission that is taken away',
      on,
      from: 2,
      does: 'access-denied' as const,
      times: 'all' as const,
      outcome: 'partial' as const,
      says: `The role may not call cognito-idp:${on}.`
    })
  ),
  {
    fault: 'a permission that is taken away',
    on: 'AdminCreateUser, AdminAddUserToGroup, AdminDisableUser, AdminSetUserPassword',
    outcome: 'partial',
    test: `${E2E}/restore-faults-stop.test.ts › what would meet everybody stops a restore at once, in one sentence`
  },
  {
    fault: 'a permission that is missing',
    on: 'AddCustomAttributes',
    target: 'without attributes',
    does: 'access-denied',
    times: 'all',
    outcome: 'failed',
    says: 'The role may not call cognito-idp:AddCustomAttributes.'
  }
]

/** What becomes of the target between the plan and a call. */
const events: RestoreCase[] = [
  ...(
    [
      'AdminSetUserPassword',
      'AdminAddUserToGroup',
      'AdminDisableUser',
      'AdminLinkProviderForUser',
      'AdminSetUserMFAPreference',
      'AdminUpdateUserAttributes'
    ] as const
  ).map(on => ({
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
    fault: 'somebody takes the name of a user',
    on: 'AdminCreateUser',
    outcome: 'partial',
    test: `${E2E}/restore-faults.test.ts › somebody else who takes a name while the restore runs is left alone`
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
  },
  {
    fault: 'the pool is deleted',
    on: 'every call to Cognito',
    outcome: 'partial',
    test: `${E2E}/restore-faults-stop.test.ts › what would meet everybody stops a restore at once, in one sentence › a pool that is deleted`
  }
]

const lists: RestoreCase[] = [
  {
    fault: 'a listing of the target that ends at once',
    on: 'ListUsers',
    target: 'with changed users',
    does: 'nobody-listed',
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

const outages: RestoreCase[] = (
  ['reset', 'unavailable', 'throttle'] as const
).map(does => ({
  fault: `an outage of 10 s at 90 % of the calls (${does})`,
  on: 'every call to Cognito',
  service: 'cognito-idp',
  does,
  from: 175,
  lastsMs: 10_000,
  outcome: 'recovered'
}))

const stops: RestoreCase[] = [
  {
    fault: 'max-duration, SIGINT, expired credentials, a secondary replica',
    on: 'AdminCreateUser',
    outcome: 'partial',
    test: `${E2E}/restore-faults-stop.test.ts › a restore that is told to stop says how far it got, and the next one goes on`
  },
  {
    fault: 'SIGKILL, two hundred times, spread over all writes',
    on: 'every write',
    outcome: 'recovered',
    test: '__tests__/kill/restore-kills.test.ts › a restore of 200 users that is killed'
  },
  {
    fault: 'a file that is cut off, an address that is refused or has expired',
    on: 'UploadUserImportFile',
    outcome: 'recovered',
    test: '__tests__/integration/restore-import-jobs.test.ts › a job that comes to nothing'
  },
  {
    fault: 'a job that fails, skips rows or is stopped by somebody',
    on: 'DescribeUserImportJob',
    outcome: 'partial',
    test: '__tests__/integration/restore-import-jobs.test.ts › a job that skips and fails rows'
  },
  {
    fault: 'SIGKILL and SIGINT around each write of an import',
    on: 'every write of an import',
    outcome: 'recovered',
    test: `${E2E}/restore-import.test.ts › a restore by import jobs that is killed`
  },
  {
    fault: 'a refusal of one user',
    on: 'every write of a user',
    outcome: 'partial',
    test: `${E2E}/restore-faults-users.test.ts › a user for whom a call is refused is recorded, and the others are restored`
  }
]

/** Every fault that a restore is tried against, and what must come of it. */
export const restoreCases: readonly RestoreCase[] = [
  ...passingCases,
  ...expired,
  ...expiredBefore,
  ...denied,
  ...events,
  ...lists,
  ...outages,
  ...stops
]
