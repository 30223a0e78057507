import { describe, expect, test } from '@jest/globals'
import { parseInput, takeTexts } from '../../../src/inputs/parse.ts'
import { secretTexts } from '../../../src/inputs/secrets.ts'
import { UserError } from '../../../src/shared/errors.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS
} from '../../fixtures/age-keys.ts'
import { KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun, stepEnv } from '../../fixtures/read-inputs.ts'
import type { Env } from '../../../src/shared/world.ts'

const read = (name: 'age-recipients' | 'age-identity', lines: string[]) =>
  parseInput(takeTexts(stepEnv({ [name]: lines.join('\n') })), name)
const recipients = (...lines: string[]) => read('age-recipients', lines)
const identities = (...lines: string[]) => read('age-identity', lines)
const secretsIn = (env: Env) => secretTexts(takeTexts(env))

/** The sentence that an input is refused with, which never repeats a value. */
function refusal(read: () => unknown, value: string): string {
  try {
    read()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    expect(error.code).toBe('input')
    for (const line of value.split('\n')) {
      if (line.length > 12) expect(error.message).not.toContain(line)
    }
    expect(error.cause).toBeUndefined()
    return error.message
  }
  throw new Error('It was accepted')
}

const SSH =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAyJSLUgCmhRzfGJlKXJ ada@laptop'
const YUBIKEY =
  'age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt'

describe('the input age-recipients', () => {
  test.each([
    ['first', 1, ['', X25519.recipient]],
    ['last', 2, [X25519.recipient, '', '']],
    ['middle', 2, [X25519.recipient, ' ', X25519_BREAK_GLASS.recipient]]
  ])(
    'takes no empty %s line, as a variable that is not set leaves it',
    (_where, number, lines) => {
      expect(() => recipients(...lines)).toThrow(`an empty line ${number};`)
    }
  )

  test('takes public keys of one kind, one a line, with comments', () => {
    expect(recipients('none')).toEqual([])
    expect(recipients('# nobody', 'none')).toEqual([])
    expect(recipients(X25519.recipient)).toEqual([X25519.recipient])
    expect(
      recipients(
        '# operations',
        ` ${X25519.recipient}\r`,
        '# in the safe',
        X25519_BREAK_GLASS.recipient
      )
    ).toEqual([X25519.recipient, X25519_BREAK_GLASS.recipient])
    const hybrid = [HYBRID.recipient, HYBRID_BREAK_GLASS.recipient]
    expect(recipients(...hybrid)).toEqual(hybrid)
  })

  test.each([
    ['a secret key', X25519.identity, /line 2 a secret key, which must never/],
    ['a hybrid secret key', HYBRID.identity, /line 2 a secret key/],
    [
      'a secret key in small letters',
      X25519.identity.toLowerCase(),
      /line 2 a secret key/
    ],
    ['an SSH key', SSH, /line 2 an SSH key/],
    ['a key of a plugin', YUBIKEY, /line 2 a key of a plugin/],
    [
      'a key of a hardware token',
      'age1tagpq1qqqqqqqqqqqqqqqqqqqq',
      /line 2 a key of a plugin or a hardware token/
    ],
    [
      'something armored',
      '-----BEGIN AGE ENCRYPTED FILE-----',
      /line 2 something armored/
    ],
    [
      'a key that was cut off',
      X25519.recipient.slice(0, -1),
      /line 2 a public key with a mistake/
    ],
    [
      'a key in capitals',
      X25519.recipient.toUpperCase(),
      /line 2 a public key with a mistake/
    ],
    [
      'two keys',
      `${X25519.recipient},${X25519_BREAK_GLASS.recipient}`,
      /line 2 a public key with a mistake/
    ],
    ['an address', 'ada@example.com', /line 2 something else/],
    [
      'the same key again',
      X25519_BREAK_GLASS.recipient,
      /the same key in the lines 1 and 2/
    ],
    [
      'a key of the other kind',
      HYBRID.recipient,
      /two kinds \(X25519 in line 1, hybrid in line 2\).*quantum/
    ]
  ])('refuses %s, by its line', (_what, line, sentence) => {
    const all = [X25519_BREAK_GLASS.recipient, line]
    expect(refusal(() => recipients(...all), all.join('\n'))).toMatch(sentence)
  })

  test('takes no more than twenty keys', async () => {
    const { generateX25519Identity, identityToRecipient } =
      await import('age-encryption')
    const many: string[] = []
    for (let count = 0; count < 21; count += 1) {
      many.push(await identityToRecipient(await generateX25519Identity()))
    }
    expect(recipients(...many.slice(0, 20))).toHaveLength(20)
    expect(refusal(() => recipients(...many), many.join('\n'))).toMatch(
      'more than 20 keys'
    )
  })
})

