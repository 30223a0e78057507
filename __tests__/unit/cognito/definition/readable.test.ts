import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readable } from '../../../../src/cognito/definition/readable.ts'
import {
  definitionCodec,
  encodeDefinition
} from '../../../../src/snapshot/definition-codec.ts'
import { answer, capture, USER_POOL } from './fixtures.ts'

const PROTOTYPE = '{"__proto__":"x","team":"id"}'
const tags = () => JSON.parse(PROTOTYPE) as Record<string, string>

function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)
}

test('fields that a reader takes stay, in their order', () => {
  const fields = { b: { a: [null, 1, 'x'] }, c: '"__proto__":' }
  const { kept, refused } = readable({ ...fields, a: undefined })
  expect(Object.entries(kept)).toEqual(Object.entries(fields))
  expect(refused).toEqual([])
})

test('a field with a key that no reader takes is left out, however deep', () => {
  const fields = { tags: tags(), b: { c: [tags()] }, kept: 1 }
  expect(readable(fields)).toEqual({
    kept: { kept: 1 },
    refused: ['tags', 'b']
  })
})

test('a field that is nested more deeply than readers take is left out', () => {
  expect(readable({ deep: nested(49), kept: nested(48) })).toEqual({
    kept: { kept: nested(48) },
    refused: ['deep']
  })
  expect(readable({ deep: nested(5000) }).refused).toEqual(['deep'])
})

test('whatever Cognito answers, a reader takes what is left of it', () => {
  const answers = fc.dictionary(
    fc.stringMatching(/^[A-Z]\w*$/),
    fc.jsonValue({ maxDepth: 60 }),
    { noNullPrototype: true }
  )
  fc.assert(
    fc.property(answers, userPool => {
      delete userPool['SchemaAttributes']
      const line = encodeDefinition({ userPool: readable(userPool).kept })
      expect(definitionCodec.decode(line)).toEqual(JSON.parse(line))
    })
  )
})

describe('the definition of a pool with a tag __proto__', () => {
  test('lacks its tags, says so, and is read', async () => {
    const { json, stored } = await capture({
      ListTagsForResource: () => answer({ Tags: tags() })
    })
    expect(stored).not.toHaveProperty('tags')
    expect(stored['notCaptured']).toEqual([
      { section: 'tags', reason: 'UnexpectedAnswer' }
    ])
    expect(definitionCodec.decode(json)).toEqual(stored)
  })

  test('lacks a field of the pool itself that is too large, and is read', async () => {
    const userPool = { ...USER_POOL, Name: 'x'.repeat(4 * 1024 * 1024) }
    const { json, stored } = await capture({}, undefined, userPool)
    expect(stored['userPool']).not.toHaveProperty('Name')
    expect(stored['userPool']).toHaveProperty('Arn')
    expect(stored['notCaptured']).toEqual([
      { section: 'userPool.Name', reason: 'TooLarge' }
    ])
    expect(definitionCodec.decode(json)).toEqual(stored)
  })

  test('lacks those that DescribeUserPool tells as well', async () => {
    const userPool = { ...USER_POOL, UserPoolTags: tags() }
    const { json, stored } = await capture({}, undefined, userPool)
    expect(stored['userPool']).toEqual(USER_POOL)
    expect(stored['notCaptured']).toEqual([
      { section: 'userPool.UserPoolTags', reason: 'UnexpectedAnswer' }
    ])
    expect(definitionCodec.decode(json)).toEqual(stored)
  })
})
