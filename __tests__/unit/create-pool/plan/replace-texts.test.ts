import { describe, expect, test } from '@jest/globals'
import type { Json } from '../../../../src/compare/definition/json.ts'
import { replaceTexts } from '../../../../src/create-pool/plan/replace-texts.ts'
import { client, definitionWith } from '../../../fixtures/create-plan.ts'

function replaced(sections: Record<string, Json>, ...lines: string[]) {
  return replaceTexts(
    definitionWith(sections),
    lines.map(line => {
      const [from = '', to = ''] = line.split('=>')
      return { from, to }
    })
  )
}

describe('the replacements in a definition', () => {
  test('change every text, at any depth, and count the texts', () => {
    const { definition, replaced: counts } = replaced(
      {
        userPool: { LambdaConfig: { PreSignUp: 'arn:1111:f' } },
        clients: [client('a', 'app', { CallbackURLs: ['https://1111', 'b'] })]
      },
      '1111=>2222'
    )

    expect(counts).toEqual([2])
    expect(definition).toMatchObject({
      userPool: { LambdaConfig: { PreSignUp: 'arn:2222:f' } },
      clients: [{ CallbackURLs: ['https://2222', 'b'] }]
    })
  })

  test('follow each other', () => {
    const { definition, replaced: counts } = replaced(
      { tags: { team: 'one' } },
      'one=>two',
      'two=>three'
    )

    expect(definition['tags']).toEqual({ team: 'three' })
    expect(counts).toEqual([1, 1])
  })

  test('take a dollar sign in the new text as it is', () => {
    const { definition } = replaced({ tags: { team: 'a' } }, 'a=>$&$1')
    expect(definition['tags']).toEqual({ team: '$&$1' })
  })

  test('leave the keys of tags', () => {
    const { definition } = replaced({ tags: { a: 'a', logo: 'a' } }, 'a=>b')
    expect(definition['tags']).toEqual({ a: 'b', logo: 'b' })
  })

  test('leave files, whose base64 may hold any letters', () => {
    const sections = {
      tags: { key: 'QUJD' },
      branding: {
        pool: { logo: 'QUJD', CSS: 'QUJD' },
        clients: [],
        managedLogin: [{ ClientId: 'a', Assets: [{ Bytes: 'QUJD' }] }]
      }
    }
    const { definition, replaced: counts } = replaced(sections, 'QUJD=>x')
    expect(counts).toEqual([2])
    expect(definition).toMatchObject({
      branding: {
        pool: { logo: 'QUJD', CSS: 'x' },
        managedLogin: [{ Assets: [{ Bytes: 'QUJD' }] }]
      }
    })
  })

  test('leave what no new pool takes over, such as ids and dates', () => {
    expect(() =>
      replaced(
        {
          userPool: { Arn: 'arn:1111', CreationDate: '1111' },
          clients: [client('1111', 'app')]
        },
        '1111=>2222'
      )
    ).toThrow('number 1')
  })

  test('are refused by number and text if they change nothing', () => {
    expect(() =>
      replaced({ tags: { team: 'a' } }, 'a=>b', 'private=>c', 'secret=>d')
    ).toThrow(
      'The input replace has replacements that change no text of the definition: number 2 (private), number 3 (secret). Correct or remove them.'
    )
  })
})
