import { describe, expect, test } from '@jest/globals'
import { createMfaReader } from '../../../src/cognito/mfa.ts'
import { cancelled, StoppedCallError } from '../../../src/shared/errors.ts'
import { fakePool, POOL_ID, refuses } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

type Answers = Parameters<typeof fakePool>[0]

const FACTORS = 'AdminGetUserAuthFactors'
const USER = 'AdminGetUser'
const denied = (operation: string) =>
  refuses('AccessDeniedException', {
    code: 'access-denied',
    action: `cognito-idp:${operation}`
  })

function readerWith(answers: Answers) {
  const pool = fakePool(answers)
  return { pool, reader: createMfaReader(pool, NEVER) }
}

/** The factors of a user whom Cognito tells of so. */
function read(operation: string, answer: object) {
  const { reader } = readerWith({
    [FACTORS]: denied(FACTORS),
    [operation]: () => answer
  })
  return reader.read('ada')
}

const none = { methods: [], preferred: null }

describe('the factors of a user', () => {
  test.each<[string, object, { methods: string[]; preferred: string | null }]>([
    ['nothing', {}, none],
    [
      'an empty list',
      { UserMFASettingList: [], ConfiguredUserAuthFactors: [] },
      none
    ],
    [
      'those that are switched on',
      { UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'] },
      {
        methods: ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
        preferred: null
      }
    ],
    [
      'a preferred one alone',
      { PreferredMfaSetting: 'SMS_MFA' },
      { methods: ['SMS_MFA'], preferred: 'SMS_MFA' }
    ],
    [
      'a preferred one of several',
      {
        UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
        PreferredMfaSetting: 'SMS_MFA'
      },
      { methods: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], preferred: 'SMS_MFA' }
    ],
    ['an empty preference', { PreferredMfaSetting: '' }, none],
    [
      'lists of nothing',
      {
        UserMFASettingList: ['', null],
        PreferredMfaSetting: null,
        ConfiguredUserAuthFactors: null
      },
      none
    ],
    [
      'an authenticator app that no other list tells of',
      { ConfiguredUserAuthFactors: ['PASSWORD', 'SOFTWARE_TOKEN'] },
      { methods: ['SOFTWARE_TOKEN_MFA'], preferred: null }
    ],
    [
      'a passkey',
      { ConfiguredUserAuthFactors: ['WEB_AUTHN', 'PASSWORD'] },
      { methods: ['WEB_AUTHN'], preferred: null }
    ],
    [
      'what anybody has who can sign in',
      { ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] },
      none
    ],
    [
      'everything',
      {
        UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
        PreferredMfaSetting: 'EMAIL_OTP',
        ConfiguredUserAuthFactors: ['WEB_AUTHN', 'SOFTWARE_TOKEN', 'PASSWORD']
      },
      {
        methods: ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'WEB_AUTHN'],
        preferred: 'EMAIL_OTP'
      }
    ]
  ])('are %s', async (_what, answer, factors) => {
    expect(await read(FACTORS, answer)).toEqual(factors)
  })

  test.each<[string, object, { methods: string[]; preferred: string | null }]>([
    ['nothing', {}, none],
    ['an empty older list', { MFAOptions: [] }, none],
    [
      'the older list, of SMS',
      { MFAOptions: [{ DeliveryMedium: 'SMS' }] },
      { methods: ['SMS_MFA'], preferred: null }
    ],
    [
      'both lists',
      {
        MFAOptions: [{ DeliveryMedium: 'SMS' }],
        UserMFASettingList: ['SMS_MFA', 'EMAIL_OTP'],
        PreferredMfaSetting: 'EMAIL_OTP'
      },
      { methods: ['EMAIL_OTP', 'SMS_MFA'], preferred: 'EMAIL_OTP' }
    ]
  ])('by AdminGetUser are %s', async (_what, answer, factors) => {
    expect(await read(USER, answer)).toEqual(factors)
  })

  test('are asked for by the name of the user', async () => {
    const { pool, reader } = readerWith({ [FACTORS]: () => ({}) })
    await reader.read('ada')
    await reader.read('eva')
    // Once each: the first by the call that also finds out what there is.
    expect(pool.calls).toMatchObject(
      ['ada', 'eva'].map(Username => ({
        operation: FACTORS,
        command: `${FACTORS}Command`,
        input: { UserPoolId: POOL_ID, Username },
        hasSignal: true
      }))
    )
    expect(pool.calls).toHaveLength(2)
    expect(reader.billed).toBe(2)
  })
})

