import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import type { PoolDescription } from '../../../../../src/cognito/describe-pool.ts'
import type { PoolUser } from '../../../../../src/cognito/users.ts'
import {
  attributesDigest,
  isCompared
} from '../../../../../src/restore/target/attributes-digest.ts'
import { ImportedUsers } from '../../../../../src/restore/apply/import/imported-users.ts'
import { attribute } from '../../../../fixtures/preflight-facts.ts'
import {
  descriptionWith,
  poolUser
} from '../../../../fixtures/restore-plans.ts'
import { anyAttributeName, anyText } from '../../../../fixtures/any-records.ts'

const SINCE = Date.parse('2026-11-23T02:00:00Z')
const SUB = '7438d4b8-0123-7456-8789-00000000ada0'
const FLAG = (email_verified: string) => ({
  email: 'ada@example.com',
  email_verified
})
const BY_EMAIL = { usernameAttributes: ['email'] }

const user = (username: string, changes: Partial<PoolUser> = {}) =>
  poolUser(username, { sub: SUB, createdAt: new Date(SINCE), ...changes })

function among(
  users: readonly PoolUser[],
  description: Partial<PoolDescription> = {}
) {
  const imported = new ImportedUsers(descriptionWith(description), SINCE)
  for (const one of users) imported.add(one)
  return imported
}

