import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { SchemaAttribute } from '../../../../src/cognito/schema.ts'
import { fitsValue } from '../../../../src/restore/plan/users/schema-fit.ts'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'
import { madeUpValue } from '../../../../src/restore/pseudonyms/values.ts'

const key = new PseudonymKey('k'.repeat(32), 'eu-west-1_Ab12Cd34E')

const NAMES = [
  ...['address', 'birthdate', 'custom:any', 'family_name', 'gender'],
  ...['given_name', 'locale', 'middle_name', 'name', 'nickname', 'picture'],
  ...['preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo']
]

const anyLimits = (least: number, most: number) =>
  fc
    .tuple(
      fc.option(fc.integer({ min: least, max: most }), { nil: undefined }),
      fc.option(fc.integer({ min: least, max: most }), { nil: undefined })
    )
    .map(([a, b]) =>
      a !== undefined && b !== undefined && a > b ? [b, a] : [a, b]
    )

const anyAttribute: fc.Arbitrary<SchemaAttribute> = fc
  .record({
    name: fc.constantFrom(...NAMES),
    type: fc.constantFrom('String', 'Number', 'DateTime', 'Boolean'),
    lengths: anyLimits(0, 2048),
    values: anyLimits(-(2 ** 53) + 1, 2 ** 53 - 1)
  })
  .map(({ name, type, lengths, values }) => ({
    name,
    type,
    mutable: true,
    required: false,
    ...(lengths[0] !== undefined && { minLength: lengths[0] }),
    ...(lengths[1] !== undefined && { maxLength: lengths[1] }),
    ...(values[0] !== undefined && { minValue: values[0] }),
    ...(values[1] !== undefined && { maxValue: values[1] })
  }))

describe('a made-up value', () => {
  test('is one that the schema of the target pool allows', () => {
    fc.assert(
      fc.property(
        anyAttribute,
        fc.uuid(),
        fc.constantFrom('x', '1700000000', '2024-05-06T07:08:09Z'),
        (attribute, sub, value) => {
          const { name } = attribute
          const made = madeUpValue({ sub, name, value, attribute }, key)
          expect(fitsValue(attribute, made)).toBe(true)
          // Cognito takes no exponents and no fractions.
          if (attribute.type === 'Number') expect(made).toMatch(/^-?\d+$/)
        }
      ),
      { numRuns: 2000 }
    )
  })

  test('is an address of example.com where an e-mail address is wanted, of any length that has room', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 20, max: 64 }),
        fc.integer({ min: 0, max: 64 }),
        (sub, most, least) => {
          const attribute: SchemaAttribute = {
            name: 'email',
            type: 'String',
            mutable: true,
            required: true,
            minLength: Math.min(least, most),
            maxLength: most
          }
          const email = madeUpValue(
            { sub, name: 'email', value: 'x', attribute },
            key
          )
          expect(email).toMatch(/^[a-z0-9-]{1,64}@example\.com$/)
          expect(fitsValue(attribute, email)).toBe(true)
        }
      )
    )
  })

  test.each([
    ['birthdate', /^(19[5-9]\d)-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/],
    ['updated_at', /^1[56]\d{8}$/],
    ['website', /^https:\/\/example\.com\//],
    ['name', /^[A-Z][a-z]+ [A-Z][a-z]+$/]
  ])('has the form of %s', (name, form) => {
    for (let at = 0; at < 200; at += 1) {
      const toReplace = { sub: `s${at}`, name, value: '', attribute: undefined }
      expect(madeUpValue(toReplace, key)).toMatch(form)
    }
  })

  test('is a number where none but a fraction fits', () => {
    const attribute: SchemaAttribute = {
      name: 'custom:share',
      type: 'Number',
      mutable: true,
      required: false,
      minValue: 0.2,
      maxValue: 0.8
    }
    const { name } = attribute
    const made = madeUpValue({ sub: 's', name, value: '0.5', attribute }, key)
    expect(fitsValue(attribute, made)).toBe(true)
  })
})
