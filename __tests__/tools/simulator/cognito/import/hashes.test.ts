import { afterEach, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'
import { awsError } from '../../../../fixtures/simulator-clients.ts'
import type { ImportFile } from './import-pool.ts'
import { importPool, row, runImport } from './import-pool.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** Imports into a new pool and tells what became of it. */
async function importInto(
  settings: Record<string, unknown>,
  file: ImportFile,
  algorithm?: 'BCRYPT' | 'ARGON2ID'
) {
  const clock = manualClock()
  simulator = await startSimulator({ clock })
  return await runImport(simulator, clock, settings, file, algorithm)
}

describe('with a password hash', () => {
  const argon2id =
    '$argon2id$v=19$m=19456,t=2,p=1$ko/G5o1ms+ML08P95sQ8DA$AkVbvWSOqz7Hs3qthhWKxicOWnGLN+MBmpwc3emi5VA'
  const bcrypt = '$2b$10$CtA.Rcu/szzn9U00wpUjOuN3vrgJRZycv4aOzcP3GzqzO8UDPEFq6'

  test('a user is confirmed, without one not, and with a bad one not there', async () => {
    const { users, log, job } = await importInto(
      {},
      [
        row('ana', { password_hash: argon2id }),
        row('bo'),
        row('cy', { password_hash: bcrypt })
      ],
      'ARGON2ID'
    )
    expect(
      users.map(({ username, status, password }) => [
        username,
        status,
        password
      ])
    ).toEqual([
      ['ana', 'CONFIRMED', argon2id],
      ['bo', 'RESET_REQUIRED', undefined]
    ])
    expect(log[2]).toContain('different algorithm')
    expect(job.PasswordHashingAlgorithm).toBe('ARGON2ID')
  })

  test('a comma that is not escaped makes a row of its own kind', async () => {
    const { log } = await importInto(
      {},
      csv =>
        csv.replace(/(user-0.*)\n/, `$1${argon2id.replaceAll('$', '$$$$')}\n`),
      'ARGON2ID'
    )
    expect(log[0]).toBe('[FAILED] The row does not match the header.')
  })

  test('a job that names no algorithm ignores it', async () => {
    const { users } = await importInto({}, [
      row('ana', { password_hash: bcrypt })
    ])
    expect(users[0]).toMatchObject({
      status: 'RESET_REQUIRED',
      password: undefined
    })
  })

  test('a file needs the column', async () => {
    const { job } = await importInto(
      {},
      csv =>
        csv
          .split('\n')
          .map(line => line.replace(/,[^,]*$/, ''))
          .join('\n'),
      'BCRYPT'
    )
    expect(job).toMatchObject({
      Status: 'Failed',
      CompletionMessage: 'The CSV file does not have a password_hash column.'
    })
  })

  test.each([
    [false, false],
    ['header-only', true]
  ] as const)(
    'no job is created where pools accept them: %j',
    async (support, hasColumn) => {
      simulator = await startSimulator({ acceptsPasswordHashes: support })
      const pool = importPool(simulator)
      const PasswordHashingAlgorithm = 'BCRYPT'
      expect((await pool.header()).includes('password_hash')).toBe(hasColumn)
      await expect(pool.create({ PasswordHashingAlgorithm })).rejects.toEqual(
        awsError('InvalidParameterException', 'PasswordHashingAlgorithm')
      )
      simulator.acceptPasswordHashes(pool.UserPoolId, true)
      await pool.create({ PasswordHashingAlgorithm })
    }
  )
})