describe('an imported user', () => {
  test('is found by the name of the file, with sub and attributes', () => {
    const ada = user('ada')
    expect(among([ada]).find('ada')).toEqual({
      username: 'ada',
      sub: SUB,
      digest: attributesDigest(ada.attributes)
    })
  })

  test.each(['eva', 'Ada', 'ad', 'adaa', ''])('is not %j', name => {
    expect(among([user('ada')]).find(name)).toBeUndefined()
  })

  test('is found whatever the case, where the pool does not mind', () => {
    const users = among([user('Ada')], { caseSensitive: false })
    expect(users.find('aDA')).toMatchObject({ username: 'aDA', sub: SUB })
  })

  test.each([
    ['ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['00000000-0000-0000-0000-000000000000'],
    ['0000000a-0b00-c000-0d00-0e0000000f00'],
    ['sub-of-ada'],
    ['7438D4B8-0123-7456-8789-00000000ADA0'],
    ['7438d4b8-0123-7456-8789-00000000ada0 ']
  ])('may have any sub: %s', sub => {
    expect(among([user('ada', { sub })]).find('ada')?.sub).toBe(sub)
  })

  test('is counted once, however often it is listed', () => {
    const odd = user('eva', { sub: 'no uuid' })
    const users = among([user('ada'), odd, user('ada'), odd])
    expect(users.size).toBe(2)
  })
})

describe('a user of a pool without usernames', () => {
  const listed = user(SUB, { attributes: { email: 'ada@example.com' } })

  test('is found by the address, under the name that Cognito made up', () => {
    const users = among([listed], BY_EMAIL)
    expect(users.find('ada@example.com')).toEqual({
      username: SUB,
      sub: SUB,
      digest: attributesDigest(listed.attributes)
    })
    expect(users.find(SUB)).toBeUndefined()
  })

  test('may have another name than the sub', () => {
    const users = among([{ ...listed, username: 'made-up' }], BY_EMAIL)
    expect(users.find('ada@example.com')).toMatchObject({
      username: 'made-up',
      sub: SUB
    })
  })

  test('is found by either address, and counted once', () => {
    const attributes = { email: 'ada@example.com', phone_number: '+123' }
    const usernameAttributes = ['email', 'phone_number']
    for (const username of [SUB, 'made-up']) {
      const one = user(username, { attributes })
      const users = among([one, one], { usernameAttributes })
      expect(users.find('ada@example.com')).toMatchObject({ username })
      expect(users.find('+123')).toMatchObject({ username })
      expect(users.size).toBe(1)
    }
  })

  test('is found by no address that is not a username', () => {
    const attributes = { email: 'ada@example.com', phone_number: '+123' }
    const users = among([user(SUB, { attributes })], BY_EMAIL)
    expect(users.find('+123')).toBeUndefined()
    expect(among([user(SUB, { attributes: {} })], BY_EMAIL).size).toBe(0)
  })
})

describe('nobody else is taken for imported', () => {
  test.each(['CONFIRMED', 'RESET_REQUIRED'])('but who is %s', status => {
    expect(among([user('ada', { status })]).size).toBe(1)
  })

  test.each(['UNCONFIRMED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'])(
    'not who is %s',
    status => {
      const users = among([user('ada', { status })])
      expect([users.size, users.find('ada')]).toEqual([0, undefined])
    }
  )

  test('not who was there before the import', () => {
    const createdAt = new Date(SINCE - 1)
    const users = among([user('ada', { createdAt })])
    expect([users.size, users.find('ada')]).toEqual([0, undefined])
  })
})

/** A name and a sub that are no other number's. */
const numbered = (at: number) => {
  const sub = `${at.toString(16).padStart(8, '0')}-1f7b-4a7e-9a43-1d2f3b4c5d6e`
  return user(`user${at}`, { sub, attributes: { name: `${at % 7}` } })
}

test('more users than one block holds are all found, and nobody else', () => {
  const count = 66_000
  const users = new ImportedUsers(descriptionWith(), SINCE)
  for (let at = 0; at < count; at += 1) users.add(numbered(at))
  // Twice, as a second listing would.
  for (let at = 0; at < count; at += 100) users.add(numbered(at))
  expect(users.size).toBe(count)
  const digests = Array.from({ length: 7 }, (_, at) =>
    attributesDigest({ name: `${at}` })
  )
  const wrong: number[] = []
  for (let at = 0; at < count; at += 1) {
    const { username, sub } = numbered(at)
    const found = users.find(username)
    const isRight =
      found?.username === username &&
      found.sub === sub &&
      found.digest === digests[at % 7]
    if (!isRight) wrong.push(at)
  }
  expect(wrong).toEqual([])
  for (let at = count; at < count + 1000; at += 1) {
    expect(users.find(`user${at}`)).toBeUndefined()
  }
})

test('among any users exactly those are found who were added', () => {
  const anyName = fc.oneof(
    // Half a surrogate pair is no UTF-8, in which names come and go.
    anyText.filter(text => text.isWellFormed()),
    fc.constantFrom('ada', 'Ada', 'ADA', '__proto__', 'constructor', '')
  )
  const anyUser = fc.record({
    name: anyName,
    sub: fc.oneof(fc.uuid(), fc.constantFrom('x', randomUUID().toUpperCase())),
    isNamedBySub: fc.boolean(),
    attributes: fc.dictionary(anyAttributeName, anyText, {
      maxKeys: 3,
      noNullPrototype: true
    })
  })
  const scene = fc.record({
    people: fc.array(anyUser, { maxLength: 30 }),
    others: fc.array(anyName, { maxLength: 10 }),
    caseSensitive: fc.boolean(),
    isByEmail: fc.boolean()
  })
  fc.assert(
    fc.property(scene, ({ people, others, caseSensitive, isByEmail }) => {
      const key = (name: string) => (caseSensitive ? name : name.toLowerCase())
      // Names are nobody else's in a pool.
      const unique = new Map(people.map(one => [key(one.name), one]))
      const users = among(
        [...unique.values()].map(({ name, sub, isNamedBySub, attributes }) =>
          isByEmail
            ? user(isNamedBySub ? sub : 'made-up', {
                sub,
                attributes: { ...attributes, email: name }
              })
            : user(name, { sub, attributes })
        ),
        { caseSensitive, usernameAttributes: isByEmail ? ['email'] : [] }
      )
      expect(users.size).toBe(unique.size)
      for (const { name, sub, isNamedBySub, attributes } of unique.values()) {
        const username = isNamedBySub ? sub : 'made-up'
        const found = users.find(name)
        expect(found).toMatchObject({
          sub,
          digest: attributesDigest(
            isByEmail ? { ...attributes, email: name } : attributes
          )
        })
        const expected = isByEmail ? username : name
        expect(found && key(found.username)).toBe(key(expected))
      }
      for (const name of others) {
        expect(users.find(name) !== undefined).toBe(unique.has(key(name)))
      }
    })
  )
})

const anyAttributes = fc.dictionary(
  fc.oneof(
    fc.constantFrom('email', 'email_verified', 'name', 'custom:a'),
    anyAttributeName
  ),
  fc.oneof(anyText, fc.constantFrom('', 'true', 'false', 'False')),
  { noNullPrototype: true }
)

describe('the digest of attributes', () => {
  test('does not depend on their order', () => {
    fc.assert(
      fc.property(anyAttributes, attributes => {
        const backwards = Object.fromEntries(
          Object.entries(attributes).reverse()
        )
        const digest = attributesDigest(attributes)
        expect(digest).toMatch(/^[0-9a-f]{16}$/)
        expect(attributesDigest(backwards)).toBe(digest)
      })
    )
  })

  test('does not depend on what says nothing', () => {
    fc.assert(
      fc.property(anyAttributes, attributes => {
        const { email_verified: _, nickname: __, ...told } = attributes
        const digest = attributesDigest(told)
        for (const silent of [
          { nickname: '' },
          { email_verified: 'false' },
          { email_verified: 'False' },
          { phone_number_verified: 'false' },
          { sub: SUB },
          { identities: '[]' },
          { 'cognito:user_status': 'CONFIRMED' }
        ]) {
          expect(attributesDigest({ ...silent, ...told })).toBe(
            attributesDigest({ ...silent, ...told, ...silent })
          )
          expect(attributesDigest({ ...told, ...silent })).toBe(digest)
        }
      })
    )
  })

  test('is another one for other attributes', () => {
    const told = (attributes: Record<string, string>) =>
      Object.entries(attributes)
        .filter(([name, value]) => isCompared(name, value))
        .sort(([a], [b]) => (a < b ? -1 : 1))
    fc.assert(
      fc.property(anyAttributes, anyAttributes, (one, other) => {
        const isSame = JSON.stringify(told(one)) === JSON.stringify(told(other))
        expect(attributesDigest(one) === attributesDigest(other)).toBe(isSame)
      })
    )
  })

  test.each([
    [{ name: 'a' }, { name: 'b' }],
    [{ name: 'a' }, { name: 'A' }],
    [{ name: 'a' }, { name: 'a ' }],
    [{ name: 'a' }, { nickname: 'a' }],
    [{ name: 'a' }, {}],
    [{ email_verified: 'true' }, {}],
    [{ name: 'a,b' }, { name: 'a\\,b' }],
    [{ 'custom:a': '["b"' }, { 'custom:a["b"': '' }]
  ])('tells %j from %j', (one, other) => {
    expect(attributesDigest(one as Record<string, string>)).not.toBe(
      attributesDigest(other)
    )
  })
})

test('a Boolean is the same however it is spelled', () => {
  const schema = [attribute('custom:member', { type: 'Boolean' })]
  const users = among(
    [
      user('ada', { attributes: { ...FLAG('true'), 'custom:member': 'false' } })
    ],
    { schema }
  )
  const ada = users.find('ada')
  if (ada === undefined) throw new Error('ada is there')
  const has = (attributes: Record<string, string>) =>
    users.hasAttributes(ada, attributes)
  expect(has({ ...FLAG('True'), 'custom:member': 'False' })).toBe(true)
  expect(has({ ...FLAG('True'), 'custom:member': 'True' })).toBe(false)
})

test('a custom attribute that ends like a flag is told in full', () => {
  expect(attributesDigest({ 'custom:age_verified': 'false' })).not.toBe(
    attributesDigest({})
  )
})
