import { describe, expect, test } from '@jest/globals'
import {
  checkVerifiedFlags,
  readAttributes
} from '../../../../../simulator/cognito/state/attributes.ts'
import {
  addCustomAttributes,
  createSchema
} from '../../../../../simulator/cognito/state/schema.ts'
import { attributeList, schemaList } from '../../fixtures.ts'

const schema = createSchema(
  schemaList(
    { Name: 'given_name', Required: true, Mutable: true },
    { Name: 'tenant', Mutable: false },
    { Name: 'number', AttributeDataType: 'Number', Mutable: true },
    {
      Name: 'level',
      AttributeDataType: 'Number',
      Mutable: true,
      NumberAttributeConstraints: { MinValue: '1', MaxValue: '10' }
    },
    {
      Name: 'code',
      Mutable: true,
      StringAttributeConstraints: { MinLength: '2', MaxLength: '4' }
    },
    { Name: 'since', AttributeDataType: 'DateTime', Mutable: true },
    { Name: 'flag', AttributeDataType: 'Boolean', Mutable: true },
    { Name: 'secret', DeveloperOnlyAttribute: true, Mutable: true }
  )
)

const create = (attributes: Record<string, string>) =>
  readAttributes(schema, attributeList(attributes), 'create')
const update = (attributes: Record<string, string>) =>
  readAttributes(schema, attributeList(attributes), 'update')

describe('attributes of a new user', () => {
  test.each([
    ['email', 'Ana+x@example.com'],
    ['phone_number', '+491512345678'],
    ['birthdate', '2001-02-28'],
    ['custom:code', '🙂🙂🙂🙂'],
    ['custom:level', '10'],
    ['custom:number', '-1.5'],
    ['custom:since', '2026-11-23T00:00:00Z'],
    ['custom:flag', 'TRUE'],
    ['custom:tenant', 'a'],
    ['dev:custom:secret', 'x'],
    ['name', 'é'.repeat(1024)]
  ])('can have %s %s', (name, value) => {
    expect(create({ [name]: value }).get(name)).toBe(value)
  })

  test.each([
    ['sub', 'x', 'Cannot modify the non-mutable attribute sub'],
    ['identities', '[]', 'Cannot modify the non-mutable attribute identities'],
    ['custom:none', 'x', 'custom:none: Attribute does not exist in the schema'],
    ['tenant', 'x', 'tenant: Attribute does not exist in the schema'],
    ['cognito:user_status', 'CONFIRMED', 'does not exist in the schema'],
    ['cognito:username', 'x', 'does not exist in the schema'],
    ['email', 'ana', 'Invalid email address format.'],
    ['phone_number', '0151 2345', 'Invalid phone number format.'],
    ['birthdate', '2001-2-28', 'String must be at least 10 characters.'],
    ['custom:code', 'x', 'String must be at least 2 characters.'],
    ['custom:code', 'xxxxx', 'String must be no longer than 4 characters.'],
    ['custom:level', 'ten', 'Attribute value is not a number.'],
    ['custom:level', '0', 'Value must be at least 1.'],
    ['custom:level', '11', 'Value must be no more than 10.'],
    ['custom:flag', 'yes', 'Attribute value is not a boolean.'],
    ['custom:since', 'then', 'Attribute value is not a date.'],
    ['name', `${'é'.repeat(1024)}x`, 'less than or equal to 2048']
  ])('cannot have %s %s', (name, value, message) => {
    expect(() => create({ [name]: value })).toThrow(message)
  })

  test('are refused with an InvalidParameterException', () => {
    expect(() => create({ sub: 'x' })).toThrow(
      expect.objectContaining({ name: 'InvalidParameterException' })
    )
  })
})

describe('attributes of a user who exists', () => {
  test('cannot be written if the schema calls them immutable', () => {
    expect(() => update({ 'custom:tenant': 'a' })).toThrow(
      'user.custom:tenant: Attribute cannot be updated.'
    )
  })

  test('are deleted by a blank value', () => {
    expect(update({ 'custom:code': '' }).get('custom:code')).toBe('')
  })

  test('cannot be deleted if the pool requires them', () => {
    expect(() => update({ given_name: '' })).toThrow(
      'user.given_name: Required attribute cannot be deleted.'
    )
  })
})

test('a verified flag needs what it says is verified', () => {
  const flags = (attributes: Record<string, string>) => () => {
    checkVerifiedFlags(new Map(Object.entries(attributes)))
  }
  expect(flags({ email_verified: 'true' })).toThrow('no email is provided')
  expect(flags({ phone_number_verified: 'True' })).toThrow('no phone_number')
  expect(flags({ email_verified: 'false' })).not.toThrow()
  expect(flags({ email_verified: 'true', email: 'a@b.c' })).not.toThrow()
})

describe('a schema', () => {
  test('has the standard attributes, with sub immutable and required', () => {
    const standard = createSchema([])
    expect(standard.size).toBe(21)
    expect(standard.get('sub')).toMatchObject({
      Mutable: false,
      Required: true
    })
    expect(standard.get('identities')?.StringAttributeConstraints).toEqual({})
  })

  test('does not share its attributes with the schema of another pool', () => {
    createSchema(schemaList({ Name: 'email', Required: true }))
    expect(createSchema([]).get('email')?.Required).toBe(false)
  })

  test.each([
    [{ Name: 'x'.repeat(21) }, 'less than or equal to 20'],
    [{ Name: 'team', Required: true }, 'Required custom attributes'],
    [{ Name: 'tenant' }, 'custom:tenant: Existing attribute']
  ])('does not take %j', (attribute, message) => {
    const before = schema.size
    expect(() => {
      addCustomAttributes(schema, schemaList({ Name: 'ok' }, attribute))
    }).toThrow(message)
    expect(schema.size).toBe(before)
  })

  test('holds fifty custom attributes', () => {
    const full = createSchema([])
    const some = (count: number, prefix: string) =>
      schemaList(
        ...[...Array(count).keys()].map(n => ({ Name: `${prefix}${n}` }))
      )
    addCustomAttributes(full, some(25, 'a'))
    addCustomAttributes(full, some(25, 'b'))
    expect(() => {
      addCustomAttributes(full, some(1, 'c'))
    }).toThrow('exceeds the limit of 50')
  })
})
