import { describe, expect, test } from '@jest/globals'
import type { HashingAlgorithm } from '../../../../../simulator/cognito/import/password-hash.ts'
import { checkPasswordHash } from '../../../../../simulator/cognito/import/password-hash.ts'

// The examples of the developer guide.
const bcrypt = '$2b$10$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6'
const scrypt =
  '65536$8$1$304dbaef7c5e828dc19c98f0600d18fe$4f69c498c12cd102d057356facf8d77e8d42407090491ea32c5b038f5a18c099'
const argon2id =
  '$argon2id$v=19$m=19456,t=2,p=1$ko/G5o1ms+ML08P95sQ8DA$AkVbvWSOqz7Hs3qthhWKxicOWnGLN+MBmpwc3emi5VA'
const pbkdf2 =
  '$pbkdf2-sha256$600000$1XZlmwLQ2hhM3JYuCPiArQ$Pfheg9Zi/v5lXU4yyLA0WFUYEd/rlaVbzrM9oMD6IrA'

const check = (algorithm: HashingAlgorithm, hash: string) => () =>
  checkPasswordHash(algorithm, hash)

describe('a password hash', () => {
  test.each([
    ['BCRYPT', bcrypt],
    ['SCRYPT', scrypt],
    ['ARGON2ID', argon2id],
    ['PBKDF2_SHA256', pbkdf2],
    ['BCRYPT', bcrypt.replace('2b$10', '2y$12')]
  ] as const)('of %s is accepted: %s', (algorithm, hash) => {
    expect(check(algorithm, hash)).not.toThrow()
  })

  test.each([
    ['BCRYPT', bcrypt.replace('$10$', '$13$')],
    ['SCRYPT', scrypt.replace('65536', '131072')],
    ['SCRYPT', scrypt.replace('$8$', '$9$')],
    ['SCRYPT', scrypt.replace('$1$', '$2$')],
    ['ARGON2ID', argon2id.replace('m=19456', 'm=19457')],
    ['ARGON2ID', argon2id.replace('t=2', 't=3')],
    ['ARGON2ID', argon2id.replace('p=1', 'p=2')],
    ['PBKDF2_SHA256', pbkdf2.replace('600000', '600001')]
  ] as const)('of %s is refused past the bounds: %s', (algorithm, hash) => {
    expect(check(algorithm, hash)).toThrow('exceeds the maximum')
  })

  test.each([
    ['BCRYPT', 'password'],
    ['BCRYPT', bcrypt.slice(0, -1)],
    ['BCRYPT', bcrypt.toUpperCase()],
    ['SCRYPT', scrypt.replace('65536', '65535')],
    ['SCRYPT', `${scrypt}f`],
    ['ARGON2ID', argon2id.replace('argon2id', 'argon2i')],
    ['ARGON2ID', `${argon2id}=`],
    ['PBKDF2_SHA256', pbkdf2.replace('600000', '0')]
  ] as const)('of %s is refused if malformed: %s', (algorithm, hash) => {
    expect(check(algorithm, hash)).toThrow(`not a valid ${algorithm} hash`)
  })

  test('of another algorithm than the job has is refused', () => {
    expect(check('BCRYPT', argon2id)).toThrow('a different algorithm')
  })
})
