import { describe, expect, test } from '@jest/globals'
import { checkInput } from '../../../../simulator/service-model/check.ts'
import {
  modelOf,
  type ServiceModel,
  type Shape
} from '../../../../simulator/service-model/model.ts'

/** A model with one operation, whose one member has the shape. */
function modelWith(shape: Shape, others: Record<string, Shape> = {}) {
  const model: ServiceModel = {
    botocore: '0',
    apiVersion: '2026-01-01',
    protocol: 'json',
    operations: { Do: { method: 'POST', requestUri: '/', input: 'Request' } },
    shapes: {
      Request: {
        type: 'structure',
        required: ['It'],
        members: { It: { shape: 'It' } }
      },
      Text: { type: 'string', max: 3 },
      It: shape,
      ...others
    }
  }
  return model
}

const rulesOf = (model: ServiceModel, it: unknown) =>
  checkInput(model, 'Do', { It: it }).map(
    ({ path, rule }) => `${path}: ${rule}`
  )

const rules = (shape: Shape, it: unknown) => rulesOf(modelWith(shape), it)

describe('a request', () => {
  test('of an operation that the model lacks is a breach', () => {
    expect(checkInput(modelWith({ type: 'string' }), 'DoNot', {})).toEqual([
      { operation: 'DoNot', path: '', rule: 'an operation of the model' }
    ])
  })

  test.each([[{}], [{ It: undefined }], [{ It: null }]])(
    'without a required member is a breach: %j',
    input => {
      expect(checkInput(modelWith({ type: 'string' }), 'Do', input)).toEqual([
        { operation: 'Do', path: 'It', rule: 'a required member' }
      ])
    }
  )

  test('may have any JSON in a document', () => {
    const document: Shape = { type: 'structure', members: {}, document: true }
    expect(rules(document, { Any: [{ thing: 1 }] })).toEqual([])
  })

  test('with an unknown member is a breach, be it one of every object', () => {
    for (const name of ['Other', 'constructor', 'toString']) {
      const input = { It: 'a', [name]: 'b' }
      expect(checkInput(modelWith({ type: 'string' }), 'Do', input)).toEqual([
        { operation: 'Do', path: name, rule: 'a known member' }
      ])
    }
  })

  test('that is no structure is a breach', () => {
    for (const input of [undefined, null, [], 'text']) {
      expect(checkInput(modelWith({ type: 'string' }), 'Do', input)).toEqual([
        { operation: 'Do', path: '', rule: 'a structure' }
      ])
    }
  })
})

describe('a value of the wrong type', () => {
  const list: Shape = { type: 'list', member: { shape: 'Text' } }
  const map: Shape = {
    type: 'map',
    key: { shape: 'Text' },
    value: { shape: 'Text' }
  }
  test.each<[Shape, unknown, string]>([
    [{ type: 'string' }, 1, 'a string'],
    [{ type: 'boolean' }, 'true', 'a boolean'],
    [{ type: 'integer' }, 1.5, 'a whole number of 32 bits'],
    [{ type: 'integer' }, 2 ** 31, 'a whole number of 32 bits'],
    [{ type: 'long' }, '1', 'a whole number of 64 bits'],
    [{ type: 'double' }, 'NaN', 'a number'],
    [{ type: 'timestamp' }, 'yesterday', 'a timestamp'],
    [
      { type: 'timestamp', timestampFormat: 'iso8601' },
      'Thu, 26 Nov 2026 04:00:00 GMT',
      'a timestamp'
    ],
    [{ type: 'blob' }, 'no base64', 'bytes'],
    [{ type: 'structure' }, [], 'a structure'],
    [list, {}, 'a list'],
    [map, [], 'a map']
  ])('is a breach: %j', (shape, value, rule) => {
    expect(rules(shape, value)).toEqual([`It: ${rule}`])
  })

  test.each<[Shape, unknown]>([
    [{ type: 'integer' }, -(2 ** 31) + 1],
    [{ type: 'long' }, 2 ** 40],
    [{ type: 'double' }, 1.5],
    [{ type: 'timestamp' }, 1764129600.5],
    [{ type: 'timestamp' }, 'Thu, 26 Nov 2026 04:00:00 GMT'],
    [
      { type: 'timestamp', timestampFormat: 'iso8601' },
      '2026-11-26T04:00:00.000Z'
    ],
    [{ type: 'blob' }, 'YWI='],
    [{ type: 'blob' }, Buffer.from('ab')],
    [{ type: 'boolean' }, false],
    [list, ['a']],
    [map, { a: 'b' }]
  ])('is told from a right one: %j', (shape, value) => {
    expect(rules(shape, value)).toEqual([])
  })
})