describe('the input age-identity', () => {
  test('takes secret keys as key files have them', () => {
    expect(identities('none')).toEqual([])
    expect(identities(X25519.text)).toEqual([X25519.identity])
    expect(identities(X25519.text, HYBRID.text, X25519.text)).toEqual([
      X25519.identity,
      HYBRID.identity
    ])
  })

  test.each([
    ['a public key', X25519.recipient, /line 2 a public key/],
    ['a key with a mistake', `${X25519.identity}Q`, /line 2 a secret key with/],
    [
      'a key in small letters',
      X25519.identity.toLowerCase(),
      /line 2 a secret key with a mistake/
    ],
    [
      'an encrypted key file',
      '-----BEGIN AGE ENCRYPTED FILE-----',
      /line 2 an encrypted key file; decrypt it first/
    ],
    [
      'an SSH key',
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      /line 2 something else than a secret key/
    ],
    [
      'a key of a plugin',
      'AGE-PLUGIN-YUBIKEY-1VKJ5YQYZL50SQXGMPFH7V',
      /no key of a plugin/
    ],
    ['a passphrase', 'correct horse battery staple', /takes no passphrase/]
  ])(
    'refuses %s, by its line and without a word of it',
    (_what, line, sentence) => {
      const all = [X25519.identity, line]
      expect(refusal(() => identities(...all), all.join('\n'))).toMatch(
        sentence
      )
    }
  )

  test('takes no more than twenty keys', () => {
    const many = Array<string>(21).fill(X25519.identity)
    expect(refusal(() => identities(...many), many.join('\n'))).toMatch(
      'more than 20 keys'
    )
  })

  test('is not for an export', () => {
    const refuse = (value: string) => () =>
      readRun({
        mode: 'export',
        'user-pool-id': POOL_ID,
        bucket: 'my-backups',
        'kms-key-id': KEY_ARN,
        'age-identity': value
      })
    expect(refusal(refuse(X25519.text), X25519.text)).toMatch(
      'an export must not have it'
    )
    expect(refuse('none\n')).not.toThrow()
  })
})

describe('the texts that no log may show', () => {
  test('are the lines of age-identity, right or wrong, without comments', () => {
    expect(
      secretsIn({
        'INPUT_AGE-IDENTITY': `${X25519.text}\n\n  wrong \r\n#\n`,
        INPUT_BUCKET: 'my-backups'
      })
    ).toEqual([X25519.identity, 'wrong'])
  })

  test('are secret keys in any input, also in a comment and in small letters', () => {
    const small = HYBRID.identity.toLowerCase()
    expect(
      secretsIn({
        'INPUT_AGE-RECIPIENTS': `# ${X25519.identity}\nsecret:${small}`,
        HOME: X25519_BREAK_GLASS.identity
      })
    ).toEqual([X25519.identity, small])
  })

  test('are none, and no word that logs need, where nothing was given', () => {
    expect(secretsIn({})).toEqual([])
    expect(secretsIn({ 'INPUT_AGE-IDENTITY': ' none\n' })).toEqual([])
    expect(
      secretsIn({ 'INPUT_AGE-IDENTITY': '\n \n', INPUT_MODE: undefined })
    ).toEqual([])
  })
})
