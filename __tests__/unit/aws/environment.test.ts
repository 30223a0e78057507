import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  checkEnvironment,
  correctedVariables,
  endpointOf
} from '../../../src/aws/environment.ts'
import type { Env } from '../../../src/shared/world.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'environment-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What is corrected of an environment, which has no files of AWS by itself. */
function corrected(env: Env): Promise<Record<string, string>> {
  const none = join(folder, 'none')
  return correctedVariables({
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    ...env
  })
}

async function configFile(name: string, text: string): Promise<Env> {
  const path = join(folder, name)
  await writeFile(path, text)
  return { AWS_CONFIG_FILE: path }
}

const refusal = (variable: string) =>
  expect.objectContaining({
    code: 'input',
    message: expect.stringContaining(`The environment variable ${variable}`)
  })

const BOOLEANS = [
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_DISABLE_CLOCK_SKEW_CORRECTION',
  'AWS_S3_USE_ARN_REGION',
  'AWS_S3_DISABLE_EXPRESS_SESSION_AUTH',
  'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_V1_DISABLED'
]

describe.each(BOOLEANS)('%s', variable => {
  test.each([
    ['True', 'true'],
    ['TRUE', 'true'],
    ['false', 'false'],
    ['False', 'false']
  ])('is read in any case: %s', async (value, meant) => {
    const env = await corrected({ [variable]: value })
    expect(env).toEqual({ [variable]: meant })
    expect(() => checkEnvironment(env)).not.toThrow()
  })

  test.each(['yes', '1', 'ture'])('is refused by its name: %s', async value => {
    const env = await corrected({ [variable]: value })
    expect(() => checkEnvironment(env)).toThrow(refusal(variable))
  })

  test('is as good as unset when it is empty', async () => {
    expect(await corrected({ [variable]: '' })).toEqual({})
    expect(() => checkEnvironment({ [variable]: '' })).not.toThrow()
  })
})

describe('a profile', () => {
  const FIPS = '[default]\nuse_fips_endpoint = True\n'

  test('has its booleans read in any case, too', async () => {
    const env = await configFile('fips', FIPS)
    expect(await corrected(env)).toEqual({ AWS_USE_FIPS_ENDPOINT: 'true' })
  })

  test('gives way to the environment', async () => {
    const files = await configFile('fips', FIPS)
    const env = { ...files, AWS_USE_FIPS_ENDPOINT: 'false' }
    expect(await corrected(env)).toEqual({ AWS_USE_FIPS_ENDPOINT: 'false' })
  })

  test('is the one in AWS_PROFILE', async () => {
    const files = await configFile(
      'two',
      `${FIPS}[profile other]\nuse_dualstack_endpoint = TRUE\n`
    )
    const env = { ...files, AWS_PROFILE: 'other' }
    expect(await corrected(env)).toEqual({
      AWS_USE_DUALSTACK_ENDPOINT: 'true'
    })
  })

  test('has its endpoints heeded wherever those of the environment are', async () => {
    const files = await configFile(
      'endpoints',
      [
        '[default]',
        'endpoint_url = http://all.example',
        'services = here',
        '[services here]',
        's3 =',
        '  endpoint_url = http://s3.example'
      ].join('\n')
    )
    const env = await corrected(files)
    expect(env).toEqual({
      AWS_ENDPOINT_URL: 'http://all.example',
      AWS_ENDPOINT_URL_S3: 'http://s3.example'
    })
    const own = { ...files, AWS_ENDPOINT_URL: 'http://own.example' }
    expect(await corrected(own)).toEqual({})
  })

  test('is refused for an endpoint without a scheme', async () => {
    const text = '[default]\nendpoint_url = localhost:4566\n'
    const env = await corrected(await configFile('bad', text))
    expect(() => checkEnvironment(env)).toThrow(refusal('AWS_ENDPOINT_URL'))
  })
})

describe.each(['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'])(
  '%s',
  variable => {
    test.each([
      ['127.0.0.1:3128', 'http://127.0.0.1:3128/'],
      ['proxy.example:3128', 'http://proxy.example:3128/'],
      ['ada:pw@proxy.example:3128', 'http://ada:pw@proxy.example:3128/'],
      ['HTTP://proxy.example:3128', 'http://proxy.example:3128/'],
      [' http://proxy.example ', 'http://proxy.example/'],
      ['https://proxy.example', 'https://proxy.example/']
    ])('is an address of HTTP: %s', async (value, address) => {
      const env = await corrected({ [variable]: value })
      expect(env).toEqual({ [variable]: address })
      expect(() => checkEnvironment(env)).not.toThrow()
    })

    test.each([
      'socks5://ada:hunter2@proxy.example:1080',
      'socks5h://proxy.example',
      'http://',
      'http:proxy.example:3128',
      'a proxy',
      'http://ada:hunter2%@proxy.example'
    ])('is refused by its name alone: %s', async value => {
      expect(await corrected({ [variable]: value })).toEqual({})
      const check = () => checkEnvironment({ [variable]: value })
      expect(check).toThrow(refusal(variable))
      expect(check).not.toThrow('hunter2')
    })
  }
)

test.each([
  ['amazonaws.com', 'amazonaws.com,.amazonaws.com'],
  ['.amazonaws.com', 'amazonaws.com,.amazonaws.com'],
  [
    '*.amazonaws.com, localhost',
    'amazonaws.com,.amazonaws.com,localhost,.localhost'
  ],
  ['*', '*'],
  ['a.example,,', 'a.example,.a.example']
])(
  'hosts without a proxy are with their subdomains: %s',
  async (hosts, meant) => {
    for (const variable of ['no_proxy', 'NO_PROXY']) {
      expect(await corrected({ [variable]: hosts })).toEqual({
        [variable]: meant
      })
    }
  }
)

describe.each([
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'
])('%s', variable => {
  test.each(['localhost:4566', '127.0.0.1:4566', 'minio', 'ftp://x', 'a b'])(
    'is refused by its name: %s',
    value => {
      const check = () => checkEnvironment({ [variable]: value })
      expect(check).toThrow(refusal(variable))
    }
  )

  test.each(['', 'http://127.0.0.1:4566', 'https://s3.example/base'])(
    'may be %s',
    value => {
      expect(() => checkEnvironment({ [variable]: value })).not.toThrow()
    }
  )
})

test('a process without a home is given one that has no files', async () => {
  const files = { AWS_CONFIG_FILE: '/x', AWS_SHARED_CREDENTIALS_FILE: '/x' }
  const homeless = () => {
    throw new Error('no such account')
  }
  expect(await correctedVariables(files, homeless)).toEqual({
    HOME: '/nonexistent'
  })
  expect(await correctedVariables(files, () => '/root')).toEqual({})
  const env = { ...files, HOME: '/home/runner' }
  expect(await correctedVariables(env, homeless)).toEqual({})
})

test('an endpoint is found as the SDK finds it', () => {
  const all = 'http://all.example'
  const s3 = 'http://s3.example'
  const both = { AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_S3: s3 }
  expect(endpointOf(both, 'S3')).toBe(s3)
  expect(endpointOf(both, 'STS')).toBe(all)
  expect(endpointOf({ ...both, AWS_ENDPOINT_URL_S3: '' }, 'S3')).toBe(all)
  expect(endpointOf({ AWS_ENDPOINT_URL: '' }, 'S3')).toBeUndefined()
  const ignored = { ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }
  expect(endpointOf(ignored, 'S3')).toBeUndefined()
})
