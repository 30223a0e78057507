import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callAws, type Explain } from '../../../src/aws/errors.ts'
import { AwsCallError } from '../../../src/shared/errors.ts'
import { sdkError } from '../../fixtures/aws-failures.ts'

const ACTION = 'cognito-idp:AdminCreateUser'
const NAME = 'ada.lovelace'

/** Makes a call that fails so, and gives what comes out. */
async function outcomeOf(
  error: unknown,
  {
    env = {},
    explain = () => undefined
  }: { env?: Record<string, string>; explain?: Explain } = {}
): Promise<unknown> {
  const context = {
    env,
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  }
  try {
    // Whatever a library throws must be endured, an Error or not.
    return await callAws(context, ACTION, explain, () => Promise.reject(error))
  } catch (thrown) {
    return thrown
  }
}

function raw(name: string, facts: Parameters<typeof sdkError>[2] = {}) {
  return sdkError(name, `User ${NAME} of the pool, 1 validation error`, facts)
}

test.each([
  [403, 'access-denied', '403'],
  [404, 'aws', '404']
])(
  'an answer of %d without a body has its status for a name',
  async (status, code, awsCode) => {
    const facts = { status, requestId: 'X7K2' }
    const error = sdkError('Unknown', 'UnknownError', facts)
    expect(await outcomeOf(error)).toMatchObject({ code, awsCode })
  }
)

test.each([
  ['Unknown', { status: 403 }, 'HTTP 403, no request id'],
  ['UnknownError', { status: 502 }, 'HTTP 502, no request id'],
  ['Error', { code: 'HPE_INVALID_CONSTANT' }, 'HPE_INVALID_CONSTANT']
])(
  'an answer that is not from AWS (%s, %j) is the network, not the role',
  async (name, facts, how) => {
    expect(await outcomeOf(sdkError(name, 'a page', facts))).toMatchObject({
      code: 'network',
      message: expect.stringContaining(`does not look like AWS (${how})`)
    })
  }
)

test('a connection that broke is not called a time-out', async () => {
  const error = sdkError('TimeoutError', 'read', { code: 'ECONNRESET' })
  expect(await outcomeOf(error)).toMatchObject({
    code: 'network',
    awsCode: 'ECONNRESET'
  })
})

test('a call that succeeds gives its answer', async () => {
  const context = {
    env: {},
    region: 'eu-west-1',
    regionSource: 'a test',
    randomBytes
  }
  const answer = await callAws(
    context,
    ACTION,
    () => undefined,
    () => Promise.resolve('answer')
  )
  expect(answer).toBe('answer')
})

const CASES: [string, string, RegExp][] = [
  ...['ExpiredToken', 'ExpiredTokenException'].map(
    (name): [string, string, RegExp] => [
      name,
      'credentials',
      /expired.*input role-to-assume.*role-duration-seconds/
    ]
  ),
  ...[
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'InvalidAccessKeyId',
    'InvalidToken',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException'
  ].map((name): [string, string, RegExp] => [
    name,
    'credentials',
    new RegExp(`does not accept the credentials \\(${name}\\)`)
  ]),
  ...['AccessDenied', 'AccessDeniedException', 'Forbidden', '403'].map(
    (name): [string, string, RegExp] => [
      name,
      'access-denied',
      /The role may not call cognito-idp:AdminCreateUser\./
    ]
  ),
  ...['RequestTimeTooSkewed', 'RequestExpired'].map(
    (name): [string, string, RegExp] => [name, 'aws', /clock of the runner/]
  ),
  ...[
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EPIPE',
    'ETIMEDOUT',
    'TimeoutError'
  ].map((name): [string, string, RegExp] => [
    name,
    'network',
    new RegExp(`\\(${name}\\) in region eu-west-1, taken from a test`)
  ]),
  [
    'UsernameExistsException',
    'aws',
    /with UsernameExistsException \(HTTP 400 ×3\)/
  ],
  [
    'InternalErrorException',
    'aws',
    /with InternalErrorException \(HTTP 400 ×3\)/
  ]
]

test('what failed may be looked at to explain it', async () => {
  const seen: unknown[] = []
  const explain: Explain = (awsCode, error) => {
    seen.push(awsCode, error)
    return undefined
  }
  const error = raw('SomeException', { status: 400 })
  await outcomeOf(error, { explain })
  expect(seen).toEqual(['SomeException', error])
})

