import { expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import {
  joinAttributes,
  madeAttribute,
  schemaOfCreation
} from '../../../../src/create-pool/parts/schema.ts'
import { idsOf } from './making.ts'

const attribute = (Name: string, more: JsonObject = {}): JsonObject => ({
  Name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  ...more
})
const lengths = (MinLength: string, MaxLength: string) => ({
  StringAttributeConstraints: { MinLength, MaxLength }
})
const addedOf = (one: JsonObject) =>
  (madeAttribute(one).steps[0]?.input['CustomAttributes'] as JsonObject[])[0]

test('a custom attribute is added with its limits, to the last digit', () => {
  const limit = '9'.repeat(40)
  const one = attribute('custom:plan', lengths('0', limit))
  expect(madeAttribute(one)).toEqual({
    part: 'schema/custom:plan',
    verdict: 'same',
    sentence: expect.any(String),
    steps: [
      {
        part: 'schema/custom:plan',
        operation: 'AddCustomAttributes',
        input: {
          CustomAttributes: [
            {
              Name: 'plan',
              AttributeDataType: 'String',
              Mutable: true,
              ...lengths('0', limit)
            }
          ]
        }
      }
    ],
    findings: [],
    announced: []
  })
})

test.each([
  ['custom:address', 'address', undefined],
  ['custom:custom:x', 'custom:x', undefined],
  ['dev:x', 'x', true],
  ['dev:custom:x', 'x', true]
])('%s is added as %s', (name, bare, isDeveloperOnly) => {
  expect(addedOf(attribute(name))).toMatchObject({ Name: bare })
  expect(addedOf(attribute(name))?.['DeveloperOnlyAttribute']).toBe(
    isDeveloperOnly
  )
})

test('limits that are empty or of another data type are not sent', () => {
  const one = attribute('custom:n', {
    AttributeDataType: 'Number',
    NumberAttributeConstraints: {},
    ...lengths('0', '5')
  })
  expect(Object.keys(addedOf(one) ?? {})).toEqual([
    'Name',
    'AttributeDataType',
    'Mutable'
  ])
})

test('a custom attribute that was required no longer is, and the plan says so', () => {
  const made = madeAttribute(attribute('custom:old', { Required: true }))
  expect(made.announced).toEqual([
    { part: 'schema/custom:old', setting: 'Required' }
  ])
  expect(made.verdict).toBe('changed')
  expect(made.steps[0]?.input).not.toMatchObject({
    CustomAttributes: [{ Required: true }]
  })
})

test('the pool is made with the standard attributes that differ from the default', () => {
  const required = attribute('email', {
    Required: true,
    ...lengths('0', '2048')
  })
  const fixed = attribute('name', { Mutable: false })
  const short = attribute('zoneinfo', lengths('0', '40'))
  expect(
    schemaOfCreation([
      attribute('sub', { Required: true, Mutable: false }),
      attribute('email_verified', {
        AttributeDataType: 'Boolean',
        Mutable: false
      }),
      attribute('phone_number_verified', { Required: true }),
      attribute('identities', { Required: true }),
      attribute('custom:plan', { Mutable: false }),
      attribute('birthdate', lengths('10', '10')),
      attribute('nickname', lengths('0', '2048')),
      required,
      fixed,
      short
    ])
  ).toEqual(
    [required, fixed, short].map(
      ({ DeveloperOnlyAttribute: _, ...sent }) => sent
    )
  )
})

test('a standard attribute needs no step of its own', () => {
  expect(madeAttribute(attribute('email', { Required: true }))).toMatchObject({
    verdict: 'same',
    steps: []
  })
})

test('a standard attribute that is new is left to Cognito', () => {
  const made = madeAttribute(attribute('nationality'))
  expect(made.steps).toEqual([])
  expect(idsOf(made)).toEqual(['unknown-setting/schema/nationality'])
  expect(made.announced).toEqual([{ part: 'schema/nationality', setting: '' }])
})

test('custom attributes are added 25 at a time', () => {
  const steps = Array.from({ length: 50 }, (_, at) =>
    madeAttribute(attribute(`custom:a${at}`))
  ).flatMap(({ steps: own }) => own)
  const joined = joinAttributes(steps)
  const names = joined.map(({ input }) =>
    (input['CustomAttributes'] as JsonObject[]).map(({ Name }) => Name)
  )
  expect(names.map(({ length }) => length)).toEqual([25, 25])
  expect(names.flat()).toEqual(Array.from({ length: 50 }, (_, at) => `a${at}`))
  expect(joinAttributes([])).toEqual([])
})
