import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import { describePool } from '../../src/cognito/describe-pool.ts'
import { poolSide } from '../../src/compare/users/pool-side.ts'
import { restoreMaps } from '../../src/compare/users/restore-maps.ts'
import { compareSides } from '../../src/compare/users/side.ts'
import { snapshotSide } from '../../src/compare/users/snapshot-side.ts'
import type { SnapshotAddress } from '../../src/snapshot/address.ts'
import { openSnapshot } from '../../src/snapshot/reader.ts'
import { fetchFrom } from '../../src/storage/find-snapshot.ts'
import { NO_CHANGES } from '../fixtures/compared-sides.ts'
import { fakeProgress, NEVER } from '../fixtures/fake-world.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import {
  makePoolWith,
  type PoolContent,
  type PoolPlan
} from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

/** Compares a snapshot with a pool, with what restores have left in the bucket. */
async function compare(snapshot: SnapshotAddress, userPoolId: string) {
  const { pool, bucket } = lab.clientsFor(userPoolId)
  const fetch = fetchFrom(bucket, NEVER)
  const opened = await openSnapshot(snapshot, fetch)
  const { schema, estimatedNumberOfUsers } = await describePool(pool)
  const { progress } = fakeProgress()
  const tools = { progress, signal: NEVER }
  const place = { prefix: snapshot.prefix, userPoolId }
  const { changes, warning } = await compareSides(
    snapshotSide(opened, { ...tools, fetch }),
    poolSide(pool, estimatedNumberOfUsers, tools),
    { salt: opened.manifestSha256, schema },
    restoreMaps(bucket, place, [], NEVER),
    new AbortController()
  )
  expect(warning).toBeUndefined()
  return changes
}

/** How a pool signs in, and what makes all of its users restorable. */
const SIGN_INS: [string, PoolPlan['request'], boolean][] = [
  ['username', {}, true],
  ['email', { UsernameAttributes: ['email'] }, false],
  ['phone', { UsernameAttributes: ['phone_number'] }, false],
  ['alias', { AliasAttributes: ['email', 'preferred_username'] }, true]
]

const PEOPLE: NewUser[] = [
  {
    attributes: { email_verified: 'True', preferred_username: 'lovelace' },
    groups: ['admins', 'staff']
  },
  { status: 'FORCE_CHANGE_PASSWORD', groups: ['staff'] },
  { enabled: false, attributes: { email_verified: 'false', name: '' } },
  { status: 'UNCONFIRMED', attributes: { phone_number_verified: 'true' } }
]

const people = (hasNames: boolean): PoolContent => ({
  groups: [{ name: 'admins' }, { name: 'staff' }],
  users: PEOPLE.map((user, at) => ({
    ...user,
    ...(hasNames && { username: `user-${at}` }),
    attributes: {
      email: `user-${at}@example.com`,
      phone_number: `+4930000000${at}`,
      ...user.attributes
    }
  }))
})

describe.each(SIGN_INS)(
  'a pool that signs in by %s',
  (_by, request, hasNames) => {
    const policies = { usersWithoutUsername: 'recreate' } as const
    const poolWith = (content: PoolContent = {}) =>
      makePoolWith(lab.simulator, content, { request: request ?? {} })

    test('has not changed since its snapshot', async () => {
      const pool = await poolWith(people(hasNames))
      const changes = await compare(await lab.exportOf(pool), pool)
      expect(changes).toMatchObject({ ...NO_CHANGES, matchedBy: { sub: 4 } })
    })

    test.each(['confirmed', 'force-change-password'] as const)(
      'comes back from a restore without a change, as %s',
      async restoredUserStatus => {
        const snapshot = await lab.exportOf(await poolWith(people(hasNames)))
        const target = await poolWith()
        const run = await lab.restore(snapshot, target, {
          ...policies,
          restoredUserStatus
        })
        expect(run.failure).toBeUndefined()
        const left = run.outcome.warnings.some(
          ({ title }) => title === 'Aliases are not restored'
        )
        expect(await compare(snapshot, target)).toMatchObject({
          ...NO_CHANGES,
          users: { added: 0, gone: 0, changed: left ? 1 : 0 },
          matchedBy: { map: 4 },
          before: { users: 4, memberships: 3 }
        })
      }
    )

    test('has its deleted users back in the same pool', async () => {
      const pool = await poolWith(people(hasNames))
      const snapshot = await lab.exportOf(pool)
      const { users } = lab.simulator.poolState(pool)
      for (const { sub } of users.slice(0, 2)) {
        lab.simulator.removeUser(pool, sub)
      }
      expect(await compare(snapshot, pool)).toMatchObject({
        users: { added: 0, gone: 2, changed: 0 },
        memberships: { added: 0, gone: 3 }
      })
      const run = await lab.restore(snapshot, pool, policies)
      expect(run.failure).toBeUndefined()
      expect(await compare(snapshot, pool)).toMatchObject({
        ...NO_CHANGES,
        matchedBy: { sub: 2, map: 2 }
      })
    })
  }
)

test('federated users and the groups of their providers come back without a change', async () => {
  const plan: PoolPlan = { providers: ['Google'] }
  const identity = { providerName: 'Google', userId: '1000' }
  const source = await makePoolWith(
    lab.simulator,
    {
      users: [
        {
          username: 'ada',
          attributes: { email: 'ada@example.com', email_verified: 'true' },
          identities: [identity]
        }
      ]
    },
    plan
  )
  const email = { email: 'fed@example.com' }
  lab.simulator.signInFederated(source, 'Google', '1001', email)
  const snapshot = await lab.exportOf(source)
  const target = await makePoolWith(lab.simulator, {}, plan)
  // Cognito makes the group of the provider with its first profile.
  lab.simulator.signInFederated(target, 'Google', '2002')
  const run = await lab.restore(snapshot, target, { federatedUsers: 'link' })
  expect(run.failure).toBeUndefined()
  expect(await compare(snapshot, target)).toMatchObject({
    users: { added: 1, gone: 0, changed: 0 },
    groups: NO_CHANGES.groups,
    memberships: { added: 1, gone: 0 },
    matchedBy: { map: 2 }
  })
})
