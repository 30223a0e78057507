import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  isPlainMembership,
  isPlainUser
} from '../../../src/snapshot/plain-lines.ts'
import {
  membershipCodec,
  userCodec,
  type Codec
} from '../../../src/snapshot/records.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

/** Of few characters, so that texts often are alike; some need an escape. */
const text = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.string({ unit: unitOf('ab:Z_0é'), maxLength: 4 })
  },
  fc.string({
    unit: unitOf('a"\\,:{}\n\0\u2028\ud83d\udd10\x7f'),
    maxLength: 4
  })
)

function unitOf(characters: string): fc.Arbitrary<string> {
  return fc.constantFrom(...characters.split(''))
}

/** JSON as no object would be printed: with names twice, in any order. */
const rawObject = (fields: fc.Arbitrary<[string, string]>[]) =>
  fc
    .tuple(...fields)
    .map(
      pairs =>
        `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`
    )

const printed = (value: fc.Arbitrary<unknown>) =>
  value.map(one => JSON.stringify(one))

const rarely = (
  arbitrary: fc.Arbitrary<string>,
  ...others: string[]
): fc.Arbitrary<string> =>
  fc.oneof({ weight: 30, arbitrary }, fc.constantFrom(...others))

const name = rarely(
  printed(text),
  '""',
  'null',
  '1',
  '"\\u0061"',
  '"\\u000A"',
  '"\\/"',
  '"\ud83d"'
)
const time = rarely(
  fc.constant('"2026-01-02T03:04:05.678Z"'),
  '"2026-13-02T03:04:05.678Z"',
  '"2026-01-32T03:04:05.678Z"',
  '"2026-01-02 03:04:05+01:00"',
  '"2026-01-02T24:04:05Z"',
  '"2026-01-02T03:04:05.1234567890Z"',
  '"2026-01-02T03:04:05Z\\n"'
)
const attributes = rarely(
  fc
    .array(fc.tuple(text, printed(text)), { maxLength: 4 })
    .map(pairs => pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
    .chain(pairs => fc.oneof(fc.constant(pairs), fc.shuffledSubarray(pairs)))
    .chain(pairs => rawObject(pairs.map(pair => fc.constant(pair)))),
  '{}',
  '[]',
  'null',
  '{"a":1}',
  '{"10":"a","9":"b"}',
  '{"9":"b","10":"a"}',
  '{"b":"x","1":"y"}',
  '{"a":"x","a":"y"}',
  '{"a":"x","b":"y","a":"z"}',
  '{"a":"\\"","a":"\\""}',
  '{"a":"\\"","b":"\\/"}',
  '{"a":"\\\\","b":"\\n\\t"}',
  '{"__proto__":"a","b":"c"}',
  '{"__proto__":{"a":"b"}}',
  '{"a":"x", "b":"y"}'
)
const mfa = rarely(
  fc.constantFrom('"unknown"', '{"methods":["A","B"],"preferred":"A"}'),
  '{"methods":[],"preferred":null}',
  '{"methods":[""],"preferred":null}',
  '{"methods":[],"preferred":""}',
  '{"preferred":null,"methods":[]}',
  '"none"'
)
const skip = rarely(
  fc.constantFrom('[]', '["federated"]', '["federated","no-username"]'),
  '["bored"]',
  '["federated",]',
  '{}'
)

const field = (key: string, value: fc.Arbitrary<string>) =>
  value.map((json): [string, string] => [key, json])

const anyOrder = (
  fields: fc.Arbitrary<[string, string]>[]
): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: rawObject(fields) },
    fc.shuffledSubarray(fields).chain(rawObject),
    rawObject(fields).map(line => `${line} `),
    rawObject([...fields, ...fields.slice(0, 1)])
  )

const userLine = anyOrder([
  field('username', name),
  field('sub', name),
  field('status', name),
  field('enabled', rarely(fc.constantFrom('true', 'false'), '"true"', '1')),
  field('createdAt', time),
  field('modifiedAt', time),
  field('attributes', attributes),
  field('mfa', mfa),
  field('skip', skip)
])

const membershipLine = anyOrder([field('group', name), field('username', name)])

/** The record of a line if the schema accepts it and it prints as this line. */
function slowly<R>(codec: Codec<R>, line: string): unknown {
  try {
    const record = JSON.parse(line) as R
    return codec.encode(record) === line ? record : undefined
  } catch {
    return undefined
  }
}

function decoded<R>(codec: Codec<R>, line: string): unknown {
  try {
    return codec.decode(line)
  } catch {
    return undefined
  }
}

describe('a line is read exactly if it is valid and prints the same', () => {
  test('of a user', () => {
    fc.assert(
      fc.property(userLine, line => {
        expect(decoded(userCodec, line)).toEqual(slowly(userCodec, line))
      }),
      { numRuns: 2000 }
    )
  })

  test.each(['{"b":"x","1":"y"}', '{"b":"x","a":"y"}', '{"a":"x","a":"y"}'])(
    'of a user with the attributes %s, which are not canonical',
    json => {
      const line = userCodec.encode(userRecord()).replace(/{"email.*?}/, json)
      expect(line).toContain(json)
      expect(decoded(userCodec, line)).toBeUndefined()
    }
  )

  test('of a membership', () => {
    fc.assert(
      fc.property(membershipLine, line => {
        const codec = membershipCodec
        expect(decoded(codec, line)).toEqual(slowly(codec, line))
      }),
      { numRuns: 500 }
    )
  })
})

describe('plain is', () => {
  const isPlain = (changes: Parameters<typeof userRecord>[0]) => {
    const record = userRecord(changes)
    return isPlainUser(userCodec.encode(record), record)
  }

  test.each([
    {},
    { attributes: {} },
    { username: 'zoë', attributes: { 'custom:A': '', 'custom:a': '10' } },
    { mfa: 'unknown' as const, enabled: false },
    { mfa: { methods: ['SMS_MFA', 'EMAIL_OTP'], preferred: 'SMS_MFA' } },
    { skip: ['no-username' as const, 'mfa-protected' as const] },
    { username: '🔐', attributes: { 'custom:"': '\n\t\\', email: '' } }
  ])('the line of an ordinary user (%#)', changes => {
    expect(isPlain(changes)).toBe(true)
  })

  test('the line of an ordinary membership', () => {
    const line = membershipCodec.encode({ group: 'admins', username: 'ada' })
    expect(isPlainMembership(line)).toBe(true)
  })

  test.each([
    { attributes: { email: '\0' } },
    { attributes: { 1: 'a' } },
    { username: '\ud83d' },
    { attributes: { email: 'x'.repeat(4096) } }
  ])('no line with a long or a rare text (%#)', changes => {
    expect(isPlain(changes)).toBe(false)
  })

  test('no long membership', () => {
    const line = membershipCodec.encode({
      group: 'admins',
      username: 'x'.repeat(4096)
    })
    expect(isPlainMembership(line)).toBe(false)
  })
})
