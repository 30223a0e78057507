import { describe, expect, test } from '@jest/globals'
import { refuses } from '../../../../fixtures/fake-pool.ts'
import { endingOnce } from '../../../../fixtures/fake-world.ts'
import { createdUsers, resultWith } from '../../../../fixtures/restore-plans.ts'
import {
  ADDRESS,
  apply,
  codes,
  shown,
  SINCE,
  SUB
} from '../../../../fixtures/imported-user.ts'

describe('a user whom the listing shows as planned', () => {
  test('is done without another call', async () => {
    const { result, made } = await apply({ listed: ADDRESS })
    expect(result).toEqual(resultWith({ sub: SUB, wasImported: true }))
    expect(made).toEqual([])
  })

  test('may have what the API would set late', async () => {
    const late = { preferred_username: 'countess' }
    const { result, made } = await apply({
      plan: { attributesAfterwards: late },
      listed: { ...ADDRESS, ...late }
    })
    expect(result).toEqual(resultWith({ sub: SUB, wasImported: true }))
    expect(made).toEqual([])
  })

  test('may have a flag as import jobs spell it', async () => {
    const plan = { attributes: { ...ADDRESS, email_verified: 'True' } }
    for (const listed of [ADDRESS, { ...ADDRESS, name: 'altered' }]) {
      const { made } = await apply({ plan, listed, lookUp: shown(ADDRESS) })
      expect(made.filter(call => call !== 'ListUsers')).toEqual([])
    }
  })

  test('gets the steps that no file can carry', async () => {
    const { result, calls } = await apply({
      plan: { disable: true, isDisabled: true, groups: ['staff'] },
      listed: ADDRESS
    })
    expect(result).toMatchObject({
      sub: SUB,
      isBilled: true,
      membershipsAdded: 1,
      failures: []
    })
    expect(
      calls.map(({ operation, input }) => [operation, input['Username']])
    ).toEqual([
      ['AdminDisableUser', 'ada'],
      ['AdminAddUserToGroup', 'ada']
    ])
  })

  test('is not disabled a second time', async () => {
    const { made } = await apply({
      plan: { disable: true, isDisabled: true },
      listed: ADDRESS,
      imported: { disabled: new Set(['ada']) }
    })
    expect(made).toEqual([])
  })
})

describe('a user whom the listing shows with other values', () => {
  const plan = {
    attributes: { ...ADDRESS, name: 'Ada', locale: 'en', nickname: '' }
  }

  test('is looked up, and what was altered is set right', async () => {
    const { result, made, calls } = await apply({
      plan: { ...plan, attributesAfterwards: { preferred_username: 'c' } },
      listed: { ...ADDRESS, name: 'Adda', locale: 'en' },
      lookUp: shown({ ...ADDRESS, name: 'Adda', locale: 'en' })
    })
    expect(made).toEqual(['ListUsers', 'AdminUpdateUserAttributes'])
    expect(calls[1]?.input).toMatchObject({
      Username: 'ada',
      UserAttributes: [
        { Name: 'name', Value: 'Ada' },
        { Name: 'preferred_username', Value: 'c' }
      ]
    })
    expect(result).toMatchObject({ sub: SUB, isWritten: true, failures: [] })
  })

  test('is left as it is, if the look-up shows the right ones', async () => {
    const { result, made } = await apply({
      plan,
      listed: ADDRESS,
      lookUp: shown({ ...ADDRESS, name: 'Ada', locale: 'en' })
    })
    expect(made).toEqual(['ListUsers'])
    expect(result).toEqual(resultWith({ sub: SUB, wasImported: true }))
  })

  test('fails if they can not be set right, and keeps its sub', async () => {
    const { result } = await apply({
      plan,
      listed: ADDRESS,
      lookUp: shown(ADDRESS),
      answers: {
        AdminUpdateUserAttributes: refuses('InvalidParameterException')
      }
    })
    expect(codes(result)).toEqual(['InvalidParameterException'])
    expect(result.sub).toBe(SUB)
  })
})

test('a user whom the listing misses is found by the look-up', async () => {
  const { result, made } = await apply({
    plan: { groups: ['staff'] },
    lookUp: shown()
  })
  expect(made).toEqual(['ListUsers', 'AdminAddUserToGroup'])
  expect(result).toMatchObject({ sub: SUB, membershipsAdded: 1, failures: [] })
})

