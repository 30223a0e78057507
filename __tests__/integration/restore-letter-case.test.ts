import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../simulator/inspect-pools.ts'
import type { RestorePolicies } from '../../src/restore/policies.ts'
import { onlyUsers } from '../fixtures/chosen-users.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'
import { makePoolWith } from '../fixtures/restore-pools.ts'

let lab: RestoreLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

type SignIn = Record<string, readonly string[]>

const BY_EMAIL = { UsernameAttributes: ['email'] }
const poolWith = (
  signIn: SignIn,
  CaseSensitive: boolean,
  users: NewUser[] = []
) =>
  makePoolWith(
    lab.simulator,
    { users },
    { request: { ...signIn, UsernameConfiguration: { CaseSensitive } } }
  )

const SUBS = [
  '7438d4b8-0000-7000-8000-00000000ada0',
  '7438d4b8-0000-7000-8000-00000000ada1'
] as const
const emails = ['ada@example.com', 'Ada@example.com'] as const

/** Two users of a pool whose names are made up. */
const byEmail = SUBS.map((sub, at) => ({
  username: sub,
  sub,
  attributes: { email: emails[at] ?? '', email_verified: 'true' }
}))
const RECREATE = { usersWithoutUsername: 'recreate' } as const

describe('two users whose addresses differ in capitals, into a pool that takes them for one', () => {
  test.each<[string, SignIn, NewUser[], Partial<RestorePolicies>]>([
    ['that are their usernames', BY_EMAIL, byEmail, RECREATE],
    [
      'that are aliases',
      { AliasAttributes: ['email'] },
      byEmail.map((user, at) => ({ ...user, username: `user-${at}` })),
      {}
    ],
    [
      'that are preferred names',
      { AliasAttributes: ['preferred_username'] },
      ['countess', 'Countess'].map((preferred_username, at) => ({
        username: `user-${at}`,
        attributes: { preferred_username }
      })),
      {}
    ]
  ])(
    '%s, block the restore before its first write',
    async (_what, signIn, users, policies) => {
      const snapshot = await lab.exportOf(await poolWith(signIn, true, users))
      const target = await poolWith(signIn, false)
      for (const dryRun of [true, false]) {
        const run = await lab.restore(snapshot, target, { ...policies, dryRun })
        expect(run.failure?.code).toBe('restore-blocked')
        expect(run.failure?.message).toContain(
          '1 user of the snapshot would collide'
        )
        expect(run.writes).toEqual([])
      }
      expect(lab.simulator.poolState(target).users).toEqual([])
      const other = await poolWith(signIn, true)
      const run = await lab.restore(snapshot, other, policies)
      expect(run.outcome.usersCreated).toBe(2)
    }
  )

  test.each(SUBS)('can be restored one by one, by the sub %s', async sub => {
    const snapshot = await lab.exportOf(await poolWith(BY_EMAIL, true, byEmail))
    const target = await poolWith(BY_EMAIL, false)
    const run = await lab.restore(snapshot, target, {
      ...RECREATE,
      onlyUsers: onlyUsers([sub])
    })
    expect(run.failure).toBeUndefined()
    const email = emails[SUBS.indexOf(sub)]
    expect(lab.simulator.poolState(target).users).toMatchObject([
      { attributes: { email } }
    ])
  })
})