describe('a failure of AWS', () => {
  test.each(CASES)('%s gives its sentence', async (name, code, sentence) => {
    const outcome = await outcomeOf(raw(name, { status: 400, attempts: 3 }))
    expect(outcome).toBeInstanceOf(AwsCallError)
    expect(outcome).toMatchObject({
      code,
      action: ACTION,
      awsCode: name,
      attempts: 3,
      message: expect.stringMatching(sentence)
    })
  })

  test.each(CASES)('%s lets no raw message out', async name => {
    const outcome = await outcomeOf(raw(name, { status: 400 }))
    const { stack, cause } = outcome as Error
    const told = [String(outcome), stack, JSON.stringify(outcome)].join('\n')
    expect(told).not.toContain(NAME)
    expect(cause).toBeUndefined()
  })

  test.each([200, 302, 403, 502])(
    'is none of AWS when it is a page of HTML with status %d',
    async status => {
      const page = raw('SyntaxError', { status, attempts: 3 })
      expect(await outcomeOf(page)).toMatchObject({
        code: 'network',
        message: `${ACTION} was answered with a web page and not by AWS (HTTP ${status} ×3). Check the runner's network and its proxy, and run the job again.`
      })
    }
  )

  test.each([404, 405, 500, 501])(
    'may be of an endpoint that lacks the operation when its page has status %d',
    async status => {
      const page = raw('SyntaxError', { status })
      expect(await outcomeOf(page)).toMatchObject({ code: 'aws' })
    }
  )

  test('was tried once when it says nothing of attempts', async () => {
    const outcome = await outcomeOf(raw('SomeException', { status: 500 }))
    expect(outcome).toMatchObject({
      attempts: 1,
      message: `AWS answered ${ACTION} with SomeException (HTTP 500). Such answers mostly pass: run the job again.`
    })
  })

  test.each([
    ['SomeException', { status: 400, attempts: 1 }, 'What that means stands'],
    // An earlier attempt failed in passing, this one does not.
    ['SomeException', { status: 400, attempts: 2 }, 'What that means stands'],
    ['SomeException', { status: 505, attempts: 1 }, 'What that means stands'],
    ['SomeException', { status: 503, attempts: 1 }, 'Such answers mostly pass'],
    ['SlowDown', { status: 400, attempts: 10 }, 'Such answers mostly pass'],
    [
      'KMS.ThrottlingException',
      { status: 400, attempts: 10 },
      'Such answers mostly pass'
    ],
    ['NotImplemented', { status: 501 }, 'The endpoint does not support this'],
    // As an emulator answers what it lacks.
    ['InternalFailure', { status: 501 }, 'The endpoint does not support this']
  ])('says what helps against %s of %j', async (name, facts, remedy) => {
    const outcome = await outcomeOf(raw(name, facts))
    expect((outcome as Error).message).toContain(`). ${remedy}`)
  })

  test('of any kind leaks nothing of its message', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Z][A-Za-z]{3,20}$/),
        fc.integer({ min: 300, max: 599 }),
        async (name, status) => {
          const outcome = await outcomeOf(raw(name, { status }))
          expect(outcome).toBeInstanceOf(AwsCallError)
          expect((outcome as Error).stack).not.toContain(NAME)
        }
      )
    )
  })

  test('is explained first by the room that knows it', async () => {
    const explain: Explain = awsCode =>
      awsCode === 'AccessDenied'
        ? { code: 'not-found', message: 'It is gone.' }
        : undefined
    const outcome = await outcomeOf(raw('AccessDenied'), { explain })
    expect(outcome).toMatchObject({ code: 'not-found', message: 'It is gone.' })
  })
})

describe('a denial', () => {
  test('names the action that AWS names, and not its resource', async () => {
    const message = `User: arn:aws:sts::1:assumed-role/r/${NAME} is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:x`
    const error = sdkError('AccessDenied', message, { status: 403 })
    const outcome = await outcomeOf(error)
    expect(outcome).toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('may not call kms:GenerateDataKey.')
    })
    expect((outcome as Error).stack).not.toContain(NAME)
  })
})

describe('missing credentials', () => {
  const error = sdkError('CredentialsProviderError', 'Could not load')

  test('ask for the permission that the job lacks', async () => {
    expect(await outcomeOf(error)).toMatchObject({
      code: 'credentials',
      message: expect.stringContaining('permissions: id-token: write')
    })
  })

  test('do not ask for a permission that the job has', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://example.com' }
    expect(await outcomeOf(error, { env })).toMatchObject({
      code: 'credentials',
      message: expect.not.stringContaining('id-token')
    })
  })
})

test('an address that the SDK does not have is one of the network', async () => {
  const error = sdkError('EndpointError', 'Invalid Configuration: FIPS …')
  expect(await outcomeOf(error)).toMatchObject({
    code: 'network',
    message: expect.stringContaining('AWS_USE_FIPS_ENDPOINT')
  })
})

describe('an error of the network', () => {
  test.each(['Error', 'AggregateError'])(
    'is known by its code when its name is %s',
    async name => {
      const error = raw(name, { code: 'ECONNREFUSED' })
      expect(await outcomeOf(error)).toMatchObject({
        code: 'network',
        awsCode: 'ECONNREFUSED'
      })
    }
  )
})

test.each(['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'EPROTO'])(
  'a certificate that is not trusted (%s) is an error of the network',
  async code => {
    expect(await outcomeOf(raw('Error', { code }))).toMatchObject({
      code: 'network',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS')
    })
  }
)

test('a role that may not be assumed is named by the action of STS', async () => {
  const error = sdkError(
    'AccessDenied',
    'Not authorized to perform sts:AssumeRoleWithWebIdentity'
  )
  expect(await outcomeOf(error)).toMatchObject({
    message: expect.stringContaining('sts:AssumeRoleWithWebIdentity')
  })
})

describe('what did not come from AWS is a bug and stays as it is', () => {
  test.each([
    ['a TypeError', new TypeError('x is not a function')],
    ['an error without a status', new Error('what?')],
    ['an error with another code', raw('Error', { code: 'ERR_INVALID_ARG' })],
    ['a string', 'thrown'],
    ['nothing', undefined]
  ])('%s', async (_what, error) => {
    expect(await outcomeOf(error)).toBe(error)
  })
})
