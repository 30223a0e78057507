import type { FaultCase } from './case.ts'

/** Whom a pool has that is exported and then restored into another one. */
export type People =
  | 'nobody'
  | 'one user'
  | 'sixty-one users'
  | 'sixty-one users in no group'
  | 'five users, and eight groups'
  | 'fifty attributes of 2,048 bytes'
  | 'nobody with an e-mail address'
  | 'two with the same verified address'
  | 'an attribute that neither schema has'
  | 'an attribute that the target lacks'
  | 'everybody disabled'
  | 'nobody but federated users'

export interface PeopleCase extends FaultCase {
  people: People
  /** What happens while the pool is exported. */
  during?: 'a user is deleted and created again' | 'a new user joins a group'
  outputs: Readonly<Record<string, string>>
  /** A second restore fails too, as nothing has changed. */
  staysSo?: true
}

/** A pool of these people; the case is called by them. */
function of(
  people: People,
  rest: Pick<PeopleCase, 'outcome' | 'says' | 'outputs' | 'staysSo'>
): PeopleCase {
  return { fault: people, people, on: 'the target pool', ...rest }
}

/** Pools that are out of the ordinary, exported and restored. */
export const peopleCases: readonly PeopleCase[] = [
  of('nobody', {
    outcome: 'recovered',
    outputs: { users: '0', 'users-created': '0' }
  }),
  of('one user', {
    outcome: 'recovered',
    outputs: { users: '1', 'users-created': '1', 'memberships-added': '1' }
  }),
  of('sixty-one users', {
    outcome: 'recovered',
    outputs: { users: '61', 'users-created': '61', 'memberships-added': '61' }
  }),
  of('fifty attributes of 2,048 bytes', {
    outcome: 'recovered',
    outputs: { 'users-created': '20' }
  }),
  of('nobody with an e-mail address', {
    outcome: 'recovered',
    outputs: { 'users-created': '10' }
  }),
  of('two with the same verified address', {
    outcome: 'partial',
    says: '1 user',
    outputs: { 'users-created': '1', 'failed-users': '1' },
    staysSo: true
  }),
  of('an attribute that neither schema has', {
    outcome: 'failed',
    says: 'custom',
    outputs: {},
    staysSo: true
  }),
  of('an attribute that the target lacks', {
    outcome: 'failed',
    says: 'add-custom-attributes',
    outputs: {},
    staysSo: true
  }),
  of('everybody disabled', {
    outcome: 'recovered',
    outputs: { 'users-created': '10' }
  }),
  of('nobody but federated users', {
    outcome: 'failed',
    says: 'federated-users: link',
    outputs: { 'skipped-federated': '5' },
    staysSo: true
  }),
  {
    fault: 'a status that is new',
    people: 'one user',
    on: 'ListUsers',
    does: 'unknown-status',
    outcome: 'recovered',
    outputs: { 'users-created': '1' }
  },
  {
    fault: 'a user who was deleted and created again, and listed twice',
    people: 'sixty-one users in no group',
    during: 'a user is deleted and created again',
    on: 'ListUsers',
    from: 2,
    outcome: 'partial',
    says: '1 user',
    outputs: { users: '62', 'users-created': '61', 'failed-users': '1' }
  },
  {
    fault: 'a member who signed up after the users were listed',
    people: 'five users, and eight groups',
    during: 'a new user joins a group',
    on: 'ListUsersInGroup',
    holding: '"GroupName":"g7"',
    outcome: 'recovered',
    outputs: { users: '5', 'users-created': '5', 'memberships-added': '5' }
  }
]
