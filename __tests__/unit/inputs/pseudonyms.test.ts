import { describe, expect, test } from '@jest/globals'
import { takeTexts } from '../../../src/inputs/parse.ts'
import type { RestoreInputs } from '../../../src/inputs/restore.ts'
import { secretTexts } from '../../../src/inputs/secrets.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun, stepEnv } from '../../fixtures/read-inputs.ts'

const KEY = 'not a real key, but long enough!'

function read(inputs: Record<string, string>) {
  const needed = { 'user-pool-id': POOL_ID, bucket: 'my-backups' }
  const { inputs: read } = readRun({ mode: 'restore', ...needed, ...inputs })
  return (read as RestoreInputs).policies.pseudonyms
}

describe('pseudonymise', () => {
  test('is off by default', () => {
    expect(read({})).toBeUndefined()
  })

  test('takes a key, and attributes to keep, each once', () => {
    const inputs = { pseudonymise: 'stable', 'pseudonym-key': KEY }
    expect(read(inputs)).toEqual({ key: KEY, keep: [] })
    const keep = 'custom:plan\n\n locale\ncustom:plan'
    expect(read({ ...inputs, 'keep-attributes': keep })).toEqual({
      key: KEY,
      keep: ['custom:plan', 'locale']
    })
  })

  test.each([
    ['no key', { pseudonymise: 'stable' }, /pseudonym-key is missing/],
    [
      'a short key',
      { pseudonymise: 'stable', 'pseudonym-key': KEY.slice(1) },
      /pseudonym-key is not one line of at least 32/
    ],
    [
      'a key of few characters',
      { pseudonymise: 'stable', 'pseudonym-key': 'changeme'.repeat(8) },
      /pseudonym-key is not random/
    ],
    ['a key alone', { 'pseudonym-key': KEY }, /pseudonym-key is given/],
    [
      'attributes alone',
      { 'keep-attributes': 'locale' },
      /keep-attributes is given/
    ],
    [
      'an address to keep',
      {
        pseudonymise: 'stable',
        'pseudonym-key': KEY,
        'keep-attributes': 'email'
      },
      /keep-attributes names one of/
    ],
    [
      'the profile to keep, which proves that users are made up',
      {
        pseudonymise: 'stable',
        'pseudonym-key': KEY,
        'keep-attributes': 'profile'
      },
      /keep-attributes names one of/
    ],
    [
      'identities to link',
      {
        pseudonymise: 'stable',
        'pseudonym-key': KEY,
        'federated-users': 'link'
      },
      /federated-users is link/
    ],
    [
      'subs of people to keep',
      {
        pseudonymise: 'stable',
        'pseudonym-key': KEY,
        'sub-attribute': 'custom:old_sub'
      },
      /sub-attribute would keep the subs of real people/
    ]
  ])('refuses %s, and never repeats the key', (_, inputs, message) => {
    expect(() => read(inputs)).toThrow(message)
    expect(() => read(inputs)).not.toThrow(KEY.slice(1))
  })

  test.each(['restore', 'export'])(
    'hides its key from the log of mode %s',
    mode => {
      const texts = takeTexts(stepEnv({ mode, 'pseudonym-key': `${KEY}\n` }))
      expect(secretTexts(texts)).toEqual([KEY])
      expect(secretTexts(takeTexts(stepEnv({ mode })))).toEqual([])
    }
  )
})