describe('a user with another address than planned', () => {
  const other = shown({ ...ADDRESS, email: 'eva@example.com' })
  const plan = { groups: ['staff', 'admins'] }

  test('is a failure of the import, and nothing is written to it', async () => {
    const { result, made } = await apply({
      plan,
      lookUp: other,
      job: { isCertain: true }
    })
    expect(made).toContain('ListUsers')
    expect(codes(result)).toEqual(['ImportAltered'])
    expect(result).toMatchObject({
      sub: SUB,
      isWritten: false,
      membershipsFailed: 2
    })
    expect(result).not.toHaveProperty('found')
  })

  test('may be somebody else, if rows were skipped', async () => {
    const { result, made } = await apply({
      plan,
      lookUp: other,
      job: { mayBeTaken: true }
    })
    expect(made).toEqual(['ListUsers'])
    expect(result).toEqual(
      resultWith({ found: { sub: SUB, isConflict: true } })
    )
  })

  test('may be the same person all the same', async () => {
    const { result } = await apply({
      plan,
      lookUp: shown({ ...ADDRESS, phone_number: '+1234567' }),
      job: { mayBeTaken: true }
    })
    expect(result.found).toEqual({ sub: SUB, isConflict: false })
  })

  test('is none of ours, if it is not found by its name', async () => {
    const listed = { ...ADDRESS, email: 'eva@example.com' }
    const { result } = await apply({ plan, listed })
    expect(codes(result)).toEqual(['ImportAltered'])
    expect(result.sub).toBeUndefined()
  })

  test('is ours, if the job has imported every row', async () => {
    const created = createdUsers()
    const { result } = await apply({
      plan,
      lookUp: other,
      job: { isCertain: true },
      tools: { created }
    })
    expect(codes(result)).toEqual(['ImportAltered'])
    expect(created.has('old-sub-of-ada', SUB)).toBe(true)
  })

  test.each([false, true])(
    'is no failure if only rows were skipped (%s), but the address is right',
    async mayBeTaken => {
      const { result } = await apply({ lookUp: shown(), job: { mayBeTaken } })
      expect(result).toEqual(resultWith({ sub: SUB, wasImported: true }))
    }
  )
})

describe('somebody who is not of the import', () => {
  const EVA = shown(
    { email: 'eva@example.com' },
    { UserCreateDate: new Date(0) }
  )

  test.each([
    ['was there before', { UserCreateDate: new Date(SINCE - 1) }],
    ['has signed up', { UserStatus: 'UNCONFIRMED' }],
    ['is half created', { UserStatus: 'FORCE_CHANGE_PASSWORD' }]
  ])('and %s is left alone', async (_who, changes) => {
    const { result, made } = await apply({
      plan: { groups: ['staff'], disable: true },
      lookUp: shown(ADDRESS, changes)
    })
    expect(made).toEqual(['ListUsers'])
    expect(result).toEqual(
      resultWith({ found: { sub: SUB, isConflict: false } })
    )
  })

  test('is a conflict, if it is another person', async () => {
    const { result } = await apply({
      lookUp: EVA
    })
    expect(result.found).toEqual({ sub: SUB, isConflict: true })
  })

  test('is the very user, if it has the sub of the snapshot', async () => {
    const { result } = await apply({
      record: { sub: SUB },
      lookUp: EVA
    })
    expect(result.found).toEqual({ sub: SUB, isConflict: false })
  })
})

describe('a user who is not there', () => {
  const plan = { groups: ['staff', 'admins'] }

  test.each([
    'ImportFailed',
    'ImportStopped',
    'ImportJobFailed',
    'ImportNotStarted'
  ] as const)('fails with what became of the job: %s', async failure => {
    const { result, made } = await apply({ plan, job: { failure } })
    expect(made).toEqual(['ListUsers'])
    const action = 'cognito-idp:StartUserImportJob'
    expect(result.failures).toMatchObject([
      { code: 'aws', awsCode: failure, action }
    ])
    expect(result).toMatchObject({
      sub: undefined,
      isWritten: false,
      isBilled: false,
      membershipsFailed: 2
    })
  })

  test('is created by API, if that is allowed', async () => {
    const answers = { AdminCreateUser: () => ({ User: shown() }) }
    const imported = { mayUseApi: true }
    const { result, made } = await apply({ plan, imported, answers })
    expect(made).toEqual([
      'ListUsers',
      'AdminCreateUser',
      'AdminAddUserToGroup',
      'AdminAddUserToGroup',
      'AdminSetUserPassword'
    ])
    expect(result).toMatchObject({ isBilled: true, membershipsAdded: 2 })
    expect(result.failures).toEqual([])
  })
})

describe('a look-up', () => {
  test('that is refused is a failure of that user', async () => {
    const { result, made } = await apply({
      plan: { groups: ['staff', 'admins'] },
      answers: { ListUsers: refuses('TooManyRequestsException') }
    })
    expect(made).toEqual(['ListUsers'])
    expect(codes(result)).toEqual(['TooManyRequestsException'])
    expect(result).toMatchObject({
      isWritten: false,
      sub: undefined,
      membershipsFailed: 2
    })
  })

  test('is not made when the run is over', async () => {
    const { result, made } = await apply({
      tools: { ending: endingOnce(() => true) }
    })
    expect(made).toEqual([])
    expect(result).toEqual(resultWith({ isInterrupted: true }))
  })

  test('is no cover for a bug', async () => {
    const bug = () => Promise.reject(new TypeError('a bug'))
    await expect(apply({ answers: { ListUsers: bug } })).rejects.toThrow(
      TypeError
    )
  })
})

test('a user who is listed with other values and not found by name is none to create', async () => {
  const { result, made } = await apply({
    listed: { ...ADDRESS, name: 'Somebody' },
    plan: { groups: ['staff'] },
    imported: { mayUseApi: true },
    job: { isCertain: true }
  })
  expect(codes(result)).toEqual(['ImportAltered'])
  expect([result.sub, result.membershipsFailed]).toEqual([SUB, 1])
  expect(made).not.toContain('AdminCreateUser')
})