describe('a text', () => {
  test('is measured in characters, be they of two UTF-16 units', () => {
    const shape = { type: 'string', min: 2, max: 3 }
    expect(rules(shape, '🎂🎂🎂')).toEqual([])
    expect(rules(shape, '🎂🎂🎂🎂')).toEqual(['It: at most 3 characters'])
    expect(rules(shape, '🎂')).toEqual(['It: at least 2 characters'])
  })

  test('with half a character is a breach', () => {
    expect(rules({ type: 'string' }, 'a\ud83c')).toEqual([
      'It: text without half a character'
    ])
  })

  test('has to match its pattern from end to end', () => {
    const shape = { type: 'string', pattern: '[a-z]+' }
    expect(rules(shape, 'abc')).toEqual([])
    for (const text of ['ab1', '1ab', 'ab\n', '']) {
      expect(rules(shape, text)).toEqual(['It: the pattern [a-z]+'])
    }
  })

  test('has to be one of an enumeration', () => {
    const shape = { type: 'string', enum: ['ON', 'OFF'] }
    expect(rules(shape, 'ON')).toEqual([])
    expect(rules(shape, 'on')).toEqual(['It: a value of the enumeration'])
  })
})

describe('a size', () => {
  test('of a number is its value', () => {
    const shape = { type: 'integer', min: 0, max: 60 }
    expect(rules(shape, 60)).toEqual([])
    expect(rules(shape, 61)).toEqual(['It: at most 60'])
    expect(rules(shape, -1)).toEqual(['It: at least 0'])
  })

  test('of a list, a map and bytes is held to its limits', () => {
    const text = { shape: 'Text' }
    const limits = { min: 1, max: 1 }
    const list = { type: 'list', member: text, ...limits }
    expect(rules(list, [])).toEqual(['It: at least 1 items'])
    expect(rules(list, ['a', 'b'])).toEqual(['It: at most 1 items'])
    const map = { type: 'map', key: text, value: text, ...limits }
    expect(rules(map, {})).toEqual(['It: at least 1 entries'])
    expect(rules(map, { a: 'a', b: 'b' })).toEqual(['It: at most 1 entries'])
    const blob = { type: 'blob', ...limits }
    expect(rules(blob, 'YWI=')).toEqual(['It: at most 1 bytes'])
    expect(rules(blob, '')).toEqual(['It: at least 1 bytes'])
  })
})

describe('what is inside', () => {
  test('a list, a map or a structure is checked, and named by its place', () => {
    const text = { shape: 'Text' }
    const list = { type: 'list', member: text }
    expect(rules(list, ['a', 'long', null])).toEqual([
      'It[1]: at most 3 characters',
      'It[2]: a string'
    ])
    const map = { type: 'map', key: text, value: text }
    expect(rules(map, { secret: 'a', b: 'secret' })).toEqual([
      'It{0}.key: at most 3 characters',
      'It{1}: at most 3 characters'
    ])
    const inner = { type: 'structure', members: { In: text } }
    expect(rules(inner, { In: 'long', Out: 1 })).toEqual([
      'It.In: at most 3 characters',
      'It.Out: a known member'
    ])
  })

  test('a union is exactly one', () => {
    const text = { shape: 'Text' }
    const union = {
      type: 'structure',
      union: true,
      members: { A: text, B: text }
    }
    expect(rules(union, { A: 'a' })).toEqual([])
    for (const value of [{}, { A: 'a', B: 'b' }]) {
      expect(rules(union, value)).toEqual(['It: exactly one member of a union'])
    }
  })
})

test('a breach of the real model never tells the value', () => {
  const breaches = checkInput(modelOf('cognito-idp'), 'AdminCreateUser', {
    UserPoolId: 'eu-west-1_Ab12Cd34E',
    Username: 'ada lovelace',
    UserAttributes: [{ Name: 'name', Value: 'ada lovelace'.repeat(200) }],
    ClientMetadata: { 'ada lovelace': 1 }
  })
  expect(breaches.map(({ path }) => path)).toEqual([
    'Username',
    'UserAttributes[0].Value',
    'ClientMetadata{0}'
  ])
  expect(JSON.stringify(breaches)).not.toContain('lovelace')
})
