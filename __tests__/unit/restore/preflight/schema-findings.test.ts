import { describe, expect, test } from '@jest/globals'
import {
  attribute,
  blockOf,
  find,
  warningOf
} from '../../../fixtures/preflight-facts.ts'

describe('attributes', () => {
  const written = { attributes: new Set(['custom:b', 'custom:a']) }
  const sourceSchema = [
    attribute('custom:a', { maxLength: 9 }),
    attribute('custom:b'),
    attribute('custom:unused')
  ]
  const adding = { addCustomAttributes: true }

  test('that the target lacks block, with the input that adds them', () => {
    expect(blockOf({ sourceSchema, plan: written })).toMatch(
      /lacks the attributes custom:a, custom:b\..*add-custom-attributes/
    )
  })

  test('that will be added block nothing', () => {
    const changes = { sourceSchema, plan: written, policies: adding }
    expect(find(changes)).toEqual([])
  })

  test('that no pool can have block', () => {
    const longest = `custom:${'a'.repeat(20)}`
    const changes = (name: string) => ({
      sourceSchema: [attribute(name)],
      plan: { attributes: new Set([name]) },
      policies: adding
    })
    expect(find(changes(longest))).toEqual([])
    for (const name of [`${longest}a`, 'custom:a b', 'custom:']) {
      expect(blockOf(changes(name))).toContain(name)
    }
  })

  test('that nobody knows how to add block whatever the input says', () => {
    for (const policies of [{}, adding]) {
      const text = blockOf({ plan: written, policies })
      expect(text).toMatch(/custom:a, custom:b.*doesn't hold their types/)
      expect(text).not.toContain('add-custom-attributes')
    }
    const standard = [attribute('nickname')]
    const plan = { attributes: new Set(['nickname']) }
    expect(
      blockOf({ sourceSchema: standard, plan, policies: adding })
    ).toContain('nickname')
  })

  test('that would be more than Cognito allows block', () => {
    const target = {
      schema: Array.from({ length: 49 }, (_, n) => attribute(`custom:t${n}`))
    }
    for (const policies of [{}, adding]) {
      expect(
        blockOf({ sourceSchema, target, plan: written, policies })
      ).toMatch(/has 49 custom attributes.*allows 50/)
    }
    const less = { schema: [...target.schema.slice(1), attribute('email')] }
    expect(
      find({ sourceSchema, target: less, plan: written, policies: adding })
    ).toEqual([])
  })

  test('of another type block', () => {
    const target = {
      schema: [attribute('custom:a', { type: 'Number' }), attribute('custom:b')]
    }
    expect(blockOf({ sourceSchema, target, plan: written })).toContain(
      'custom:a (String in the snapshot, Number in the target pool)'
    )
  })

  test('that are immutable in the target only are warned of', () => {
    const target = {
      schema: [
        attribute('custom:a', { mutable: false, maxLength: 9 }),
        attribute('custom:b')
      ]
    }
    const changes = { sourceSchema, target, plan: written }
    expect(warningOf(changes)).toMatch(/custom:a\. They are written when/)
    expect(warningOf(changes)).not.toContain('linked')
    const policies = { federatedUsers: 'link' } as const
    expect(warningOf({ ...changes, policies })).toContain('linked')
  })

  test('that are more limited in the target are warned of', () => {
    const target = {
      schema: [attribute('custom:a', { maxLength: 8 }), attribute('custom:b')]
    }
    expect(warningOf({ sourceSchema, target, plan: written })).toMatch(
      /fewer values.*: custom:a\./
    )
  })
})
