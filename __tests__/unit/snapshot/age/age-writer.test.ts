import { randomBytes } from 'node:crypto'
import { Decrypter, Encrypter } from 'age-encryption'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { readAgeHeader } from '../../../../src/snapshot/age/age-header.ts'
import {
  fingerprint,
  keyOf,
  recipientKind
} from '../../../../src/snapshot/age/age-keys.ts'
import { decryptAge } from '../../../../src/snapshot/age/age-reader.ts'
import { createAgeWriter } from '../../../../src/snapshot/age/age-writer.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../../../fixtures/age-keys.ts'

afterEach(() => {
  jest.restoreAllMocks()
})

const CHUNK = 64 * 1024
const BOTH = [X25519, X25519_BREAK_GLASS]
const recipientsOf = (keys: readonly TestKey[]) =>
  keys.map(({ recipient }) => recipient)

async function decrypt(file: Uint8Array, key: TestKey, recipients = 1) {
  return decryptAge(file, await keyOf(key.identity), recipients)
}

// Around the chunks of age, of which the last may be full but not empty.
const SIZES = [0, 1, 100].concat(
  [1, 2, 3, 4].flatMap(chunks => [-1, 0, 1].map(more => chunks * CHUNK + more))
)

const anyPiece = fc.constantFrom(...SIZES.slice(0, 6))

describe('what was encrypted', () => {
  test.each([
    ['X25519', X25519],
    ['hybrid', HYBRID]
  ])(
    'for an %s key is decrypted to the same bytes, whatever its size',
    async (_kind, key) => {
      const age = await createAgeWriter([key.recipient])
      const same: number[] = []
      for (const size of SIZES) {
        const bytes = randomBytes(size)
        const file = await age.encrypt([bytes])
        if ((await decrypt(file, key)).equals(bytes)) same.push(size)
      }
      expect(same).toEqual(SIZES)
    }
  )

  test('in pieces is one file of all of them, and the pieces are let go', async () => {
    const age = await createAgeWriter([X25519.recipient])
    await fc.assert(
      fc.asyncProperty(fc.array(anyPiece, { maxLength: 5 }), async sizes => {
        const pieces = sizes.map(size => randomBytes(size))
        const whole = Buffer.concat(pieces)
        const file = await age.encrypt(pieces)
        expect(pieces).toEqual([])
        expect((await decrypt(file, X25519)).equals(whole)).toBe(true)
      }),
      { numRuns: 30 }
    )
  })

  test.each([
    ['X25519', BOTH],
    ['hybrid', [HYBRID, HYBRID_BREAK_GLASS]]
  ])('for two %s keys is opened by each of them', async (kind, keys) => {
    const age = await createAgeWriter(recipientsOf(keys))
    const file = await age.encrypt([Buffer.from('text')])
    expect(readAgeHeader(file)).toEqual({ kind, recipients: 2 })
    for (const key of keys) {
      expect((await decrypt(file, key, 2)).toString()).toBe('text')
    }
  })

  test('has no other keys in it than those asked for', async () => {
    const age = await createAgeWriter(recipientsOf(BOTH))
    const file = await age.encrypt([Buffer.from('text')])
    expect(file.toString('latin1').match(/^-> .*$/gm)).toHaveLength(2)
  })

  test('is never the same twice', async () => {
    const age = await createAgeWriter([X25519.recipient])
    const [one, other] = [
      await age.encrypt([Buffer.from('text')]),
      await age.encrypt([Buffer.from('text')])
    ]
    expect(one.equals(other)).toBe(false)
  })
})

test('the fingerprints don’t depend on the order of the keys', async () => {
  const recipients = recipientsOf(BOTH)
  const { fingerprints } = await createAgeWriter(recipients)
  const reversed = await createAgeWriter([...recipients].reverse())
  expect(fingerprints).toEqual(recipients.map(fingerprint).sort())
  expect(reversed.fingerprints).toEqual(fingerprints)
})

type Encrypt = (this: Encrypter, file: unknown) => Promise<ReadableStream>

/** Has the library encrypt this way instead, as a faulty machine could. */
function encryptLike(faulty: (encrypt: Encrypt) => Encrypt): void {
  const { encrypt } = Encrypter.prototype as unknown as { encrypt: Encrypt }
  jest
    .spyOn(Encrypter.prototype, 'encrypt')
    .mockImplementation(faulty(encrypt) as never)
}

async function bytesOf(stream: ReadableStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const streamOf = (bytes: Uint8Array) =>
  new Blob([Uint8Array.from(bytes)]).stream()

describe('a file is not handed over', () => {
  const flipped = (at: number) => (file: Uint8Array) => {
    const position = at < 0 ? file.length + at : at
    return file.map((byte, index) => (index === position ? byte ^ 1 : byte))
  }

  test.each([
    ['its header is damaged', flipped(30)],
    ['its first chunk is damaged', flipped(500)],
    ['its last byte is damaged', flipped(-1)],
    ['its last byte is missing', (file: Uint8Array) => file.subarray(0, -1)],
    [
      'its last chunk is missing',
      (file: Uint8Array) => file.subarray(0, -(CHUNK + 16))
    ],
    [
      'a byte follows it',
      (file: Uint8Array) => Buffer.concat([file, Buffer.of(0)])
    ]
  ])('when %s', async (_what, change) => {
    const age = await createAgeWriter([X25519.recipient])
    encryptLike(
      encrypt =>
        async function (file) {
          return streamOf(change(await bytesOf(await encrypt.call(this, file))))
        }
    )
    await expect(age.encrypt([randomBytes(3 * CHUNK)])).rejects.toMatchObject({
      code: 'count-mismatch'
    })
  })

  test('when it holds something else than was put into it', async () => {
    const age = await createAgeWriter([X25519.recipient])
    encryptLike(
      encrypt =>
        async function (file) {
          await bytesOf(file as ReadableStream)
          return encrypt.call(this, streamOf(Buffer.from('another')))
        }
    )
    await expect(age.encrypt([Buffer.from('text')])).rejects.toMatchObject({
      code: 'count-mismatch'
    })
  })

  test('when it is encrypted for fewer keys than asked for', async () => {
    const age = await createAgeWriter(recipientsOf(BOTH))
    encryptLike(
      encrypt =>
        function (file) {
          // The library's own list, which is private.
          const { recipients } = this as unknown as { recipients: unknown[] }
          recipients.shift()
          return encrypt.call(this, file)
        }
    )
    await expect(age.encrypt([Buffer.from('text')])).rejects.toMatchObject({
      code: 'count-mismatch'
    })
  })
})

describe('keys are tried out first', () => {
  test('and one that nothing can be encrypted for is a wrong input', async () => {
    // The point 0 of the curve: a well-formed key, whose secrets are all 0.
    const zero = `age1${'q'.repeat(52)}5cu47z`
    expect(recipientKind(zero)).toBe('X25519')
    const creating = createAgeWriter([X25519.recipient, zero])
    await expect(creating).rejects.toMatchObject({
      code: 'input',
      message: expect.not.stringContaining(zero)
    })
  })

  test('and a library that doesn’t decrypt what it encrypts is found out', async () => {
    jest
      .spyOn(Decrypter.prototype, 'decrypt')
      .mockResolvedValue('else' as never)
    await expect(createAgeWriter([X25519.recipient])).rejects.toMatchObject({
      code: 'input'
    })
  })
})
