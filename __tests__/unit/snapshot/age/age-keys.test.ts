import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import {
  fingerprint,
  identityKind,
  keyOf,
  recipientKind
} from '../../../../src/snapshot/age/age-keys.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS
} from '../../../fixtures/age-keys.ts'

const KEYS = [
  ['X25519', X25519],
  ['X25519', X25519_BREAK_GLASS],
  ['hybrid', HYBRID],
  ['hybrid', HYBRID_BREAK_GLASS]
] as const

describe.each(KEYS)('a key of kind %s', (kind, key) => {
  test('is known by its recipient and by its identity', () => {
    expect(recipientKind(key.recipient)).toBe(kind)
    expect(identityKind(key.identity)).toBe(kind)
  })

  test('has the recipient that its file says, and a fingerprint', async () => {
    const { recipient, identity } = key
    expect(await keyOf(identity)).toEqual({
      identity,
      recipient,
      fingerprint: createHash('sha256').update(recipient).digest('hex')
    })
  })

  test('is none with any one character changed, left out or added', () => {
    const { recipient, identity } = key
    for (const [text, kindOf] of [
      [recipient, recipientKind],
      [identity, identityKind]
    ] as const) {
      for (let at = 0; at < Math.min(text.length, 80); at += 1) {
        const other = text.charAt(at).toLowerCase() === 'q' ? 'p' : 'q'
        const [before, after] = [text.slice(0, at), text.slice(at + 1)]
        expect(kindOf(`${before}${other}${after}`)).toBeUndefined()
        expect(kindOf(`${before}${after}`)).toBeUndefined()
      }
      expect(kindOf(`${text}q`)).toBeUndefined()
      expect(kindOf(` ${text}`)).toBeUndefined()
      expect(kindOf(`${text}\n`)).toBeUndefined()
      expect(kindOf(text.toUpperCase())).toBe(
        text === text.toUpperCase() ? kind : undefined
      )
    }
  })
})

test('a recipient is no identity, nor the other way round', () => {
  for (const [, { recipient, identity }] of KEYS) {
    expect(identityKind(recipient)).toBeUndefined()
    expect(recipientKind(identity)).toBeUndefined()
  }
})

test.each([
  '',
  'age1',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAyJSLUgCmhRzfGJlKXJ',
  // Of age-plugin-yubikey and of a hardware token that follows C2SP/age.
  'age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt',
  'age1tag1qdyxsv9nxmvr2q6a2q3kn3y7w5h2wct3p2n0q8c4x3x0wxz6k6d5sg7s9hu',
  'AGE-PLUGIN-YUBIKEY-1VKJ5YQYZL50SQXGMPFH7V'
])('%j is neither a recipient nor an identity', text => {
  expect(recipientKind(text)).toBeUndefined()
  expect(identityKind(text)).toBeUndefined()
})

test('a fingerprint is lower-case hex, as sha256sum prints it', () => {
  expect(fingerprint('age1example')).toMatch(/^[0-9a-f]{64}$/)
})
