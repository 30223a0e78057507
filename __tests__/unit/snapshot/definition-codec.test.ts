import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  definitionCodec,
  encodeDefinition,
  readDocument
} from '../../../src/snapshot/definition-codec.ts'
import { drain, streamOf } from '../../fixtures/streams.ts'

const refusal = expect.objectContaining({
  code: 'snapshot-invalid',
  message: expect.stringMatching(/Restore from another snapshot\.$/)
})

const unreadable = (why: string) =>
  expect.objectContaining({
    code: 'cognito-answer',
    message: expect.stringContaining(`the definition ${why}. `)
  })

function hasPrototype(value: unknown): boolean {
  return JSON.stringify(value).includes('"__proto__":')
}

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

  test('of the first version, with two sections, is read', () => {
    const line =
      '{"userPool":{"Name":"people"},"mfaConfig":{"MfaConfiguration":"OFF"}}'
    expect(definitionCodec.decode(line)).toEqual(JSON.parse(line))
  })

  test('may lack every section but the pool, and have ones unknown to us', () => {
    for (const line of [
      '{"userPool":{}}',
      '{"userPool":{},"clients":1,"logDelivery":null,"newer":[{"deep":true}]}'
    ]) {
      expect(definitionCodec.decode(line)).toEqual(JSON.parse(line))
    }
  })

  test('is written section by section, what is absent being absent', () => {
    const line = encodeDefinition({
      userPool: { Name: 'people' },
      terms: [],
      logDelivery: null,
      notCaptured: [{ section: 'terms', reason: 'cognito-idp:ListTerms' }]
    })
    expect(line).toBe(
      '{"userPool":{"Name":"people"},"terms":[],"logDelivery":null,"notCaptured":[{"section":"terms","reason":"cognito-idp:ListTerms"}]}'
    )
  })

  test.each([
    ['{"UserPoolTags":{"__proto__":"x"}}', 'is not canonical'],
    [
      '{"SchemaAttributes":[{},{"Name":5}]}',
      'has a wrong or missing field userPool.SchemaAttributes.1.Name'
    ],
    [
      `{"UserPoolTags":${'['.repeat(64)}${']'.repeat(64)}}`,
      'has more in its field userPool than a snapshot holds'
    ]
  ])('is not written with %s', (json, why) => {
    const content = { userPool: JSON.parse(json) as object }
    expect(() => encodeDefinition(content)).toThrow(unreadable(why))
  })

  test('comes back as it was for any answers of the API', () => {
    // Names of fields of an API are not numbers, which objects would reorder.
    const answer = fc.dictionary(
      fc.stringMatching(/^[A-Z]\w*$/),
      // Such a key is refused, and so never written.
      fc.jsonValue().filter(value => !hasPrototype(value)),
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
    ['an mfaConfig that is no object', '{"userPool":{},"mfaConfig":1}'],
    ['a pool that is null', '{"userPool":null}'],
    [
      'a nesting too deep to be written again',
      `{"userPool":{},"deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    ],
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

  test.each([
    '{"userPool":{"__proto__":{"evil":1}},"mfaConfig":{}}',
    '{"userPool":{},"tags":{"__proto__":{"evil":1}}}',
    '{"__proto__":{"evil":1},"userPool":{}}'
  ])('with a prototype is refused: %s', line => {
    expect(() => definitionCodec.decode(line)).toThrow(refusal)
    expect({}).not.toHaveProperty('evil')
  })

  test('may speak of prototypes in its texts', () => {
    const line = encodeDefinition({
      userPool: { Name: '"__proto__":', constructor: 'x' }
    })
    expect(definitionCodec.decode(line).userPool['Name']).toBe('"__proto__":')
  })

  test('is refused without a word of what it holds', () => {
    expect(() => definitionCodec.decode('{"secret')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret')
      })
    )
  })
})

describe('a definition that would grow in memory', () => {
  test.each([
    ['nested deeply', '['],
    ['of many values', '{},'],
    ['of many texts', '"",']
  ])('%s is refused on its way', async (_what, piece) => {
    let chunks = 0
    async function* endless() {
      yield Buffer.from('{"userPool":[')
      for (; ; chunks += 1) {
        yield await Promise.resolve(Buffer.from(piece.repeat(10_000)))
      }
    }
    await expect(drain(readDocument(endless()))).rejects.toMatchObject({
      code: 'snapshot-bomb'
    })
    expect(chunks).toBeLessThanOrEqual(100)
  })
})

describe('the text of a definition', () => {
  const read = async (...chunks: (string | Buffer)[]) =>
    (
      await drain(
        readDocument(streamOf(chunks.map(chunk => Buffer.from(chunk))))
      )
    ).flat()

  test('is one line, wherever it is cut into chunks', async () => {
    const line = '{"a":"é\u2028🔐"}'
    const bytes = Buffer.from(`${line}\n`)
    expect(await read(...Array.from(bytes, byte => Buffer.of(byte)))).toEqual([
      line
    ])
  })

  test.each([
    ['without its line feed', ['{}']],
    ['of two lines', ['{}\n{}\n']],
    ['with an empty line after it', ['{}\n', '\n']],
    ['with an empty line before it', ['\n{}\n']],
    ['of nothing', []],
    ['that goes on after its line feed', ['{}\n{}']]
  ])('%s is refused', async (_what, chunks) => {
    await expect(read(...chunks)).rejects.toEqual(refusal)
  })

  test('that is not UTF-8 is refused', async () => {
    await expect(read(Buffer.of(0x22, 0xff, 0x22, 0x0a))).rejects.toEqual(
      refusal
    )
  })

  test('in a frame is three lines, no more and no fewer', async () => {
    const framed = (text: string) =>
      drain(readDocument(streamOf([Buffer.from(text)]), 3))
    expect(await framed('1\n2\n3\n')).toEqual([['1', '2', '3']])
    for (const text of ['1\n', '1\n2\n', '1\n2\n3', '1\n2\n3\n4\n', '']) {
      await expect(framed(text)).rejects.toEqual(refusal)
    }
  })
})
