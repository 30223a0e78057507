import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createUserPlanner } from '../../../../../src/restore/plan/users/user-planner.ts'
import { soughtFor } from '../../../../../src/restore/plan/users/sought-for.ts'
import type { UserPlan } from '../../../../../src/restore/plan/users/user-plan.ts'
import {
  signInKey,
  signInValues
} from '../../../../../src/restore/target/attributes.ts'
import { TargetUsers } from '../../../../../src/restore/target/target-users.ts'
import {
  readMemberships,
  readUsers
} from '../../../../../src/restore/target/read-users.ts'
import {
  anyPolicies,
  anyPoolUser,
  anyRecord,
  anyTarget
} from '../../../../fixtures/any-plans.ts'
import {
  fakeLog,
  fakeProgress,
  NEVER
} from '../../../../fixtures/fake-world.ts'
import { NOT_READY } from '../../../../fixtures/no-import.ts'
import {
  policiesWith,
  poolUser,
  targetWith,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'
import { searchedPool } from '../../../../fixtures/searched-pool.ts'

const ODD = ['a"b\\c', 'É', 'é', 'long'.repeat(61), 'bo@example.com']

/** Names that filters find hard, beside those of anyRecord. */
const odd = <T extends { username: string }>(user: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 4, arbitrary: user },
    {
      weight: 1,
      arbitrary: fc
        .tuple(user, fc.constantFrom(...ODD))
        .map(([one, username]) => ({ ...one, username }))
    }
  )

/** Leaves out users that Cognito would not have beside others. */
function possible(target: TargetChanges): TargetChanges {
  const { description } = targetWith(target)
  const taken = new Set<string>()
  const users = (target.users ?? []).filter(user => {
    const { caseSensitive } = description
    const name = caseSensitive ? user.username : user.username.toLowerCase()
    const keys = [
      name,
      `sub:${user.sub}`,
      ...(user.status === 'EXTERNAL_PROVIDER'
        ? []
        : signInValues(description, user.attributes))
    ]
    if (keys.some(key => taken.has(key))) return false
    for (const key of keys) taken.add(key)
    return true
  })
  return { ...target, users }
}

test('the plan by look-ups is that by listing, whatever filters do', async () => {
  let lookedUp = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(odd(anyRecord), fc.subarray(['a', 'b', 'c'])), {
        minLength: 1,
        maxLength: 4
      }),
      anyTarget,
      fc.array(odd(anyPoolUser), { maxLength: 6 }),
      anyPolicies,
      fc.boolean(),
      async (chosen, changes, users, policies, respectsCase) => {
        const scene = possible({ ...changes, users })
        const facts = targetWith(scene)
        const pool = searchedPool({
          users: scene.users ?? [],
          memberships: scene.memberships ?? {},
          groups: ['a', 'b', 'c'],
          respectsCase
        })
        const log = fakeLog()
        const target = {
          ...facts,
          description: { ...facts.description, estimatedNumberOfUsers: 2999 },
          replicaRole: undefined,
          recovery: null,
          providers: new Set<string>(),
          groups: new Map(['a', 'b', 'c'].map(name => [name, undefined])),
          importing: NOT_READY
        }
        const tools = { progress: fakeProgress().progress, log, signal: NEVER }
        const read = async (
          sought: ReturnType<typeof soughtFor> | undefined
        ) => {
          const needs = {
            sought,
            areCompared:
              policies.existingUsers === 'update' ||
              facts.unfinishedSince !== undefined,
            memberships: 0
          }
          const users = await readUsers(pool, target, needs, tools)
          await readMemberships(pool, { ...target, users }, needs, tools)
          return users
        }
        const records = chosen.map(([record]) => record)
        const sought = soughtFor(records, facts.description, policies)
        const plansBy = async (how: typeof sought | undefined) => {
          const planner = createUserPlanner(
            { ...facts, users: await read(how) },
            policies
          )
          return chosen.map(([record, groups]) =>
            inAnyOrder(planner.plan(record, groups))
          )
        }
        expect(await plansBy(sought)).toEqual(await plansBy(undefined))
        if (log.lines.length === 1 && log.lines[0]?.includes('looked up')) {
          lookedUp += 1
        }
      }
    ),
    { numRuns: 1500, seed: 20261130 }
  )
  expect(lookedUp).toBeGreaterThan(300)
})

test('an update may ask for an address that the snapshot has no flag of', () => {
  const facts = targetWith({ description: { aliasAttributes: ['email'] } })
  const policies = policiesWith({ existingUsers: 'update' })
  const record = userRecord({
    username: 'ada',
    sub: 's1',
    attributes: { email: 'new@example.com' }
  })
  const sought = soughtFor([record], facts.description, policies)
  if (typeof sought === 'string') throw new Error(sought)
  const keys = sought.map(({ attribute, value }) =>
    signInKey(facts.description, attribute, value)
  )
  const users = new TargetUsers(facts.description, true, new Set(keys))
  const attributes = { email: 'old@example.com', email_verified: 'true' }
  users.add(poolUser('ada', { sub: 's1', attributes }))
  const planner = createUserPlanner({ ...facts, users }, policies)
  expect(planner.plan(record, [])).toMatchObject({
    action: 'update',
    attributes: { email: 'new@example.com' }
  })
})

/** Memberships come in the order in which they were read. */
function inAnyOrder(plan: UserPlan): UserPlan {
  return plan.action === 'update'
    ? { ...plan, removeFrom: [...plan.removeFrom].sort() }
    : plan
}
