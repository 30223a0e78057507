import { afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { ListedKind } from '../../src/snapshot/parts/part-kinds.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec
} from '../../src/snapshot/records.ts'
import {
  forge,
  judgeByRestore,
  judgeByVerify,
  type Objects
} from '../fixtures/damaged-snapshots.ts'
import { forgePart, gzipLines } from '../fixtures/forged-snapshots.ts'
import { ADDRESS, smallSnapshot } from '../fixtures/small-snapshot.ts'
import { groupRecord, userRecord } from '../fixtures/snapshot-records.ts'

/*
 * What a forger with a valid manifest may try: every digest fits, and the reader
 * has nothing but the format itself to hold the content against.
 */

let SNAPSHOT: Awaited<ReturnType<typeof smallSnapshot>>
beforeAll(async () => {
  SNAPSHOT = await smallSnapshot(
    {
      users: [userRecord(), userRecord({ username: 'eva', sub: 'sub-of-eva' })],
      groups: [groupRecord()],
      memberships: [{ group: 'admins', username: 'ada' }]
    },
    ADDRESS,
    'v1'
  )
})
const USER = userCodec.encode(userRecord())
const GROUP = groupCodec.encode(groupRecord())
const MEMBERSHIP = membershipCodec.encode({ group: 'admins', username: 'ada' })

async function expectRefused(objects: Objects, code: string): Promise<void> {
  expect(await judgeByRestore(objects)).toEqual({ code, writes: [] })
  const { codes } = await judgeByVerify(objects)
  expect(codes).toContain(code)
}

afterEach(() => {
  const fresh: Record<string, unknown> = {}
  expect(fresh['admin']).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(Object.keys(Array.prototype)).toEqual([])
})

describe('hostile JSON', () => {
  const inUser = (from: string | RegExp, to: string) => USER.replace(from, to)
  const cases: [string, ListedKind, string][] = [
    [
      'a prototype in a user',
      'users',
      inUser('{', '{"__proto__":{"admin":1},')
    ],
    [
      'a prototype for attributes',
      'users',
      inUser(
        /"attributes":\{[^}]*\}/,
        '"attributes":{"__proto__":{"admin":"1"}}'
      )
    ],
    [
      'a name that is empty among attributes',
      'users',
      inUser('"attributes":{', '"attributes":{"":"x",')
    ],
    [
      'a list for attributes',
      'users',
      inUser(/"attributes":\{[^}]*\}/, '"attributes":[]')
    ],
    ['a field twice', 'users', inUser('{', '{"username":"mallory",')],
    [
      'an attribute twice',
      'users',
      inUser('"attributes":{', '"attributes":{"email":"m@example.com",')
    ],
    ['a field too many', 'users', inUser(/\}$/, ',"isAdmin":true}')],
    ['a field too few', 'users', inUser('"enabled":true,', '')],
    [
      'an attribute that is an object',
      'users',
      inUser('"ada@example.com"', '{}')
    ],
    [
      'an attribute that is a list',
      'users',
      inUser('"ada@example.com"', '["a"]')
    ],
    ['an attribute that is a number', 'users', inUser('"true"', '1')],
    [
      'an enabled flag as text',
      'users',
      inUser('"enabled":true', '"enabled":"x"')
    ],
    ['a username that is null', 'users', inUser('"ada"', 'null')],
    ['a username that is empty', 'users', inUser('"ada"', '""')],
    ['a username as an escape', 'users', inUser('"ada"', '"\\u0061da"')],
    [
      'a reason that there is not',
      'users',
      inUser('"skip":[]', '"skip":["x"]')
    ],
    ['white space', 'users', inUser(',', ', ')],
    ['a byte order mark', 'users', `\ufeff${USER}`],
    ['a comment', 'users', `${USER}//`],
    ['two records on a line', 'users', USER + USER],
    ['a list of records', 'users', `[${USER}]`],
    [
      'another order',
      'users',
      inUser(/^\{("username":"ada"),/, '{').replace(/\}$/, ',"username":"ada"}')
    ],
    [
      'no time',
      'users',
      inUser(/"createdAt":"[^"]*"/, '"createdAt":"yesterday"')
    ],
    ['null', 'users', 'null'],
    ['a text', 'users', '"x"'],
    ['deep nesting', 'users', '['.repeat(1_000_000)],
    [
      'nesting within a record',
      'users',
      inUser(
        '"ada@example.com"',
        `${'['.repeat(200_000)}${']'.repeat(200_000)}`
      )
    ],
    [
      'a precedence of minus zero',
      'groups',
      GROUP.replace('"precedence":null', '"precedence":-0')
    ],
    [
      'a precedence of half',
      'groups',
      GROUP.replace('"precedence":null', '"precedence":0.5')
    ],
    [
      'a precedence as an exponent',
      'groups',
      GROUP.replace('"precedence":null', '"precedence":1e3')
    ],
    [
      'a precedence past all integers',
      'groups',
      GROUP.replace('"precedence":null', '"precedence":9007199254740993')
    ],
    [
      'a precedence past all numbers',
      'groups',
      GROUP.replace('"precedence":null', '"precedence":1e999')
    ],
    [
      'a prototype in a group',
      'groups',
      GROUP.replace('{', '{"__proto__":{"admin":1},')
    ],
    [
      'a prototype in a membership',
      'memberships',
      MEMBERSHIP.replace('{', '{"__proto__":{"admin":1},')
    ],
    [
      'a membership of all',
      'memberships',
      '{"group":"admins","username":["ada"]}'
    ],
    [
      'a prototype in the definition',
      'pool',
      '{"userPool":{"__proto__":{"admin":1}}}'
    ],
    ['a definition that is a list', 'pool', '[{"userPool":{}}]'],
    ['a definition with a key twice', 'pool', '{"userPool":{},"userPool":{}}']
  ]

  test.each(cases)('%s (%s) is refused', async (_what, kind, line) => {
    const objects = forgePart(SNAPSHOT, { kind, bytes: gzipLines(line) })
    await expectRefused(objects, 'snapshot-invalid')
  })

  test('there is enough of it', () => {
    expect(cases.length).toBeGreaterThanOrEqual(38)
  })
})

