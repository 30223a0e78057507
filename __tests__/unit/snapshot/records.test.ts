import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  groupCodec,
  MAX_TEXT,
  membershipCodec,
  userCodec,
  type UserRecord
} from '../../../src/snapshot/records.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'
import {
  anyGroupRecord,
  anyMembershipRecord,
  anyUserRecord
} from '../../fixtures/any-records.ts'

const USER = userCodec.encode(userRecord())
const GROUP = groupCodec.encode(groupRecord())
const refusal = expect.objectContaining({
  code: 'snapshot-invalid',
  message: expect.stringMatching(/Restore from another snapshot\.$/)
})

describe('a record', () => {
  test('of a user comes back as it was', () => {
    fc.assert(
      fc.property(anyUserRecord, record => {
        expect(userCodec.decode(userCodec.encode(record))).toEqual(record)
      }),
      { numRuns: 500 }
    )
  })

  test('of a group comes back as it was', () => {
    fc.assert(
      fc.property(anyGroupRecord, record => {
        expect(groupCodec.decode(groupCodec.encode(record))).toEqual(record)
      })
    )
  })

  test('of a membership comes back as it was', () => {
    fc.assert(
      fc.property(anyMembershipRecord, record => {
        const line = membershipCodec.encode(record)
        expect(membershipCodec.decode(line)).toEqual(record)
      })
    )
  })

  test('is one line of well-formed text, whatever it holds', () => {
    fc.assert(
      fc.property(anyUserRecord, record => {
        const line = userCodec.encode(record)
        expect(line).not.toContain('\n')
        expect(line.isWellFormed()).toBe(true)
      })
    )
  })

  test('has one line, in whatever order its fields were set', () => {
    fc.assert(
      fc.property(anyUserRecord, record => {
        const reversed = Object.fromEntries(
          Object.entries({
            ...record,
            attributes: Object.fromEntries(
              Object.entries(record.attributes).reverse()
            )
          }).reverse()
        ) as UserRecord
        expect(userCodec.encode(reversed)).toBe(userCodec.encode(record))
      })
    )
  })
})

test('the line of a user is as the format describes it', () => {
  const record = userRecord({
    attributes: { 'custom:b': '2', email: 'a@b.c', 'custom:B': '1' },
    mfa: { methods: ['SMS_MFA'], preferred: 'SMS_MFA' },
    skip: ['mfa-protected']
  })
  expect(userCodec.encode(record)).toBe(
    '{"username":"ada","sub":"7438d4b8-0000-7000-8000-00000000ada0",' +
      '"status":"CONFIRMED","enabled":true,' +
      '"createdAt":"2026-01-02T03:04:05.678Z",' +
      '"modifiedAt":"2026-02-03T04:05:06.789Z",' +
      '"attributes":{"custom:B":"1","custom:b":"2","email":"a@b.c"},' +
      '"mfa":{"methods":["SMS_MFA"],"preferred":"SMS_MFA"},' +
      '"skip":["mfa-protected"]}'
  )
})

test('the lines of a group and a membership are as the format describes', () => {
  expect(GROUP).toBe(
    '{"name":"admins","description":null,"precedence":null,"roleArn":null,' +
      '"createdAt":"2026-01-02T03:04:05.678Z",' +
      '"modifiedAt":"2026-02-03T04:05:06.789Z"}'
  )
  expect(membershipCodec.encode({ username: 'ada', group: 'admins' })).toBe(
    '{"group":"admins","username":"ada"}'
  )
})

test('separators that JSON leaves alone stay inside their string', () => {
  const record = userRecord({ username: 'a\u2028b\u2029c' })
  const line = userCodec.encode(record)
  expect(line).toContain('a\u2028b\u2029c')
  expect(userCodec.decode(line)).toEqual(record)
})

describe('refused is a user record', () => {
  test.each([
    ['that is not JSON', USER.slice(0, -1)],
    ['that is no object', '"ada"'],
    ['that is null', 'null'],
    ['with white space', USER.replace(':true', ': true')],
    ['with a space after it', `${USER} `],
    ['with an extra field', USER.replace('{', '{"admin":true,')],
    ['with an extra last field', USER.replace(/}$/, ',"extra":1}')],
    ['with a field twice', USER.replace('{', '{"username":"eve",')],
    [
      'with an attribute twice',
      USER.replace('"email":', '"email":"eve","email":')
    ],
    [
      'with its fields in another order',
      USER.replace(/("username":"ada"),("sub":"[^"]+")/, '$2,$1')
    ],
    [
      'with its attributes in another order',
      USER.replace(/("email":"[^"]+"),("email_verified":"true")/, '$2,$1')
    ],
    ['with another escape of the same text', USER.replace('ada', '\\u0061da')],
    ['with a prototype', USER.replace('{', '{"__proto__":{"enabled":true},')],
    [
      'with an object as the prototype of its attributes',
      USER.replace('"attributes":{', '"attributes":{"__proto__":{"a":"b"},')
    ],
    [
      'with an attribute without a name',
      USER.replace('"attributes":{', '"attributes":{"":"x",')
    ],
    [
      'with a list of attributes',
      USER.replace(/"attributes":{[^}]*}/, '"attributes":[]')
    ],
    ['without a field', USER.replace('"enabled":true,', '')],
    ['with an empty username', USER.replace('"ada"', '""')],
    ['with a number for a username', USER.replace('"ada"', '1')],
    ['with a flag as text', USER.replace(':true', ':"true"')],
    ['with a number as an attribute', USER.replace('"ada@example.com"', '1')],
    ['with null as an attribute', USER.replace('"ada@example.com"', 'null')],
    ['with a date that is none', USER.replace('2026-01-02T03:04:05.678Z', 'x')],
    ['with an unknown reason', USER.replace('"skip":[]', '"skip":["bored"]')],
    ['with another MFA', USER.replace(/"mfa":{[^}]*}/, '"mfa":"none"')],
    ['with half an MFA', USER.replace('"methods":[],', '')],
    ['with an extra word on MFA', USER.replace('"methods"', '"a":1,"methods"')]
  ])('%s', (_what, line) => {
    expect(line).not.toBe(USER)
    expect(() => userCodec.decode(line)).toThrow(refusal)
    expect(Object.prototype).not.toHaveProperty('a')
  })
})

