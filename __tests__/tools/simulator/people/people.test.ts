import { describe, expect, test } from '@jest/globals'
import { readAttributes } from '../../../../simulator/cognito/state/attributes.ts'
import { Members } from '../../../../simulator/cognito/protocol/members.ts'
import {
  groupNameShape,
  usernameShape
} from '../../../../simulator/cognito/protocol/shapes.ts'
import type { User } from '../../../../simulator/cognito/state/user.ts'
import { groupAt } from '../../../../simulator/people/groups.ts'
import {
  hostileUsernames,
  hostileValues
} from '../../../../simulator/people/hostile.ts'
import type {
  PeopleOptions,
  SignIn
} from '../../../../simulator/people/options.ts'
import { personAt } from '../../../../simulator/people/person.ts'
import { poolSettings } from '../../../../simulator/people/pools.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { attributeList } from '../fixtures.ts'

const options: PeopleOptions = {
  seed: 1,
  signIn: 'username',
  mfa: 'OPTIONAL',
  disabledShare: 0.02,
  federatedShare: 0.05,
  noUsernameShare: 0.1,
  totpShare: 0.1
}

const people = (count: number, changes: Partial<PeopleOptions> = {}): User[] =>
  [...Array(count).keys()].map(index =>
    personAt(index, { ...options, ...changes })
  )

describe('synthetic people', () => {
  test('are the same for the same seed, however many there are', () => {
    expect(people(100)).toEqual(people(300).slice(0, 100))
  })

  test('are others for another seed', () => {
    const subs = new Set(people(100).map(({ sub }) => sub))
    expect(people(100, { seed: 2 }).some(({ sub }) => subs.has(sub))).toBe(
      false
    )
  })

  test.each<SignIn>(['username', 'email', 'phone', 'alias'])(
    'of a pool with sign-in by %s have names and attributes that Cognito accepts',
    signIn => {
      const { schema } = poolSettings('pool', signIn, 'OFF')
      for (const user of people(1000, { signIn })) {
        expect(
          new Members({ Username: user.username }).string(
            'Username',
            usernameShape
          )
        ).toBe(user.username)
        const { identities, ...attributes } = Object.fromEntries(
          user.attributes
        )
        expect(identities !== undefined).toBe(
          user.status === 'EXTERNAL_PROVIDER'
        )
        const list = attributeList(attributes)
        expect(readAttributes(schema, list, 'create').size).toBe(list.length)
      }
    }
  )

  test('are all different', () => {
    const all = people(5000)
    expect(new Set(all.map(({ sub }) => sub)).size).toBe(5000)
    expect(
      new Set(all.map(({ username }) => username.toLowerCase())).size
    ).toBe(5000)
  })

  test('come in the shares asked for', () => {
    const all = people(5000)
    const count = (is: (user: User) => boolean) => all.filter(is).length
    expect(count(user => !user.enabled)).toBeCloseTo(100, -1)
    expect(count(({ status }) => status === 'EXTERNAL_PROVIDER')).toBeCloseTo(
      250,
      -1
    )
    const nameless = count(({ username, sub }) => username === sub)
    expect(nameless).toBeGreaterThan(450)
    expect(nameless).toBeLessThan(510)
    expect(people(200, { federatedShare: 0 }).map(u => u.status)).not.toContain(
      'EXTERNAL_PROVIDER'
    )
  })

  test('have an authenticator app in the share asked for, half of them listed', () => {
    const all = people(5000)
    const confirmed = all.filter(({ status }) => status === 'CONFIRMED')
    const apps = all.filter(({ mfa }) => mfa?.softwareTokenRegistered)
    const listed = all.filter(({ mfa }) => mfa?.softwareToken)
    expect(apps.length / confirmed.length).toBeCloseTo(0.1, 2)
    expect(listed.length / apps.length).toBeCloseTo(0.5, 1)
    for (const { status } of apps) expect(status).toBe('CONFIRMED')
    for (const { mfa } of listed)
      expect(mfa?.preferred).toBe('SOFTWARE_TOKEN_MFA')
    const none = people(500, { totpShare: 0 })
    expect(none.some(({ mfa }) => mfa?.softwareTokenRegistered)).toBe(false)
  })

  test('bring every hostile name and value once there are sixty of them', () => {
    const all = people(60)
    const usernames = all.map(({ username }) => username)
    const values = all.map(user => user.attributes.get('custom:note'))
    expect(usernames).toEqual(expect.arrayContaining([...hostileUsernames]))
    expect(values).toEqual(expect.arrayContaining([...hostileValues]))
    expect(people(50).map(({ username }) => username)).toContain('##[error]x')
  })

  test('have a sub of the shape that pools give out, its first digit evenly spread', () => {
    const firsts = new Map<string, number>()
    for (const { sub } of people(4000)) {
      expect(sub).toMatch(
        /^.4.8.4.8-.0.1-70[0-9a-f]{2}-[cd][0-9a-f]{3}-[0-9a-f]{12}$/
      )
      firsts.set(sub.charAt(0), (firsts.get(sub.charAt(0)) ?? 0) + 1)
    }
    expect(firsts.size).toBe(16)
    for (const count of firsts.values()) {
      expect(count).toBeGreaterThan(180)
      expect(count).toBeLessThan(330)
    }
  })

  test('in pools that sign in by e-mail or phone have their sub for a name', () => {
    for (const signIn of ['email', 'phone'] as const)
      for (const user of people(300, { signIn, federatedShare: 0 })) {
        expect(user.username).toBe(user.sub)
        expect(
          user.attributes.has(signIn === 'email' ? 'email' : 'phone_number')
        ).toBe(true)
      }
  })
})

describe('synthetic groups', () => {
  const groups = [...Array(40).keys()].map(index =>
    groupAt(index, 1, '123456789012')
  )

  test('have different names that Cognito accepts', () => {
    expect(new Set(groups.map(({ name }) => name)).size).toBe(40)
    for (const { name } of groups)
      expect(
        new Members({ GroupName: name }).string('GroupName', groupNameShape)
      ).toBe(name)
  })

  test('have a precedence of zero, of nothing, and some share one', () => {
    const precedences = groups.map(({ precedence }) => precedence)
    expect(precedences[0]).toBe(0)
    expect(precedences).toContain(undefined)
    expect(new Set(precedences).size).toBeLessThan(30)
  })
})

test('a share of all users is in one group each', async () => {
  const simulator = await startSimulator({
    users: 200,
    groups: 4,
    membershipsPerUser: 0.25
  })
  try {
    const { users } = simulator.poolState(simulator.userPoolId)
    const counts = users.map(({ groups }) => groups.length)
    expect(Math.max(...counts)).toBe(1)
    const members = counts.filter(count => count === 1).length
    expect(members).toBeGreaterThan(30)
    expect(members).toBeLessThan(70)
  } finally {
    await simulator.close()
  }
})
