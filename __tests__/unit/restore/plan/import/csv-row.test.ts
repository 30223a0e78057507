import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  CsvFile as CsvReader,
  splitRow
} from '../../../../../simulator/cognito/import/csv-file.ts'
import {
  hostileUsernames,
  hostileValues
} from '../../../../../simulator/people/hostile.ts'
import {
  judgeRow,
  toRow
} from '../../../../../src/restore/plan/import/csv-row.ts'
import type { ImportFormat } from '../../../../../src/restore/target/import-format.ts'
import { HASH_LENGTH } from '../../../../../src/restore/plan/import/password-hash.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import {
  COLUMNS,
  formatWith,
  importable
} from '../../../../fixtures/import-jobs.ts'
import { anyText } from '../../../../fixtures/any-records.ts'

const VERIFIED = { email: 'ada@example.com', email_verified: 'true' }

/** A user with these attributes beside a verified address. */
const having = (
  attributes: Record<string, string>,
  changes: Partial<UserCreation> = {}
) =>
  importable('ada', { attributes: { ...VERIFIED, ...attributes }, ...changes })

/** The values of a user's row by their columns, as Cognito reads them. */
function valuesOf(
  plan: UserCreation,
  format: ImportFormat = formatWith(),
  hash = 'HASH'
): Record<string, string> {
  const made = toRow(plan, format, hash)
  if ('obstacle' in made) throw new Error(made.obstacle)
  const fields = splitRow(made.row)
  expect(fields).toHaveLength(format.columns.length)
  return Object.fromEntries(
    format.columns
      .map((column, at) => [column, fields[at] ?? ''])
      .filter(([, value]) => value !== '')
  ) as Record<string, string>
}

const obstacle = (plan: UserCreation, format = formatWith()) => {
  const made = toRow(plan, format, '')
  return 'obstacle' in made ? made.obstacle : undefined
}

describe('the row of a user', () => {
  test('has a field for each column, in the order of the header', () => {
    expect(toRow(having({ name: 'Ada' }), formatWith(), 'HASH')).toEqual({
      row: 'Ada,,ada@example.com,true,,,,,,false,ada,HASH'
    })
    const columns = ['password_hash', 'email_verified', 'other', 'email']
    expect(toRow(having({}), formatWith({ columns }), 'HASH')).toEqual({
      row: 'HASH,true,,ada@example.com'
    })
  })

  test('has the attributes that the API would set late', () => {
    const attributesAfterwards = { preferred_username: 'countess' }
    expect(valuesOf(having({}, { attributesAfterwards }))).toMatchObject({
      preferred_username: 'countess'
    })
  })

  test.each([true, false])(
    'says of MFA what the pool does (%s)',
    mfaEnabled => {
      expect(valuesOf(having({}), formatWith({ mfaEnabled }))).toMatchObject({
        'cognito:mfa_enabled': String(mfaEnabled)
      })
    }
  )

  test('escapes commas, in the username too', () => {
    const plan = having({ name: ',Lovelace,, Ada,' }, { username: 'a,da' })
    expect(toRow(plan, formatWith(), '')).toEqual({
      row: '\\,Lovelace\\,\\, Ada\\,,,ada@example.com,true,,,,,,false,a\\,da,'
    })
  })

  test('has a birthdate as Americans write it', () => {
    expect(valuesOf(having({ birthdate: '1815-12-10' }))).toMatchObject({
      birthdate: '12/10/1815'
    })
    // The form is that of the attribute only.
    expect(valuesOf(having({ name: '1815-12-10' }))).toMatchObject({
      name: '1815-12-10'
    })
  })

  test.each(['0', '1769652000', '9999999999'])('keeps updated_at %s', value => {
    expect(valuesOf(having({ updated_at: value }))).toMatchObject({
      updated_at: value
    })
  })

  test('can be without a password hash, or a column for it', () => {
    expect(valuesOf(having({}), formatWith(), '')).not.toHaveProperty(
      'password_hash'
    )
    const columns = COLUMNS.filter(name => name !== 'password_hash')
    const made = toRow(having({}), formatWith({ columns }), 'HASH')
    expect(made).not.toHaveProperty('obstacle')
    expect(JSON.stringify(made)).not.toContain('HASH')
  })

  test.each([
    '=1+1',
    '@SUM(A1)',
    '#',
    "O'Neill; DROP",
    'in  between',
    'مرحبا \u202Eabc',
    '😀👨‍👩‍👧‍👦',
    'é'.repeat(1024)
  ])('keeps %j', value => {
    expect(valuesOf(having({ name: value }))).toMatchObject({ name: value })
  })
})

