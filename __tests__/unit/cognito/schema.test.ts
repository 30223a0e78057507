import { describe, expect, test } from '@jest/globals'
import {
  isCustom,
  toNewAttribute,
  toSchema,
  type SchemaAttribute
} from '../../../src/cognito/schema.ts'

describe('a schema', () => {
  test('is what Cognito says of each attribute, limits as numbers', () => {
    const schema = toSchema([
      {
        Name: 'email',
        AttributeDataType: 'String',
        Mutable: true,
        Required: true,
        StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' }
      },
      {
        Name: 'custom:age',
        AttributeDataType: 'Number',
        Mutable: false,
        Required: false,
        NumberAttributeConstraints: { MinValue: '-3', MaxValue: '150' }
      }
    ])
    expect(schema).toEqual([
      {
        name: 'email',
        type: 'String',
        mutable: true,
        required: true,
        minLength: 0,
        maxLength: 2048
      },
      {
        name: 'custom:age',
        type: 'Number',
        mutable: false,
        required: false,
        minValue: -3,
        maxValue: 150
      }
    ])
  })

  test.each([undefined, null, 'x', {}, [null], [1], [{}], [{ Name: 7 }]])(
    'is empty where %j stands for it',
    odd => {
      expect(toSchema(odd)).toEqual([])
    }
  )

  test('takes what is left out or odd for what asks least', () => {
    const least = { name: 'a', type: 'String', mutable: true, required: false }
    for (const odd of [
      {},
      { AttributeDataType: 'Colour', Mutable: 'no', Required: 'yes' },
      { StringAttributeConstraints: null, NumberAttributeConstraints: 'x' },
      { StringAttributeConstraints: { MinLength: 'few', MaxLength: '' } },
      { NumberAttributeConstraints: { MaxValue: '9'.repeat(400) } }
    ]) {
      expect(toSchema([{ Name: 'a', ...odd }])).toEqual([least])
    }
  })
})

describe('an attribute to be added', () => {
  const plain: SchemaAttribute = {
    name: 'custom:plan',
    type: 'String',
    mutable: true,
    required: false
  }

  test('has no prefix, which Cognito puts there', () => {
    expect(toNewAttribute(plain)).toEqual({
      Name: 'plan',
      AttributeDataType: 'String',
      Mutable: true
    })
    const odd = { ...plain, name: 'custom:custom:plan' }
    expect(toNewAttribute(odd).Name).toBe('custom:plan')
  })

  test.each(['dev:rank', 'dev:custom:rank'])(
    'called %s is one for developers only',
    name => {
      expect(toNewAttribute({ ...plain, name })).toMatchObject({
        Name: 'rank',
        DeveloperOnlyAttribute: true
      })
    }
  )

  test('keeps its limits', () => {
    expect(toNewAttribute({ ...plain, minLength: 0, maxLength: 40 })).toEqual({
      Name: 'plan',
      AttributeDataType: 'String',
      Mutable: true,
      StringAttributeConstraints: { MinLength: '0', MaxLength: '40' }
    })
    const number = { ...plain, type: 'Number' as const, mutable: false }
    expect(toNewAttribute({ ...number, maxValue: 1e21 })).toEqual({
      Name: 'plan',
      AttributeDataType: 'Number',
      Mutable: false,
      NumberAttributeConstraints: { MaxValue: '1000000000000000000000' }
    })
  })

  test('is read again as it was', () => {
    const attribute = { ...plain, minLength: 2, maxLength: 40 }
    const { Name, ...rest } = toNewAttribute(attribute)
    expect(toSchema([{ Name: `custom:${Name ?? ''}`, ...rest }])).toEqual([
      attribute
    ])
  })
})

test('custom attributes are told by their prefix', () => {
  expect(['custom:a', 'dev:a', 'dev:custom:a'].every(isCustom)).toBe(true)
  expect(['email', 'customs', 'sub'].some(isCustom)).toBe(false)
})