describe('refused is a group record', () => {
  test.each([
    ['with an extra field', GROUP.replace('{', '{"admin":true,')],
    ['with a field twice', GROUP.replace('{', '{"name":"eve",')],
    ['with a prototype', GROUP.replace('{', '{"__proto__":{},')],
    [
      'with a negative precedence',
      GROUP.replace('"precedence":null', '"precedence":-1')
    ],
    [
      'with half a precedence',
      GROUP.replace('"precedence":null', '"precedence":0.5')
    ],
    [
      'with an exponent',
      GROUP.replace('"precedence":null', '"precedence":1e2')
    ],
    ['with an empty role', GROUP.replace('"roleArn":null', '"roleArn":""')],
    ['without a name', GROUP.replace('"name":"admins",', '')]
  ])('%s', (_what, line) => {
    expect(line).not.toBe(GROUP)
    expect(() => groupCodec.decode(line)).toThrow(refusal)
  })
})

test.each([
  '{"username":"ada","group":"admins"}',
  '{"group":"admins","username":"ada","x":1}',
  '{"group":"admins","group":"a","username":"ada"}',
  '{"group":"","username":"ada"}',
  '{"group":"admins"}'
])('refused is the membership record %s', line => {
  expect(() => membershipCodec.decode(line)).toThrow(refusal)
})

test('every change of a byte of a line is refused or changes the record', () => {
  const record = userRecord()
  fc.assert(
    fc.property(
      fc.nat({ max: USER.length - 1 }),
      fc.integer({ min: 0x20, max: 0x7e }),
      (at, code) => {
        const character = String.fromCharCode(code)
        const line = USER.slice(0, at) + character + USER.slice(at + 1)
        fc.pre(line !== USER)
        let decoded: UserRecord | undefined
        try {
          decoded = userCodec.decode(line)
        } catch (error) {
          expect(error).toMatchObject({ code: 'snapshot-invalid' })
        }
        expect(decoded).not.toEqual(record)
      }
    )
  )
})

test.each([
  ['username', USER.replace('"ada"', '""')],
  ['enabled', USER.replace('"enabled":true,', '')],
  ['createdAt', USER.replace('2026-01-02', '+012026-01-02')],
  ['attributes', USER.replace('"ada@example.com"', '1')],
  ['mfa', USER.replace('"methods":[]', '"methods":[""]')]
])('a refusal names the field %s and not its value', (field, line) => {
  expect(() => userCodec.decode(line)).toThrow(
    `a user record that has a wrong or missing field ${field}. `
  )
})

test('a refusal does not name a field that the format lacks', () => {
  const line = USER.replace('{', '{"my secret":true,')
  expect(() => userCodec.decode(line)).toThrow(
    'a user record that has a wrong or missing field. '
  )
})

test('an attribute may have any name that Cognito allows', () => {
  const attributes = '{"__proto__":"a","constructor":"b","prototype":"c"}'
  const line = USER.replace(
    /"attributes":{[^}]*}/,
    `"attributes":${attributes}`
  )
  const user = userCodec.decode(line)
  expect(Object.entries(user.attributes)).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['prototype', 'c']
  ])
  expect(userCodec.encode(user)).toBe(line)
})

test('a factor may be as long as Cognito can make it', () => {
  const methods = ['x'.repeat(131_072)]
  const user = userRecord({ mfa: { methods, preferred: null } })
  expect(userCodec.decode(userCodec.encode(user))).toEqual(user)
})

test('a refusal quotes nothing of the line', () => {
  const lines = [`x${USER}`, USER.replace('true', '1'), `${USER} `]
  for (const line of lines) {
    try {
      userCodec.decode(line)
      throw new Error('it was accepted')
    } catch (error) {
      expect(error).toMatchObject({ code: 'snapshot-invalid' })
      expect(String((error as Error).stack)).not.toMatch(/\bada\b/)
      expect((error as Error).cause).toBeUndefined()
    }
  }
})

describe('a text', () => {
  const most = 'x'.repeat(MAX_TEXT)

  test('may be as long as the limit, and an attribute far longer', () => {
    const user = userRecord({
      username: most,
      attributes: { email: most + most }
    })
    expect(userCodec.decode(userCodec.encode(user))).toEqual(user)
    const group = groupRecord({ description: most, roleArn: most })
    expect(groupCodec.decode(groupCodec.encode(group))).toEqual(group)
  })

  test.each([
    () =>
      userCodec.decode(JSON.stringify({ ...userRecord(), sub: `${most}x` })),
    () =>
      groupCodec.decode(
        JSON.stringify({ ...groupRecord(), description: `${most}x` })
      ),
    () =>
      membershipCodec.decode(
        JSON.stringify({ group: 'a', username: `${most}x` })
      )
  ])('may be no longer (%#)', decode => {
    expect(decode).toThrow(refusal)
  })
})
