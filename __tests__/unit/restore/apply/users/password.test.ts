import { describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { newPassword } from '../../../../../src/restore/apply/users/password.ts'

// The special characters of Cognito's policies, without the space that may not
// stand at an end.
const SYMBOLS = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/

describe('a password', () => {
  test('satisfies every policy that a pool can have', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 99 }),
        fc.uint8Array({ minLength: 75, maxLength: 75 }),
        (minimumLength, bytes) => {
          const take = (length: number) => bytes.subarray(0, length)
          const password = newPassword(take, minimumLength)
          expect(password.length).toBeGreaterThanOrEqual(minimumLength)
          expect(password.length).toBeLessThanOrEqual(256)
          expect(password).toMatch(/[a-z]/)
          expect(password).toMatch(/[A-Z]/)
          expect(password).toMatch(/[0-9]/)
          expect(password).toMatch(SYMBOLS)
          expect(password).toMatch(/^\S+$/)
        }
      ),
      { numRuns: 500 }
    )
  })

  test('holds all of at least 256 random bits', () => {
    let asked = 0
    const password = newPassword(length => {
      asked = length
      return new Uint8Array(length).fill(0xff)
    }, 8)
    expect(asked).toBeGreaterThanOrEqual(32)
    expect(Buffer.from(password.slice(0, -4), 'base64url')).toEqual(
      Buffer.alloc(asked, 0xff)
    )
  })

  test('is another one each time', () => {
    const many = Array.from({ length: 1000 }, () => newPassword(randomBytes, 8))
    expect(new Set(many).size).toBe(1000)
  })
})
