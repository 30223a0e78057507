import { afterEach, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'
import type { ImportFile } from './import-pool.ts'
import { importPool, row, runImport } from './import-pool.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** Imports into a new pool and tells what became of it. */
async function importInto(settings: Record<string, unknown>, file: ImportFile) {
  const clock = manualClock()
  simulator = await startSimulator({ clock })
  return await runImport(simulator, clock, settings, file)
}

/** What is logged of one row. */
const logOf = async (
  settings: Record<string, unknown>,
  values: Record<string, string>
) => (await importInto(settings, [values])).log[0]

describe('the header', () => {
  test('has the standard and custom attributes, and three of its own', async () => {
    simulator = await startSimulator()
    const pool = importPool(simulator, { Schema: [{ Name: 'note' }] })
    const columns = await pool.header()
    expect(columns).toHaveLength(19 + 1 + 3)
    expect(columns).toEqual(
      expect.arrayContaining([
        'cognito:username',
        'cognito:mfa_enabled',
        'password_hash',
        'custom:note',
        'updated_at'
      ])
    )
    expect(columns).not.toContain('sub')
  })

  test('can be in any order', async () => {
    const { users } = await importInto({}, csv =>
      csv
        .split('\n')
        .filter(line => line !== '')
        .map(line => line.split(',').reverse().join(','))
        .join('\r\n')
    )
    expect(users.map(user => user.username)).toEqual(['user-0', 'user-1'])
  })

  test.each([
    ['misses a column', (csv: string) => csv.replace('nickname,', '')],
    ['has an unknown one', (csv: string) => csv.replace('nickname', 'nick')],
    ['has one twice', (csv: string) => csv.replace('nickname', 'name')],
    ['follows a byte order mark', (csv: string) => `\ufeff${csv}`],
    ['is missing', () => '']
  ])('lets the job fail if it %s', async (_, change) => {
    const { job, users } = await importInto({}, change)
    expect(job).toMatchObject({ Status: 'Failed', ImportedUsers: 0 })
    expect(job.CompletionMessage).toContain('header of the CSV file')
    expect(users).toEqual([])
  })

  test('can do without password_hash in a job without an algorithm', async () => {
    const { job } = await importInto({}, csv =>
      csv
        .split('\n')
        .map(line => line.replace(/,[^,]*$/, ''))
        .join('\n')
    )
    expect(job.Status).toBe('Succeeded')
  })
})

test('a file with too many rows lets the job fail', async () => {
  const { job } = await importInto(
    {},
    csv => csv + ','.repeat(22).concat('\n').repeat(499_999)
  )
  expect(job).toMatchObject({
    Status: 'Failed',
    CompletionMessage: 'The CSV file exceeds the maximum of 500000 rows.'
  })
})

test('a file of more than 100 MB lets the job fail', async () => {
  const { job } = await importInto({}, csv =>
    Buffer.concat([Buffer.from(csv), Buffer.alloc(100 * 1024 * 1024, '\n')])
  )
  expect(job).toMatchObject({
    Status: 'Failed',
    CompletionMessage: 'The CSV file exceeds the maximum size of 100 MB.'
  })
})

describe('an imported user', () => {
  test('has the attributes of the row, and has to reset the password', async () => {
    const { users } = await importInto({ Schema: [{ Name: 'note' }] }, [
      row('Josée', {
        email: 'josee@example.com',
        name: 'Josée, the first',
        birthdate: '02/01/1985',
        phone_number_verified: 'FALSE',
        updated_at: '1471453471',
        'custom:note': '"a" \\ b'
      })
    ])
    const [user] = users
    expect(users).toEqual([
      {
        ...user,
        username: 'Josée',
        status: 'RESET_REQUIRED',
        enabled: true,
        password: undefined,
        groups: [],
        attributes: {
          name: 'Josée, the first',
          email: 'josee@example.com',
          email_verified: 'true',
          birthdate: '1985-02-01',
          phone_number_verified: 'false',
          updated_at: '1471453471',
          'custom:note': '"a" \\ b'
        }
      }
    ])
    expect(user?.sub).toMatch(/^[0-9a-f-]{36}$/)
    expect(user?.sub).not.toBe(user?.username)
  })

  test('is called by the sub where people sign in by e-mail', async () => {
    const { users, log } = await importInto({ UsernameAttributes: ['email'] }, [
      row('ana@example.com', { email: 'ana@example.com' }),
      row('bo')
    ])
    expect(log).toEqual([
      '[SUCCEEDED] The import succeeded.',
      '[FAILED] Username should be an email.'
    ])
    const [user] = users
    expect(user?.username).toBe(user?.sub)
    expect(user?.attributes['email']).toBe('ana@example.com')
  })

  test('is confirmed where a code lets in', async () => {
    const { users } = await importInto(
      {
        Policies: {
          SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] }
        }
      },
      [row('ana')]
    )
    expect(users[0]?.status).toBe('CONFIRMED')
  })

  test('has MFA on as the row and the pool say', async () => {
    const phone = { phone_number: '+12065550100' }
    const optional = await importInto({ MfaConfiguration: 'OPTIONAL' }, [
      row('ana', { ...phone, 'cognito:mfa_enabled': 'true' }),
      row('bo', phone)
    ])
    expect(optional.users.map(user => user.mfa.sms)).toEqual([true, false])
    await simulator?.close()
    const required = await importInto({ MfaConfiguration: 'ON' }, [
      row('ana', phone),
      row('bo')
    ])
    expect(required.users.map(user => user.mfa.sms)).toEqual([true, false])
  })
})

