import { randomBytes } from 'node:crypto'
import { Encrypter } from 'age-encryption'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { keyOf } from '../../../../src/snapshot/age/age-keys.ts'
import { decryptAge } from '../../../../src/snapshot/age/age-reader.ts'
import { X25519 } from '../../../fixtures/age-keys.ts'

let KEY: Awaited<ReturnType<typeof keyOf>>
/** TEXT, encrypted. */
let FILE: Buffer

// Three chunks of 64 KiB, and a little.
const TEXT = randomBytes(200_000)

async function encrypt(text: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(X25519.recipient)
  return encrypter.encrypt(text)
}

beforeAll(async () => {
  KEY = await keyOf(X25519.identity)
  FILE = Buffer.from(await encrypt(TEXT))
})

const refusal = { code: 'snapshot-damaged' }

test('an age file of several chunks decrypts to what went into it', async () => {
  const text = await decryptAge(FILE, KEY, 1)
  expect(text.equals(TEXT)).toBe(true)
})

describe('of an age file of several chunks, nothing comes out', () => {
  test.each<[string, (file: Buffer) => Buffer]>([
    ['when its last byte lacks', file => file.subarray(0, -1)],
    [
      'when its last chunk lacks',
      file => file.subarray(0, -(200_000 % 65_536) - 16)
    ],
    ['when half of it lacks', file => file.subarray(0, 100_000)],
    ['when a byte follows it', file => Buffer.concat([file, Buffer.of(0)])]
  ])('%s', async (_what, damage) => {
    await expect(decryptAge(damage(FILE), KEY, 1)).rejects.toMatchObject(
      refusal
    )
  })

  test('when any of its chunks was changed', async () => {
    for (const at of [500, 70_000, 140_000, FILE.length - 1]) {
      const changed = Buffer.from(FILE)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      await expect(decryptAge(changed, KEY, 1)).rejects.toMatchObject(refusal)
    }
  })
})

test('a sentence about an age file holds nothing of it', async () => {
  const header = 'age-encryption.org/v1\n-> X25519 secret-of-ada\n--- x\n'
  await expect(decryptAge(Buffer.from(header), KEY, 1)).rejects.toMatchObject({
    message: expect.not.stringContaining('secret-of-ada')
  })
})
