import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { checkPasswordHash } from '../../../../../simulator/cognito/import/password-hash.ts'
import {
  HASH_ALGORITHM,
  HASH_LENGTH,
  newPasswordHash
} from '../../../../../src/restore/plan/import/password-hash.ts'

const BYTES = 39
const hashOf = (bytes: Uint8Array) => newPasswordHash(() => bytes)

describe('a password hash that nobody knows a password for', () => {
  test('is one that Cognito takes, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: BYTES, maxLength: BYTES }),
        bytes => {
          const hash = hashOf(bytes)
          expect(hash).toHaveLength(60)
          expect(() => {
            checkPasswordHash(HASH_ALGORITHM, hash)
          }).not.toThrow()
          // The last character of 16 and of 23 bytes has spare bits, all zero:
          // a strict reader refuses others.
          expect(hash).toMatch(
            /^\$2b\$10\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/
          )
        }
      )
    )
    expect(HASH_LENGTH).toBe(60)
  })

  test('is in the base64 of bcrypt', () => {
    expect(hashOf(new Uint8Array(BYTES))).toBe(`$2b$10$${'.'.repeat(53)}`)
    expect(hashOf(new Uint8Array(BYTES).fill(255))).toBe(
      `$2b$10$${'9'.repeat(21)}u${'9'.repeat(30)}6`
    )
    // 0x00 0x10 0x83 are 0, 1, 2 and 3 in six bits each.
    const first = Uint8Array.from({ length: BYTES }, (_, at) =>
      at < 3 ? ([0x00, 0x10, 0x83][at] ?? 0) : 0
    )
    expect(hashOf(first).slice(7, 11)).toBe('./AB')
  })

  test('is another one for other bytes, down to the last bit', () => {
    const bytes = randomBytes(BYTES)
    const hashes = new Set([hashOf(bytes)])
    for (let bit = 0; bit < BYTES * 8; bit += 1) {
      const other = Uint8Array.from(bytes)
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      hashes.add(hashOf(other))
    }
    expect(hashes.size).toBe(1 + BYTES * 8)
  })

  test('never repeats, as it takes fresh bytes each time', () => {
    const lengths: number[] = []
    const bytes = (length: number) => {
      lengths.push(length)
      return randomBytes(length)
    }
    const hashes = Array.from({ length: 1000 }, () => newPasswordHash(bytes))
    expect(new Set(hashes).size).toBe(1000)
    expect(new Set(hashes.map(hash => hash.slice(0, 29))).size).toBe(1000)
    expect(new Set(lengths)).toEqual(new Set([BYTES]))
  })
})
