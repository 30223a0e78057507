import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { callAws } from '../../../src/aws/errors.ts'
import { sdkError } from '../../fixtures/aws-failures.ts'

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity'
const IRSA = {
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/runner',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/token'
}

/** What becomes of a call for which a call of STS failed so. */
function outcomeOf(
  name: string,
  credentialsCall = WEB_IDENTITY,
  env: Record<string, string> = IRSA,
  status: number | undefined = 400
): Promise<unknown> {
  const context = {
    env,
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  }
  const facts = status === 0 ? {} : { status, requestId: 'R1' }
  const error = Object.assign(sdkError(name, 'raw words of AWS', facts), {
    credentialsCall
  })
  return callAws(
    context,
    'cognito-idp:DescribeUserPool',
    () => ({ code: 'not-found', message: 'What the room says of its own.' }),
    () => Promise.reject(error)
  ).catch((thrown: unknown) => thrown)
}

describe('a failure while credentials are looked for', () => {
  test('of a web identity that the role does not trust names its trust policy', async () => {
    expect(await outcomeOf('AccessDenied')).toMatchObject({
      code: 'credentials',
      action: WEB_IDENTITY,
      message: expect.stringMatching(
        /assume the role in AWS_ROLE_ARN with the token in the file of AWS_WEB_IDENTITY_TOKEN_FILE .*trust policy does not allow that token/
      )
    })
  })

  test.each([
    'InvalidIdentityToken',
    'ExpiredTokenException',
    'IDPRejectedClaim'
  ])('of a token that AWS does not take, %s, names the file', async name => {
    expect(await outcomeOf(name)).toMatchObject({
      code: 'credentials',
      action: WEB_IDENTITY,
      message: expect.stringContaining(
        'does not take the token in the file of AWS_WEB_IDENTITY_TOKEN_FILE'
      )
    })
  })

  test('may be of a profile', async () => {
    expect(await outcomeOf('AccessDenied', WEB_IDENTITY, {})).toMatchObject({
      message: expect.stringContaining('the role of the AWS profile')
    })
  })

  test('of another role names the call that failed', async () => {
    expect(await outcomeOf('AccessDenied', 'sts:AssumeRole')).toMatchObject({
      code: 'credentials',
      action: 'sts:AssumeRole',
      message: expect.stringMatching(/^The role may not call sts:AssumeRole\./)
    })
  })

  test('in any other way is not blamed on the call that needs them', async () => {
    expect(await outcomeOf('SomeException')).toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(
        /^AWS answered sts:AssumeRoleWithWebIdentity with SomeException \(HTTP 400/
      )
    })
    expect(await outcomeOf('ENOTFOUND', WEB_IDENTITY, IRSA, 0)).toMatchObject({
      code: 'network',
      message: expect.stringContaining(
        `reached for ${WEB_IDENTITY} (ENOTFOUND)`
      )
    })
  })

  test('lets no raw words out', async () => {
    for (const name of ['AccessDenied', 'InvalidIdentityToken', 'Other']) {
      expect(String(await outcomeOf(name))).not.toContain('raw words')
    }
  })
})