describe('no row can carry a user', () => {
  test.each([
    ['without an address', {}],
    ['with an address that is not verified', { email: 'a@b' }],
    [
      'with a flag that says no',
      { email: 'ada@example.com', email_verified: 'false' }
    ],
    ['with a flag that speaks of nothing', { email_verified: 'true' }],
    [
      'with an address that the pool does not verify',
      { phone_number: '+1234567', phone_number_verified: 'true' }
    ]
  ])('%s', (_whom, attributes) => {
    expect(obstacle(importable('ada', { attributes }))).toBe(
      'no-verified-address'
    )
  })

  test('only where the pool verifies neither of the addresses', () => {
    const attributes = {
      phone_number: '+1234567',
      phone_number_verified: 'true'
    }
    const format = formatWith({ autoVerified: ['email', 'phone_number'] })
    expect(obstacle(importable('ada', { attributes }), format)).toBeUndefined()
  })

  test.each([undefined, ''])('who lacks a required attribute (%j)', name => {
    const attributes = name === undefined ? {} : { name }
    const format = formatWith({ required: ['email', 'name'] })
    expect(obstacle(having(attributes), format)).toBe(
      'required-attribute-missing'
    )
  })

  test('who has an attribute without a column', () => {
    const plan = having({ 'custom:gone': 'x' })
    expect(obstacle(plan)).toBe('attribute-without-column')
    const late = having({}, { attributesAfterwards: { nickname: 'x' } })
    expect(obstacle(late)).toBe('attribute-without-column')
  })

  test.each(['a b', 'a\tb', ' a', 'a\u00a0b', 'a\n'])(
    'whose username has a space: %j',
    username => {
      expect(obstacle(having({}, { username }))).toBe('space-in-username')
    }
  )

  test.each([
    ['', 'blank-value'],
    ['\ud800', 'not-text'],
    ['a\udc00b', 'not-text'],
    ['a\nb', 'line-break'],
    ['a\rb', 'line-break'],
    ['a\u0085b', 'line-break'],
    ['a\u2028b', 'line-break'],
    ['a\u2029b', 'line-break'],
    ['a\tb', 'line-break'],
    ['a\u0000b', 'line-break'],
    ['C:\\dir', 'backslash-or-quote'],
    ['a\\', 'backslash-or-quote'],
    ['"a"', 'backslash-or-quote'],
    [' a', 'space-at-the-edge'],
    ['a ', 'space-at-the-edge'],
    [' ', 'space-at-the-edge'],
    ['a\u3000', 'space-at-the-edge'],
    ['\ufeffa', 'space-at-the-edge'],
    ['a\ufeff', 'space-at-the-edge']
  ])('who has the value %j: %s', (value, expected) => {
    expect(obstacle(having({ 'custom:note': value }))).toBe(expected)
    const late = { preferred_username: value }
    expect(obstacle(having({}, { attributesAfterwards: late }))).toBe(expected)
  })

  test('whose username has what no value may have', () => {
    expect(obstacle(having({}, { username: '"ada"' }))).toBe(
      'backslash-or-quote'
    )
    expect(obstacle(having({}, { username: 'ada\ud800' }))).toBe('not-text')
  })

  test.each([
    ['birthdate', '12/10/1815'],
    ['birthdate', '1815-12-1'],
    ['birthdate', '1815-12-10T00:00'],
    ['updated_at', '2026-01-01'],
    ['updated_at', '1.5'],
    ['updated_at', '-1'],
    ['updated_at', '007'],
    ['updated_at', '17696520000']
  ])('whose %s is %s', (name, value) => {
    expect(obstacle(having({ [name]: value }))).toBe('date-of-another-form')
  })
})

