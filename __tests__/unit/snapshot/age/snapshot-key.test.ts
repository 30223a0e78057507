import { describe, expect, test } from '@jest/globals'
import { fingerprint } from '../../../../src/snapshot/age/age-keys.ts'
import {
  findKeys,
  noIdentity
} from '../../../../src/snapshot/age/snapshot-key.ts'
import {
  HYBRID,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../../../fixtures/age-keys.ts'
import { smallManifest } from '../../../fixtures/small-snapshot.ts'

function encryptedFor(...keys: TestKey[]) {
  const manifest = smallManifest({ users: 0, groups: 0, memberships: 0 }, [])
  const recipients = keys.map(({ recipient }) => fingerprint(recipient))
  manifest.encryption.client = { scheme: 'age', recipients }
  return manifest
}

const short = ({ recipient }: TestKey) => fingerprint(recipient).slice(0, 8)

describe('the keys of a snapshot', () => {
  const manifest = encryptedFor(X25519, X25519_BREAK_GLASS)

  test('are those identities whose fingerprints its manifest has', async () => {
    const identities = [HYBRID.identity, X25519_BREAK_GLASS.identity]
    expect(await findKeys(manifest, identities)).toEqual([
      {
        identity: X25519_BREAK_GLASS.identity,
        recipient: X25519_BREAK_GLASS.recipient,
        fingerprint: fingerprint(X25519_BREAK_GLASS.recipient)
      }
    ])
  })

  test('are none where none was given, which only a reader of records minds', async () => {
    expect(await findKeys(manifest, [])).toEqual([])
  })

  test('are none of a plain snapshot, whatever was given', async () => {
    const plain = smallManifest({ users: 0, groups: 0, memberships: 0 }, [])
    expect(await findKeys(plain, [X25519.identity])).toEqual([])
  })
})

describe('the sentence about a key', () => {
  test('that does not fit names both sides, and no secret', async () => {
    const finding = findKeys(encryptedFor(X25519), [
      X25519_BREAK_GLASS.identity
    ])
    await expect(finding).rejects.toMatchObject({
      code: 'wrong-identity',
      message: `The input age-identity does not open the snapshot, which is encrypted for the key ${short(X25519)} and not for the key ${short(X25519_BREAK_GLASS)}. Keys are named by the first 8 digits of the SHA-256 of the public key.`
    })
  })

  test('that is missing names the input and the keys', () => {
    const { code, message } = noIdentity(
      [X25519, X25519_BREAK_GLASS].map(({ recipient }) =>
        fingerprint(recipient)
      )
    )
    expect(code).toBe('no-identity')
    expect(message).toContain('Set the input age-identity')
    expect(message).toContain(
      `the keys ${short(X25519)}, ${short(X25519_BREAK_GLASS)}`
    )
  })
})