describe('where the factors alone are not to be had', () => {
  test.each([
    ['is not allowed', denied(FACTORS)],
    ['is unknown', refuses('UnknownOperationException')],
    ['is unknown by another name', refuses('InvalidAction')],
    ['is answered with a page of HTML', refuses('SyntaxError')]
  ])('because the call %s, AdminGetUser tells', async (_why, failure) => {
    const { pool, reader } = readerWith({
      [FACTORS]: failure,
      [USER]: () => ({ UserMFASettingList: ['SMS_MFA'] })
    })
    for (const name of ['ada', 'eva', 'joan']) {
      expect(await reader.read(name)).toEqual({
        methods: ['SMS_MFA'],
        preferred: null
      })
    }
    expect(reader.billed).toBe(3)
    expect(reader.deniedAction).toBeUndefined()
    // It is found out once, by a call that is given up soon.
    const tries = pool.calls.filter(call => call.operation === FACTORS)
    expect(tries).toMatchObject([{ isOptional: true }])
    expect(pool.calls.filter(call => call.operation === USER)).toMatchObject(
      ['ada', 'eva', 'joan'].map(Username => ({ input: { Username } }))
    )
  })

  test('but not because of the page of a proxy', async () => {
    const { pool, reader } = readerWith({
      [FACTORS]: refuses('SyntaxError', { code: 'network' }),
      [USER]: () => ({})
    })
    await expect(reader.read('ada')).rejects.toMatchObject({ code: 'network' })
    expect(pool.calls.map(call => call.operation)).not.toContain(USER)
  })

  test('it is found out once, however many ask at the same time', async () => {
    const { pool, reader } = readerWith({
      [FACTORS]: denied(FACTORS),
      [USER]: () => ({})
    })
    await Promise.all(['ada', 'eva', 'joan'].map(name => reader.read(name)))
    const tries = pool.calls.filter(call => call.operation === FACTORS)
    expect(tries).toHaveLength(1)
  })

  test('a first user who is gone does not decide it', async () => {
    const { pool, reader } = readerWith({
      [FACTORS]: ({ Username }) =>
        Username === 'ada' ? refuses('UserNotFoundException')() : {}
    })
    expect(await reader.read('ada')).toBe('unknown')
    expect(await reader.read('eva')).toEqual(none)
    expect(pool.calls.some(call => call.operation === USER)).toBe(false)
  })
})

describe('factors are unknown', () => {
  test.each([
    'UserNotFoundException',
    'InternalErrorException',
    'TooManyRequestsException'
  ])('of a user for whom Cognito answers %s', async awsCode => {
    const { reader } = readerWith({
      [FACTORS]: ({ Username }) =>
        Username === 'eva' ? refuses(awsCode)() : {}
    })
    expect(await reader.read('ada')).toEqual(none)
    expect(await reader.read('eva')).toBe('unknown')
    expect(await reader.read('joan')).toEqual(none)
    expect(reader.billed).toBe(2)
    expect(reader.deniedAction).toBeUndefined()
  })

  test('of everybody when the role may make neither call', async () => {
    const { reader } = readerWith({
      [FACTORS]: denied(FACTORS),
      [USER]: denied(USER)
    })
    expect(reader.deniedAction).toBeUndefined()
    expect(await reader.read('ada')).toBe('unknown')
    expect(await reader.read('eva')).toBe('unknown')
    expect(reader.billed).toBe(0)
    expect(reader.deniedAction).toBe(`cognito-idp:${FACTORS}`)
  })

  test('of everybody when only the other call is known, and not allowed', async () => {
    const { reader } = readerWith({
      [FACTORS]: refuses('UnknownOperationException'),
      [USER]: denied(USER)
    })
    expect(await reader.read('ada')).toBe('unknown')
    expect(reader.deniedAction).toBe(`cognito-idp:${USER}`)
  })
})

describe('a failure that would meet every user is thrown', () => {
  test.each([
    [
      'no credentials',
      refuses('ExpiredTokenException', { code: 'credentials' })
    ],
    ['no network', refuses('ECONNREFUSED', { code: 'network' })],
    ['no pool', refuses('ResourceNotFoundException', { code: 'not-found' })],
    ['cancelled', () => Promise.reject(cancelled())],
    ['a bug', () => Promise.reject(new TypeError('a bug'))]
  ])('%s, by the first user and by a later one', async (_what, failure) => {
    const first = readerWith({ [FACTORS]: failure })
    await expect(first.reader.read('ada')).rejects.toThrow()
    const later = readerWith({
      [FACTORS]: ({ Username }) => (Username === 'eva' ? failure() : {})
    })
    expect(await later.reader.read('ada')).toEqual(none)
    await expect(later.reader.read('eva')).rejects.toThrow()
    expect(later.reader.billed).toBe(1)
  })
})

test('who was asked about is billed, though the answer was not waited for', async () => {
  const stopped = (mayHaveHappened: boolean) => () =>
    Promise.reject(new StoppedCallError(cancelled(), mayHaveHappened))
  for (const mayHaveHappened of [true, false]) {
    const answers = { [FACTORS]: stopped(mayHaveHappened) }
    const { reader } = readerWith(answers)
    // All three wait for what the first one finds out.
    const reads = ['ada', 'eva', 'joan'].map(name => reader.read(name))
    for (const read of reads) {
      await expect(read).rejects.toMatchObject({ code: 'cancelled' })
    }
    expect(reader.billed).toBe(mayHaveHappened ? 1 : 0)
  }
})

test('nobody is billed before anybody is read', () => {
  const { pool, reader } = readerWith({})
  expect(reader.billed).toBe(0)
  expect(pool.calls).toEqual([])
})
