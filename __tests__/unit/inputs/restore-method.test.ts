import { describe, expect, test } from '@jest/globals'
import type { RestoreInputs } from '../../../src/inputs/restore.ts'
import { IMPORT_ROLE } from '../../fixtures/by-import.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

/** How users are created and in which state, as the inputs say. */
function method(inputs: Record<string, string>) {
  const needed = { 'user-pool-id': POOL_ID, bucket: 'my-backups' }
  const read = readRun({ mode: 'restore', ...needed, ...inputs })
  const { restoreMethod, importRoleArn, restoredUserStatus } = (
    read.inputs as RestoreInputs
  ).policies
  return { restoreMethod, importRoleArn, restoredUserStatus }
}

/** The inputs with a role, by their short names. */
const asked = (restoreMethod: string, status = 'confirmed') => ({
  'restore-method': restoreMethod,
  'restored-user-status': status,
  'import-role-arn': IMPORT_ROLE
})

const wrong = (start: string, example: string) =>
  expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${start}.*A valid example: ${example}.*\\.$`)
    )
  })

describe('how users are created', () => {
  test('is by API, where nothing else is said', () => {
    expect(method({})).toEqual({
      restoreMethod: 'api',
      importRoleArn: undefined,
      restoredUserStatus: 'confirmed'
    })
  })

  test.each(['api', 'import-job', 'auto'])('may be by %s', restoreMethod => {
    expect(method(asked(restoreMethod))).toEqual({
      restoreMethod,
      importRoleArn: IMPORT_ROLE,
      restoredUserStatus: 'confirmed'
    })
  })

  test('is no other', () => {
    expect(() => method(asked('import-jobs'))).toThrow(
      wrong('restore-method is none of api, import-job and auto', 'api')
    )
  })

  test('may be as it pays, without a role that jobs would need', () => {
    expect(method({ 'restore-method': 'auto' })).toMatchObject({
      restoreMethod: 'auto',
      importRoleArn: undefined
    })
  })

  test.each(['none', ' none\n'])(
    'is not by import jobs without a role (%j)',
    role => {
      expect(() =>
        method({ 'restore-method': 'import-job', 'import-role-arn': role })
      ).toThrow(
        wrong(
          'import-role-arn is missing: import jobs need a role',
          'arn:aws:iam:'
        )
      )
    }
  )
})

describe('the role of import jobs', () => {
  const role = (value: string) =>
    method({ 'import-role-arn': value }).importRoleArn

  test.each([
    'arn:aws:iam::123456789012:role/cognito-import-logs',
    'arn:aws-us-gov:iam::123456789012:role/service-role/Cognito_Import',
    'arn:aws-cn:iam::123456789012:role/a+b=c,d.e@f'
  ])('may be %s', arn => {
    expect(role(` ${arn}\n`)).toBe(arn)
  })

  test.each([
    'cognito-import-logs',
    'arn:aws:iam::123456789012:user/ada',
    'arn:aws:iam::12345678901:role/short',
    'arn:evil:iam::123456789012:role/x',
    'arn:aws:iam:eu-west-1:123456789012:role/x',
    'arn:aws:sts::123456789012:assumed-role/x/y',
    'arn:aws:iam::123456789012:role/',
    'arn:aws:iam::123456789012:role/a b',
    'arn:aws:iam::123456789012:role/a\narn:aws:iam::123456789012:role/b',
    `arn:aws:iam::123456789012:role/${'x'.repeat(577)}`
  ])('is not %j, whatever the method is', value => {
    expect(() => role(value)).toThrow(
      wrong('import-role-arn is not the ARN of an IAM role', 'arn:aws:iam:')
    )
  })
})

test('a role in the wrong form is not repeated: it may be a secret', () => {
  expect(() => method({ 'import-role-arn': 'a-secret' })).toThrow(
    expect.objectContaining({
      message: expect.not.stringContaining('a-secret')
    })
  )
})

describe('the state that users are created in', () => {
  test.each([
    ['api', 'confirmed'],
    ['api', 'force-change-password'],
    ['import-job', 'confirmed'],
    ['import-job', 'reset-required'],
    ['auto', 'confirmed'],
    ['auto', 'reset-required'],
    ['auto', 'force-change-password']
  ])('by %s may be %s', (restoreMethod, status) => {
    expect(method(asked(restoreMethod, status))).toMatchObject({
      restoreMethod,
      restoredUserStatus: status
    })
  })

  test('is one of three', () => {
    expect(() => method({ 'restored-user-status': 'unconfirmed' })).toThrow(
      wrong(
        'restored-user-status is none of confirmed, reset-required and force-change-password',
        'confirmed'
      )
    )
  })

  test.each<Record<string, string>>([
    { 'restored-user-status': 'reset-required' },
    asked('api', 'reset-required'),
    { 'restore-method': 'auto', 'restored-user-status': 'reset-required' }
  ])('is no reset where no import job can be: %j', inputs => {
    expect(() => method(inputs)).toThrow(
      wrong(
        'restored-user-status is reset-required, which only import jobs can give; set restore-method to import-job, and import-role-arn',
        'confirmed'
      )
    )
  })

  test('is no temporary password, where import jobs are a must', () => {
    expect(() => method(asked('import-job', 'force-change-password'))).toThrow(
      wrong(
        "restored-user-status is force-change-password, which import jobs can't give; set restore-method to api",
        'confirmed'
      )
    )
  })
})