describe('a row fails', () => {
  const cases: [string, Record<string, string>, string][] = [
    ['without a username', { 'cognito:username': '' }, 'The username is'],
    ['with a space in it', { 'cognito:username': 'a b' }, 'The username is'],
    ['with nothing verified', { email_verified: 'FALSE' }, 'auto verified'],
    ['with a verified nothing', { email: '' }, 'has no email'],
    ['with a bad address', { email: 'ana' }, 'Invalid email address format'],
    ['with a bad number', { phone_number: '206' }, 'Invalid phone number'],
    ['with a bad day', { birthdate: '02/30/1985' }, 'mm/dd/yyyy'],
    ['with another date', { birthdate: '1985-02-01' }, 'mm/dd/yyyy'],
    ['with a bad time', { updated_at: '2020-01-01' }, 'epoch seconds'],
    ['with a bad boolean', { phone_number_verified: 'no' }, 'not a boolean'],
    ['with a long value', { name: 'x'.repeat(2049) }, '2048'],
    ['with a bad switch', { 'cognito:mfa_enabled': '1' }, 'neither true'],
    ['against MFA', { 'cognito:mfa_enabled': 'true' }, 'MFA requirements']
  ]
  test.each(cases)('%s', async (_, values, reason) => {
    const line = await logOf({}, row('ana', values))
    expect(line).toMatch(/^\[FAILED\] /)
    expect(line).toContain(reason)
  })

  test('without an attribute that the pool requires', async () => {
    const Schema = [{ Name: 'given_name', Required: true, Mutable: true }]
    expect(await logOf({ Schema }, row('ana'))).toContain('given_name')
  })

  test('with more fields than the header', async () => {
    const { log } = await importInto({}, csv => csv.replace('user-0', 'a,b'))
    expect(log[0]).toBe('[FAILED] The row does not match the header.')
  })

  test('and the log holds no user data', async () => {
    const line = await logOf({}, row('ana', { phone_number: 'secret' }))
    expect(line).not.toContain('secret')
  })
})

describe('a row is skipped', () => {
  test('if the username is taken, in whichever case where that is ignored', async () => {
    const { log } = await importInto(
      { UsernameConfiguration: { CaseSensitive: false } },
      [row('ana'), row('ANA')]
    )
    expect(log[1]).toBe('[SKIPPED] The user already exists.')
  })

  test.each([
    { UsernameAttributes: ['email'] },
    { AliasAttributes: ['email'] }
  ])('if somebody signs in with the address: %j', async settings => {
    const name = 'UsernameAttributes' in settings ? '@example.com' : ''
    const email = 'ana@example.com'
    const { log } = await importInto(settings, [
      row(`ana${name}`, { email }),
      row(name ? email : 'bo', { email })
    ])
    expect(log).toEqual([
      '[SUCCEEDED] The import succeeded.',
      '[SKIPPED] The user already exists.'
    ])
  })

  test('but not if people only share an address', async () => {
    const email = 'ana@example.com'
    const { users } = await importInto({}, [
      row('ana', { email }),
      row('bo', { email })
    ])
    expect(users).toHaveLength(2)
  })
})
