import { describe, expect, test } from '@jest/globals'
import { X25519 } from '../../fixtures/age-keys.ts'
import { CONTENT, verify } from '../../fixtures/verify-scene.ts'

describe('whether a snapshot is encrypted with age', () => {
  const titles = async (...scene: Parameters<typeof verify>) => {
    const { outcome, error } = await verify(...scene)
    expect(error).toBeUndefined()
    return {
      ageKeys: outcome.ageKeys,
      warnings: outcome.warnings.map(({ title }) => title)
    }
  }
  const ageIdentities = [X25519.identity]

  test.each(['contents', 'headers'] as const)(
    'is warned of by its %s, where it is not and a key was given for it',
    async level => {
      expect(await titles({ level, ageIdentities })).toEqual({
        ageKeys: 0,
        warnings: ['The snapshot is not encrypted with age']
      })
    }
  )

  test('is no reason for a warning otherwise', async () => {
    expect(await titles()).toEqual({ ageKeys: 0, warnings: [] })
    const content = { ...CONTENT, ageRecipients: [X25519.recipient] }
    expect(await titles({ content, ageIdentities })).toEqual({
      ageKeys: 1,
      warnings: []
    })
  })
})
