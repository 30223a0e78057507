import { describe, expect, test } from '@jest/globals'
import { KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

const RESTORE = {
  mode: 'restore',
  'user-pool-id': POOL_ID,
  bucket: 'my-backups'
}
const EXPORT = { ...RESTORE, mode: 'export', 'kms-key-id': KEY_ARN }

/** The failure that names an input and gives a valid example. */
function wrong(input: string, problem: string) {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${input} .*${problem}.*A valid example: .+\\.$`)
    )
  })
}

/** The pace that inputs ask for. */
function pace(inputs: Record<string, string>, mode: object = EXPORT) {
  return readRun({ ...mode, ...inputs }).inputs.pace
}

describe('the pace', () => {
  test.each(['1', '100', ' 50 '])('takes a share of %j percent', share => {
    const expected = { quotaShare: Number(share), quotas: {} }
    expect(pace({ 'quota-share': share })).toEqual(expected)
    expect(pace({ 'quota-share': share }, RESTORE)).toEqual(expected)
  })

  test.each(['0', '101', '80%', '0.5', '-1', 'all', '1000000000000'])(
    'takes no share of %j percent',
    share => {
      for (const mode of [EXPORT, RESTORE]) {
        expect(() => pace({ 'quota-share': share }, mode)).toThrow(
          wrong('quota-share', 'is not a whole number from 1 to 100')
        )
      }
    }
  )

  test.each([
    ['none', {}],
    ['\n none \n', {}],
    ['UserCreation=200', { UserCreation: 200 }],
    [
      '\n UserRead = 1 \r\n\n\tUserList=999999\r\n',
      { UserRead: 1, UserList: 999_999 }
    ],
    ['UserRead=1\nUserRead=2', { UserRead: 2 }]
  ])('takes the quotas %j', (quotas, expected) => {
    expect(pace({ quotas }).quotas).toEqual(expected)
    expect(pace({ quotas }, RESTORE).quotas).toEqual(expected)
  })

  test.each([
    'UserCreation',
    'UserCreation=',
    'UserCreation=0',
    'UserCreation=-1',
    'UserCreation=1.5',
    'UserCreation=1000000',
    'UserCreation: 200',
    '=200',
    'UserCreation=200, UserRead=100',
    'UserRead=1\nUserCreation=many'
  ])('takes no quotas %j', quotas => {
    for (const mode of [EXPORT, RESTORE]) {
      expect(() => pace({ quotas }, mode)).toThrow(
        wrong('quotas', 'has a line that is not a quota category')
      )
    }
  })

  test.each(['userread=1', 'UserReads=1', 'constructor=1', '__proto__=1'])(
    'takes no quota of a category that Cognito does not have: %j',
    quotas => {
      expect(() => pace({ quotas })).toThrow(
        wrong('quotas', 'names a quota category .*UserCreation, ')
      )
    }
  )
})
