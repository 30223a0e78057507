import { describe, expect, test } from '@jest/globals'
import {
  explainRefusal,
  isPassing,
  type RoleAttempt,
  type StsFailure
} from '../../../../src/aws/roles/role-refusals.ts'
import { CLAIMS, ROLE_REQUEST } from '../../../fixtures/id-tokens.ts'

const ATTEMPT: RoleAttempt = {
  role: ROLE_REQUEST,
  claims: CLAIMS,
  region: 'eu-west-1'
}

const RAW = 'raw words of AWS'
const failure = (
  code: string,
  message = RAW,
  status: number | undefined = 400
): StsFailure => ({ code, message, status })

function sentence(told: StsFailure, attempt = ATTEMPT): string {
  const explanation = explainRefusal(told, attempt)
  expect(explanation?.code).toBe('credentials')
  return explanation?.message ?? ''
}

const DENIED = failure(
  'AccessDenied',
  'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  403
)

describe('a role that the job may not assume', () => {
  test('may not be there, or trust another sub than the one that is told', () => {
    expect(sentence(DENIED)).toBe(
      'AWS does not let this job assume the role arn:aws:iam::111122223333:role/cognito-backup of the input role-to-assume. There is no such role, or its trust policy does not match the job\'s token. The token says token.actions.githubusercontent.com:sub "repo:octo-org/backups:environment:backup", token.actions.githubusercontent.com:aud "sts.amazonaws.com", token.actions.githubusercontent.com:repository_id "5678", token.actions.githubusercontent.com:job_workflow_ref "octo-org/backups/.github/workflows/backup.yml@refs/heads/main", and the policy must take exactly these where it names them. This repository sends the form without ids; a policy that is written for "repo:octo-org@1234/backups@5678:environment:backup" does not match.'
    )
  })

  test('is told the form with ids where the repository sends that', () => {
    const subject = 'repo:octo-org@1234/backups@5678:environment:backup'
    const claims = { ...CLAIMS, subject }
    expect(sentence(DENIED, { ...ATTEMPT, claims })).toContain(
      `sub "${subject}", token.actions.githubusercontent.com:aud "sts.amazonaws.com", token.actions.githubusercontent.com:repository_id "5678", token.actions.githubusercontent.com:job_workflow_ref "octo-org/backups/.github/workflows/backup.yml@refs/heads/main", and the policy must take exactly these where it names them. This repository sends the form with ids; a policy that is written for "${CLAIMS.subject}" does not match.`
    )
  })

  test.each([
    'repository_owner:octo-org',
    'repo:octo-org/backups:workflow:Back up:actor:octocat'
  ])('is told when the sub is of a form of its own: %s', subject => {
    const told = sentence(DENIED, {
      ...ATTEMPT,
      claims: { ...CLAIMS, subject }
    })
    expect(told).toContain(`sub "${subject}"`)
    expect(told).toContain('so it was customised')
    expect(told).not.toContain('ids')
  })

  test('is told the keys of the server that issued the token', () => {
    const issuer = 'https://ghes.example.com/_services/token'
    const told = sentence(DENIED, {
      ...ATTEMPT,
      claims: { ...CLAIMS, issuer }
    })
    expect(told).toContain('ghes.example.com/_services/token:sub "repo:')
    expect(told).not.toContain('githubusercontent')
  })

  test('is not told what its token does not say', () => {
    const claims = { ...CLAIMS, workflowRef: '' }
    const told = sentence(DENIED, { ...ATTEMPT, claims })
    expect(told).toContain('repository_id "5678", and the policy')
    expect(told).not.toContain('job_workflow_ref')
  })

  test('is named by its input', () => {
    const role = { ...ROLE_REQUEST, input: 'bucket-role-to-assume' } as const
    expect(sentence(DENIED, { ...ATTEMPT, role })).toContain(
      'of the input bucket-role-to-assume'
    )
  })
})

