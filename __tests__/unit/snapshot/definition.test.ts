import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  definitionCodec,
  encodeDefinition
} from '../../../src/snapshot/definition.ts'

const refusal = expect.objectContaining({ code: 'snapshot-invalid' })

describe('a pool definition', () => {
  test('keeps everything that Cognito answered, known to us or not', () => {
    const line = encodeDefinition({
      userPool: {
        Name: 'people',
        SchemaAttributes: [{ Name: 'sub', Mutable: false }, {}],
        CreationDate: new Date('2026-01-02T03:04:05.678Z'),
        NewerField: { deep: [1, null, true] }
      },
      mfaConfig: { MfaConfiguration: 'OFF' }
    })
    const definition = definitionCodec.decode(line)
    expect(definition.userPool['CreationDate']).toBe('2026-01-02T03:04:05.678Z')
    expect(definition.userPool['NewerField']).toEqual({ deep: [1, null, true] })
    expect(definition.userPool.SchemaAttributes?.[0]?.Name).toBe('sub')
    expect(definition).toEqual(JSON.parse(line))
  })

  test('comes back as it was for any answers of the API', () => {
    // Names of fields of an API are not numbers, which objects would reorder.
    const answer = fc.dictionary(
      fc.stringMatching(/^[A-Z]\w*$/),
      fc.jsonValue(),
      {
        noNullPrototype: true
      }
    )
    fc.assert(
      fc.property(answer, answer, (userPool, mfaConfig) => {
        delete userPool['SchemaAttributes']
        const line = encodeDefinition({ userPool, mfaConfig })
        const definition = definitionCodec.decode(line)
        expect(definition).toEqual(JSON.parse(line))
      })
    )
  })

  test.each([
    ['not JSON', '{"userPool":{}'],
    ['no object', '[]'],
    ['no userPool', '{"mfaConfig":{}}'],
    ['no mfaConfig', '{"userPool":{}}'],
    [
      'a schema that is no list',
      '{"userPool":{"SchemaAttributes":1},"mfaConfig":{}}'
    ],
    [
      'an attribute with a number for a name',
      '{"userPool":{"SchemaAttributes":[{"Name":1}]},"mfaConfig":{}}'
    ],
    ['white space', '{"userPool":{}, "mfaConfig":{}}'],
    ['a key twice', '{"userPool":{"A":1,"A":2},"mfaConfig":{}}']
  ])('is refused when it holds %s', (_what, line) => {
    expect(() => definitionCodec.decode(line)).toThrow(refusal)
  })

  test('with a prototype changes no object', () => {
    const line = '{"userPool":{"__proto__":{"evil":1}},"mfaConfig":{}}'
    const { userPool } = definitionCodec.decode(line)
    expect(userPool).not.toHaveProperty('evil')
    expect({}).not.toHaveProperty('evil')
  })

  test('is refused without a word of what it holds', () => {
    expect(() => definitionCodec.decode('{"secret')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret')
      })
    )
  })
})
