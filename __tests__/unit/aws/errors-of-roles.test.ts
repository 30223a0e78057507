import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { callAws } from '../../../src/aws/errors.ts'
import type { RoleRequest } from '../../../src/aws/roles/role.ts'
import { sdkError } from '../../fixtures/aws-failures.ts'
import { ROLE_REQUEST } from '../../fixtures/id-tokens.ts'

/** What is said of a call, by the role of an input, that fails so. */
function told(name: string, input: RoleRequest['input']): Promise<unknown> {
  const never = () => Promise.reject(new RangeError('not in this test'))
  const context = {
    env: {},
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes,
    role: {
      request: { ...ROLE_REQUEST, input },
      credentials: Object.assign(never, { memoized: true as const })
    }
  }
  return callAws(
    context,
    's3:PutObject',
    () => undefined,
    () => Promise.reject(sdkError(name, 'raw words', { status: 400 }))
  ).catch((thrown: unknown) => thrown)
}

describe('with a role', () => {
  test('a denial names the input only where there may be two', async () => {
    expect(await told('AccessDenied', 'role-to-assume')).toMatchObject({
      message: expect.stringMatching(/^The role may not call /)
    })
    expect(await told('AccessDenied', 'bucket-role-to-assume')).toMatchObject({
      message: expect.stringMatching(
        /^The role of the input bucket-role-to-assume may not call /
      )
    })
  })

  test('expired credentials are not those of another action', async () => {
    const failure = await told('ExpiredToken', 'role-to-assume')
    expect(failure).toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(/input role-to-assume .*although/)
    })
    expect((failure as Error).message).not.toContain('configure-aws')
  })

  test('credentials that are not accepted are not either', async () => {
    const failure = await told('InvalidAccessKeyId', 'bucket-role-to-assume')
    expect(failure).toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(
        /input bucket-role-to-assume \(InvalidAccessKeyId\)/
      )
    })
    expect((failure as Error).message).not.toContain('configure-aws')
  })
})
