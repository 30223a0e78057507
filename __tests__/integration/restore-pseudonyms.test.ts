import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { PseudonymKey } from '../../src/restore/pseudonyms/key.ts'
import { isPoolWrite } from '../fixtures/action-runs.ts'
import { BY_JOB } from '../fixtures/by-import.ts'
import {
  openPseudonymsLab,
  STABLE,
  type PseudonymsLab
} from '../fixtures/pseudonyms-lab.ts'
import type { RestoreRun } from '../fixtures/restore-lab.ts'
import { createTarget } from '../fixtures/restore-runs.ts'

/** Of each of the four kinds; some are in every group, and some in none. */
const USERS = 40

const REFUSED = {
  status: 400,
  errorName: 'ExpiredTokenException',
  message: 'The security token included in the request is expired'
}

let creationsLeft = Infinity
const open = (signIn: Parameters<typeof openPseudonymsLab>[0]) =>
  openPseudonymsLab(signIn, USERS, ({ operation }) =>
    operation === 'AdminCreateUser' && creationsLeft-- <= 0
      ? REFUSED
      : undefined
  )

const some = ({ peopleIn }: PseudonymsLab, count: number) => ({
  by: 'only-users' as const,
  names: peopleIn()
    .slice(0, count)
    .map(({ sub }) => sub)
})

describe.each(['username', 'alias', 'email', 'phone'] as const)(
  'users who sign in by %s, made up',
  signIn => {
    let opened: PseudonymsLab
    let pool: string
    let planned: RestoreRun
    let run: RestoreRun

    beforeAll(async () => {
      opened = await open(signIn)
      const { lab, snapshot, newTarget } = opened
      pool = await newTarget()
      planned = await lab.restore(snapshot, pool, { ...STABLE, dryRun: true })
      run = await lab.restore(snapshot, pool, STABLE)
    })
    afterAll(() => opened.lab.close())

    test('are all accepted, as planned, without a message', () => {
      const { outcome, failure, messagesSent } = run
      expect(failure).toBeUndefined()
      expect(outcome).toMatchObject({ isPseudonymised: true, usersFailed: 0 })
      expect(outcome.usersCreated).toBe(USERS - (outcome.skippedUsers ?? NaN))
      expect(outcome.usersCreated).toBeGreaterThan(USERS / 2)
      expect(outcome.usersCreated).toBe(planned.outcome.usersCreated)
      expect(planned.writes).toEqual([])
      expect(messagesSent).toBe(0)
    })

    test('are the same in another pool, and nothing of the real ones is sent', async () => {
      const { lab, snapshot, newTarget, comparable } = opened
      const other = await newTarget()
      await lab.restore(snapshot, other, STABLE)
      expect(comparable(other)).toEqual(comparable(pool))
      expect(opened.realTextsSent()).toEqual([])
      const texts = [...opened.sent.texts]
      const { key } = STABLE.pseudonyms
      expect(texts.filter(text => text.includes(key))).toEqual([])
    })

    test('are all found again, by proof, and nothing is written', async () => {
      const { lab, snapshot } = opened
      const again = await lab.restore(snapshot, pool, {
        ...STABLE,
        existingUsers: 'update'
      })
      expect(again.failure).toBeUndefined()
      expect(again.outcome).toMatchObject({ usersCreated: 0, conflicts: 0 })
      expect(again.writes.filter(isPoolWrite)).toEqual([])
    })

    test('keep flags, groups and the kept attribute', () => {
      const { peopleIn } = opened
      const made = new Map(peopleIn(pool).map(user => [user.sub, user]))
      const people = new Map(peopleIn().map(user => [user.sub, user]))
      const restored = [...run.lines.values()].filter(one => one.newSub)
      expect(restored.length).toBe(made.size)
      for (const { oldSub, newSub } of restored) {
        expect(kept(made.get(newSub ?? ''))).toEqual(kept(people.get(oldSub)))
      }
    })

    test('have nothing of the real ones in the report but their subs', () => {
      const names = new Set(opened.peopleIn().map(({ username }) => username))
      const { lines } = run
      expect(lines.size).toBe(USERS)
      expect([...lines.keys()].filter(name => names.has(name))).toEqual([])
    })

    test('are continued with after a run that stopped', async () => {
      const { lab, snapshot, newTarget, comparable } = opened
      const [whole, stopped] = [await newTarget(), await newTarget()]
      const policies = { ...STABLE, onlyUsers: some(opened, 12) }
      await lab.restore(snapshot, whole, policies)
      creationsLeft = 4
      const broken = await lab.restore(snapshot, stopped, policies)
      creationsLeft = Infinity
      expect(broken.failure).toBeDefined()
      const left = comparable(stopped).length
      expect(left).toBeLessThan(comparable(whole).length)
      const next = await lab.restore(snapshot, stopped, policies)
      expect(next.failure).toBeUndefined()
      expect(comparable(stopped)).toEqual(comparable(whole))
    })

    test('go into no pool with a real user, nor into one of another key', async () => {
      const { lab, snapshot } = opened
      const pseudonyms = { ...STABLE.pseudonyms, key: 'l'.repeat(32) }
      const otherKey = await lab.restore(snapshot, pool, {
        ...STABLE,
        pseudonyms
      })
      lab.simulator.addUser(pool, {
        username: '5f0c3a52-0000-4000-8000-000000000001',
        attributes: { email: 'ada@private.example' }
      })
      const real = await lab.restore(snapshot, pool, STABLE)
      for (const { failure, writes } of [otherKey, real]) {
        expect(failure).toMatchObject({
          code: 'restore-blocked',
          message: expect.stringContaining('pseudonym-key did not make')
        })
        expect(writes).toEqual([])
      }
    })
  }
)