describe('the length of a row', () => {
  /** A user whose row has so many bytes, with a hash. */
  function long(bytes: number): UserCreation {
    const empty = toRow(having({ name: 'x' }), formatWith(), hash)
    if ('obstacle' in empty) throw new Error(empty.obstacle)
    const rest = bytes - Buffer.byteLength(empty.row)
    // Two bytes each, so that characters aren't counted for bytes.
    const text = 'é'.repeat(Math.floor(rest / 2)) + 'x'.repeat(rest % 2)
    return having({ name: `x${text}` })
  }
  const hash = '-'.repeat(HASH_LENGTH)

  test('is 16,000 bytes at most', () => {
    const made = toRow(long(16_000), formatWith(), hash)
    expect('row' in made && Buffer.byteLength(made.row)).toBe(16_000)
    expect(toRow(long(16_001), formatWith(), hash)).toEqual({
      obstacle: 'row-too-long'
    })
  })

  test('counts the hash that the row may get', () => {
    expect(toRow(long(16_001), formatWith(), '')).toHaveProperty('row')
    expect(judgeRow(long(16_001), formatWith())).toEqual({
      obstacle: 'row-too-long'
    })
  })

  test('is judged with a hash and the line break', () => {
    expect(judgeRow(long(15_999), formatWith())).toEqual({ bytes: 16_000 })
  })
})

const anyValue = fc.oneof(
  anyText,
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(...hostileValues, ',', 'a,', ',,b', '=1+1', 'true', 'x')
)
const anyPlan = fc
  .record({
    username: fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom(...hostileUsernames, 'ada', 'a,b')
    ),
    attributes: fc.dictionary(
      fc.constantFrom('name', 'custom:note', 'phone_number', 'birthdate'),
      anyValue,
      { noNullPrototype: true }
    ),
    attributesAfterwards: fc.dictionary(
      fc.constant('preferred_username'),
      anyValue,
      { noNullPrototype: true }
    )
  })
  .map(({ attributes, ...changes }) => having(attributes, changes))

describe('whoever is put into a file', () => {
  test('comes out of it with the very values', () => {
    let made = 0
    fc.assert(
      fc.property(anyPlan, plan => {
        const one = toRow(plan, formatWith(), 'HASH')
        if ('obstacle' in one) return
        made += 1
        const { username, attributes, attributesAfterwards } = plan
        const planned = { ...attributes, ...attributesAfterwards }
        const { birthdate, ...values } = valuesOf(plan)
        const [, month, day, year] =
          /^(..)\/(..)\/(....)$/.exec(birthdate ?? '') ?? []
        expect({
          ...values,
          ...(birthdate !== undefined && {
            birthdate: [year, month, day].join('-')
          })
        }).toEqual({
          ...planned,
          'cognito:username': username,
          'cognito:mfa_enabled': 'false',
          password_hash: 'HASH'
        })
      }),
      { numRuns: 2000 }
    )
    expect(made).toBeGreaterThan(100)
  })

  test('takes one line of it, however a reader ends lines', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        const made = toRow(plan, formatWith(), 'HASH')
        if ('obstacle' in made) return
        const text = [COLUMNS.join(','), made.row, made.row, ''].join('\n')
        const file = new CsvReader(Buffer.from(text))
        expect(file.next()?.fields).toEqual(COLUMNS)
        expect(file.remaining()).toBe(2)
        expect(file.next()?.fields).toEqual(splitRow(made.row))
        expect(made.row).not.toMatch(/[\r\n\u0085\u2028\u2029]/)
      })
    )
  })

  test('is judged alike, and at least as long', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        const made = toRow(plan, formatWith(), 'HASH')
        const judged = judgeRow(plan, formatWith())
        if ('row' in made) {
          expect(judged).toEqual({
            bytes: Buffer.byteLength(made.row) + 1 + HASH_LENGTH - 4
          })
        } else expect(judged).toEqual(made)
      })
    )
  })
})