describe('a token that AWS does not take', () => {
  test('may be of an issuer that the account does not know', () => {
    const told = sentence(
      failure(
        'InvalidIdentityToken',
        'No OpenIDConnect provider found in your account for https://x'
      )
    )
    expect(told).toContain(
      'The account 111122223333 of the role in the input role-to-assume has no OIDC provider for https://token.actions.githubusercontent.com.'
    )
    expect(told).not.toContain('https://x')
  })

  test('may be meant for somebody else', () => {
    expect(
      sentence(failure('InvalidIdentityToken', 'Incorrect token audience'))
    ).toContain('does not take the audience sts.amazonaws.com')
  })

  test.each(['InvalidIdentityToken', 'IDPRejectedClaim'])(
    'for another reason, %s, is told as such',
    code => {
      expect(sentence(failure(code))).toContain(
        `does not take the job's ID token for the role in the input role-to-assume (${code})`
      )
    }
  )
})

test('sessions that are too long are told with both ways out', () => {
  const role = { ...ROLE_REQUEST, durationSeconds: 14_400 }
  const told = sentence(
    failure(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    ),
    { ...ATTEMPT, role }
  )
  expect(told).toContain('asks for sessions of 14400 s')
  expect(told).toContain('Leave the input out')
  expect(told).toContain('raise the maximum of the role')
})

test('a region without STS is named', () => {
  expect(sentence(failure('RegionDisabled', RAW, 403))).toContain(
    'not activated in the region eu-west-1 for the account 111122223333'
  )
})

describe('any other answer', () => {
  test('is told by its name, as the inputs are to be looked at', () => {
    expect(sentence(failure('ValidationError', 'RoleSessionName'))).toContain(
      'it answered ValidationError (HTTP 400) in region eu-west-1. Check the inputs'
    )
  })

  test('that may pass is one of the network, and to be tried later', () => {
    const told = explainRefusal(failure('InternalFailure', RAW, 500), ATTEMPT)
    expect(told).toEqual({
      code: 'network',
      message: expect.stringContaining('Run the job again.')
    })
  })

  test('of an endpoint without that call never passes', () => {
    const told = failure('NotImplemented', RAW, 501)
    expect(sentence(told)).toContain(
      '(HTTP 501) in region eu-west-1. The endpoint does not support this call'
    )
  })

  test('of nobody is for others to explain', () => {
    const told = { code: 'ECONNREFUSED', message: RAW, status: undefined }
    expect(explainRefusal(told, ATTEMPT)).toBeUndefined()
  })

  test.each([
    'AccessDenied',
    'InvalidIdentityToken',
    'IDPRejectedClaim',
    'ValidationError',
    'RegionDisabled',
    'Throttling',
    'Surprise'
  ])('lets no raw words out: %s', code => {
    const told = explainRefusal(failure(code), ATTEMPT)
    expect(told?.message).not.toContain(RAW)
  })
})

describe('what may pass', () => {
  test.each([
    ['IDPCommunicationError', RAW, 400],
    ['InvalidIdentityToken', "Couldn't retrieve verification key", 400],
    ['ExpiredToken', RAW, 400],
    ['Throttling', RAW, 400],
    ['TooManyRequests', RAW, 429],
    ['InternalFailure', RAW, 500],
    ['503', RAW, 503],
    ['Surprise', RAW, 429],
    ['ECONNRESET', RAW, undefined],
    ['TimeoutError', RAW, undefined]
  ])('is %s (%s, %p)', (code, message, status) => {
    expect(isPassing({ code, message, status })).toBe(true)
  })

  test.each([
    ['AccessDenied', 403],
    ['InvalidIdentityToken', 400],
    ['IDPRejectedClaim', 403],
    ['ValidationError', 400],
    ['RegionDisabled', 403],
    ['NotImplemented', 501],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined],
    ['ENOTFOUND', undefined]
  ])('is not %s', (code, status) => {
    expect(isPassing({ code, message: RAW, status })).toBe(false)
  })
})