function kept(user?: ReturnType<PseudonymsLab['peopleIn']>[number]) {
  const { email_verified, phone_number_verified, ...others } =
    user?.attributes ?? {}
  return {
    enabled: user?.enabled,
    groups: user?.groups,
    flags: [email_verified, phone_number_verified],
    department: others['custom:department']
  }
}

describe('made-up users', () => {
  let opened: PseudonymsLab
  beforeAll(async () => {
    opened = await open('alias')
  })
  afterAll(() => opened.lab.close())

  test('come by an import job as by the API', async () => {
    const { lab, snapshot, newTarget, peopleIn } = opened
    const [byJob, byApi] = [await newTarget(), await newTarget()]
    const run = await lab.restore(snapshot, byJob, { ...STABLE, ...BY_JOB })
    expect(run.failure).toBeUndefined()
    expect(run.outcome.importJobs.length).toBeGreaterThan(0)
    expect(run.messagesSent).toBe(0)
    await lab.restore(snapshot, byApi, STABLE)
    const attributesIn = (pool: string) =>
      new Map(peopleIn(pool).map(one => [one.username, one.attributes]))
    expect(attributesIn(byJob)).toEqual(attributesIn(byApi))
    const again = await lab.restore(snapshot, byJob, STABLE)
    expect(again.outcome).toMatchObject({ usersCreated: 0, conflicts: 0 })
  })

  test.each([
    [
      'an attribute to keep that the pool lacks',
      {},
      ['custom:department', 'custom:plna'],
      /lacks these attributes of the input keep-attributes: /
    ],
    [
      'addresses too short for a made-up one',
      {
        UsernameAttributes: ['email'],
        Schema: [
          {
            Name: 'email',
            AttributeDataType: 'String',
            StringAttributeConstraints: { MaxLength: '40' }
          }
        ]
      },
      [],
      /made-up email of 45 characters, and the target pool takes at most 40/
    ]
  ])('are refused for %s', async (_, settings, keep, message) => {
    const { lab, snapshot } = opened
    const pool = await createTarget(lab.simulator, settings)
    const pseudonyms = { ...STABLE.pseudonyms, keep }
    const run = await lab.restore(snapshot, pool, { ...STABLE, pseudonyms })
    expect(run.failure?.code).toBe('input')
    expect(run.failure?.message).toMatch(message)
    expect(run.writes).toEqual([])
  })

  test('keep their numbers when a later snapshot brings rivals for them', async () => {
    const { lab, newTarget, peopleIn } = opened
    const { userPoolId } = lab.simulator
    const [first, rival] = rivals()
    const signUp = (username: string, sub: string, phone_number: string) =>
      lab.simulator.addUser(userPoolId, {
        username,
        sub,
        attributes: { phone_number, phone_number_verified: 'true' }
      })
    signUp('first', first, '+493012345677')
    const pool = await newTarget()
    await lab.restore(await lab.exportOf(userPoolId), pool, STABLE)
    const numbersIn = () =>
      new Map(
        peopleIn(pool).map(one => [
          one.username,
          one.attributes['phone_number']
        ])
      )
    const before = numbersIn()
    signUp('rival', rival, '+493012345678')
    const later = await lab.exportOf(userPoolId)
    const run = await lab.restore(later, pool, STABLE)
    expect(run.failure).toBeUndefined()
    expect(run.outcome).toMatchObject({ usersCreated: 1, conflicts: 0 })
    const after = numbersIn()
    expect(new Map([...after].filter(([name]) => before.has(name)))).toEqual(
      before
    )
  })

  /** Subs with a right to the same number; the right of the second is stronger. */
  function rivals(): [string, string] {
    const { userPoolId } = opened.lab.simulator
    const key = new PseudonymKey(STABLE.pseudonyms.key, userPoolId)
    const byNumber = new Map<bigint, { sub: string; digest: bigint }>()
    for (let at = 0; ; at += 1) {
      const sub = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
      const digest = key.digest(sub, 'phone_number').readBigUInt64BE()
      const other = byNumber.get(digest % 8_000_000n)
      if (other !== undefined) {
        return digest < other.digest ? [other.sub, sub] : [sub, other.sub]
      }
      byNumber.set(digest % 8_000_000n, { sub, digest })
    }
  }

  test('differ from what a restore of the real ones would send', async () => {
    const { lab, snapshot, newTarget } = opened
    const onlyUsers = some(opened, 3)
    await lab.restore(snapshot, await newTarget(), { onlyUsers })
    expect(opened.realTextsSent().length).toBeGreaterThan(3)
  })
})
