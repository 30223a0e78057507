import { armor, Encrypter } from 'age-encryption'
import { describe, expect, test } from '@jest/globals'
import { readAgeHeader } from '../../../../src/snapshot/age/age-header.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS
} from '../../../fixtures/age-keys.ts'

async function encryptFor(recipients: readonly string[]) {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt('text')
}

const times = (count: number) => Array<string>(count).fill(X25519.recipient)

describe('the header of an age file', () => {
  test('tells the kind of its keys and how many there are', async () => {
    const x25519 = [X25519.recipient, X25519_BREAK_GLASS.recipient]
    expect(readAgeHeader(await encryptFor(x25519))).toEqual({
      kind: 'X25519',
      recipients: 2
    })
    const hybrid = [HYBRID.recipient]
    expect(readAgeHeader(await encryptFor(hybrid))).toEqual({
      kind: 'hybrid',
      recipients: 1
    })
  })

  test('may name twenty keys, also of the larger kind', async () => {
    expect(readAgeHeader(await encryptFor(times(20)))).toMatchObject({
      recipients: 20
    })
    const hybrid = Array<string>(20).fill(HYBRID_BREAK_GLASS.recipient)
    expect(readAgeHeader(await encryptFor(hybrid))).toMatchObject({
      recipients: 20
    })
  })
})

describe('a header is refused', () => {
  test('that names more than twenty keys', async () => {
    const file = await encryptFor(times(21))
    expect(readAgeHeader(file)).toBe('is encrypted for more than 20 keys')
  })

  test('of a size that no twenty keys take', () => {
    const endless = Buffer.alloc(1_000_000, 'a')
    endless.write('age-encryption.org/v1\n-> X25519 aaaa\n')
    expect(readAgeHeader(endless)).toMatch('without an end, or one too large')
  })

  test('with keys of both kinds', async () => {
    const both = [X25519.recipient, HYBRID.recipient]
    expect(readAgeHeader(await encryptFor(both))).toMatch('hybrid keys alone')
  })

  test('of a file with a passphrase', async () => {
    const encrypter = new Encrypter()
    encrypter.setPassphrase('correct horse')
    encrypter.setScryptWorkFactor(1)
    const file = await encrypter.encrypt('text')
    expect(readAgeHeader(file)).toMatch('other than X25519 keys')
  })

  test('of a file of another version', async () => {
    const file = Buffer.from(await encryptFor([X25519.recipient]))
    file.write('age-encryption.org/v2', 'latin1')
    expect(readAgeHeader(file)).toBe('is not an age file')
  })

  test('of an armored file', async () => {
    const file = armor.encode(await encryptFor([X25519.recipient]))
    expect(readAgeHeader(Buffer.from(file))).toBe('is armored')
  })

  test.each([
    ['nothing', ''],
    ['gzip data', '\u001f\u008b\u0008\u0000'],
    ['another version', 'age-encryption.org/v2\n---\n'],
    ['a carriage return', 'age-encryption.org/v1\r\n---\r\n'],
    ['no key', 'age-encryption.org/v1\n--- AAAA\n'],
    [
      'a word of JavaScript for a key',
      'age-encryption.org/v1\n-> toString\n---'
    ]
  ])('of %s', (_what, text) => {
    expect(typeof readAgeHeader(Buffer.from(text, 'latin1'))).toBe('string')
  })
})