describe('text that asks to be taken for more than text', () => {
  test.each(['${env:AWS_SECRET_ACCESS_KEY}', '{{7*7}}', '$(id)', '%s%n'])(
    '%s is restored as it is',
    async value => {
      const record = userRecord({ attributes: { name: value } })
      const { objects } = await smallSnapshot(
        { users: [record] },
        ADDRESS,
        'v1'
      )
      expect(await judgeByVerify(objects)).toMatchObject({ codes: [] })
    }
  )
})

describe('records that contradict each other', () => {
  const part = (kind: ListedKind, ...lines: string[]) =>
    forgePart(SNAPSHOT, {
      kind,
      bytes: gzipLines(...lines),
      records: lines.length
    })

  test('a user twice', async () => {
    const objects = part('users', USER, USER)
    await expectRefused(objects, 'snapshot-duplicate')
  })

  test('a group twice, the second with a role', async () => {
    const { roleArn } = { roleArn: 'arn:aws:iam::111122223333:role/admin' }
    const objects = part(
      'groups',
      GROUP,
      groupCodec.encode(groupRecord({ roleArn }))
    )
    await expectRefused(objects, 'snapshot-duplicate')
  })

  test('a membership of a group that only the target may have', async () => {
    const stranger = { group: 'owners', username: 'ada' }
    const objects = part('memberships', membershipCodec.encode(stranger))
    await expectRefused(objects, 'snapshot-membership')
  })

  test('a membership of nobody is told, and restored to nobody', async () => {
    const stranger = { group: 'admins', username: 'nobody' }
    const objects = part('memberships', membershipCodec.encode(stranger))
    expect(await judgeByVerify(objects)).toEqual({
      code: 'none',
      codes: ['membership-of-nobody']
    })
    const { code, writes } = await judgeByRestore(objects)
    expect(code).toBe('none')
    expect(writes).not.toContain('AdminAddUserToGroup')
  })

  test.each<[string, Parameters<typeof forge>[1]]>([
    ['of users by status', m => (m.counts.byStatus = { CONFIRMED: 1 })],
    ['of skipped users', m => (m.counts.skipped.federated = 1)],
    ['of unknown MFA', m => (m.counts.mfaUnknown = 2)]
  ])('counts %s that differ', async (_what, change) => {
    await expectRefused(forge(SNAPSHOT, change), 'snapshot-counts')
  })
})

describe('a manifest that names what it must not', () => {
  test.each([
    '../../another-pool/users/part-00000.ndjson.gz',
    '/etc/passwd',
    'users/../users/part-00000.ndjson.gz',
    'users/part-0.ndjson.gz'
  ])('%s', async key => {
    const objects = forge(SNAPSHOT, manifest => {
      for (const object of manifest.objects) {
        if (object.kind === 'users' && object.index === 0) object.key = key
      }
    })
    await expectRefused(objects, 'manifest-invalid')
  })
})
