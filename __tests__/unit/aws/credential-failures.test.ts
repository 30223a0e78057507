import { describe, expect, test } from '@jest/globals'
import {
  credentialFailure,
  type CredentialFacts
} from '../../../src/aws/credential-failures.ts'
import type { FileFault, Settings } from '../../../src/aws/profile.ts'

interface Facts {
  env?: CredentialFacts['env']
  settings?: Settings | undefined
  sections?: Record<string, Settings>
  files?: [string, FileFault][]
  said?: string
}

function sentence({
  env = {},
  settings,
  sections = {},
  files = [],
  said = ''
}: Facts) {
  const name = env['AWS_PROFILE'] ?? 'default'
  return credentialFailure({
    env,
    profile: { name, settings, sections },
    files: new Map(files),
    said
  })
}

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' }
const NAMED = { AWS_PROFILE: 'backup' }
const ROLE = { role_arn: 'arn:aws:iam::111122223333:role/x' }

test('where nothing gives credentials, no source is named', () => {
  expect(sentence({})).toBeUndefined()
  expect(sentence({ settings: { region: 'eu-west-1' } })).toBeUndefined()
})

test('a profile goes before good keys, and that is said', () => {
  expect(sentence({ env: { ...NAMED, ...KEYS } })).toBe(
    'No AWS credentials came from the profile in AWS_PROFILE: no AWS configuration file of the runner has it. Correct the profile, or unset AWS_PROFILE to use the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
  )
})

describe('of the profile is said that', () => {
  test.each<[string, Facts]>([
    [
      'the file in AWS_CONFIG_FILE is not there',
      { files: [['AWS_CONFIG_FILE', 'is not there']] }
    ],
    ['it names no source of credentials', { settings: { region: 'x' } }],
    [
      'it asks for a code of MFA',
      { settings: { ...ROLE, source_profile: 'a', mfa_serial: 'x' } }
    ],
    [
      'no AWS configuration file of the runner has its source_profile',
      { settings: { ...ROLE, source_profile: 'a' } }
    ],
    [
      'its source_profile gave none',
      { settings: { ...ROLE, source_profile: 'a' }, sections: { a: {} } }
    ],
    [
      'its credential_source gave none',
      { settings: { ...ROLE, credential_source: 'Environment' } }
    ],
    [
      'its web_identity_token_file is not there',
      {
        settings: { ...ROLE, web_identity_token_file: '/x' },
        files: [['web_identity_token_file', 'is not there']]
      }
    ],
    [
      'no AWS configuration file of the runner has its sso_session',
      { settings: { sso_session: 'corp' } }
    ],
    [
      'its sign-in by SSO is missing or has expired',
      { settings: { sso_start_url: 'x' }, said: 'The SSO session is invalid.' }
    ],
    [
      'its settings of SSO are incomplete',
      { settings: { sso_start_url: 'x' }, said: 'Required parameters "x"' }
    ],
    ['SSO gave none', { settings: { sso_start_url: 'x' }, said: 'Forbidden' }],
    [
      'its sign-in is missing',
      { settings: { login_session: 'x' }, said: 'Failed to load a token' }
    ],
    ['its sign-in gave none', { settings: { login_session: 'x' } }]
  ])('%s', (how, facts) => {
    expect(sentence({ env: NAMED, ...facts })).toContain(
      `No AWS credentials came from the profile in AWS_PROFILE: ${how}`
    )
  })

  test.each([
    ['ended with an error', 'Command failed: sh -c "…"\nhunter2'],
    ['printed no JSON', 'credential_process returned invalid JSON.'],
    ['printed no Version 1', 'credential_process did not return Version 1.'],
    ['printed no keys', 'credential_process returned invalid credentials.'],
    ['printed keys that have expired', 'returned expired credentials.']
  ])('its process %s', (how, said) => {
    const settings = { credential_process: 'sh -c hunter2' }
    const told = sentence({ env: NAMED, settings, said })
    expect(told).toContain(`its credential_process ${how}.`)
    expect(told).not.toContain('hunter2')
    expect(sentence({ settings, said })).toContain('the profile named default')
  })
})

describe('what fails besides profiles is named:', () => {
  const TOKEN = { AWS_WEB_IDENTITY_TOKEN_FILE: '/x', AWS_ROLE_ARN: 'arn:x' }
  const URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
  const address = `the address in ${URI}`

  test.each<[string, Facts]>([
    [
      'the keys in the environment: AWS_SECRET_ACCESS_KEY is not set.',
      { env: { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' } }
    ],
    [
      'the file in AWS_WEB_IDENTITY_TOKEN_FILE: it is not there.',
      {
        env: TOKEN,
        files: [['AWS_WEB_IDENTITY_TOKEN_FILE', 'is not there']]
      }
    ],
    ['the file in AWS_WEB_IDENTITY_TOKEN_FILE: it gave none.', { env: TOKEN }],
    [
      'the file in AWS_WEB_IDENTITY_TOKEN_FILE: AWS_ROLE_ARN is not set.',
      { env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/x' } }
    ],
    [
      "the file in AWS_SHARED_CREDENTIALS_FILE: it can't be read.",
      { files: [['AWS_SHARED_CREDENTIALS_FILE', "can't be read"]] }
    ],
    [`${address}: it is not an address.`, { env: { [URI]: 'x' } }],
    [
      `${address}: it must begin with https://`,
      { env: { [URI]: 'http://x' }, said: 'URL not accepted. It must …' }
    ],
    [
      `${address}: the file in AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is empty.`,
      {
        env: { [URI]: 'https://x' },
        files: [['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'is empty']]
      }
    ],
    [
      `${address}: it answered with HTTP 403.`,
      {
        env: { [URI]: 'https://x' },
        said: 'Server responded with status: 403'
      }
    ],
    [
      'the address in AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: it gave no answer',
      { env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' } }
    ]
  ])('%s', (what, facts) => {
    expect(sentence(facts)).toContain(`No AWS credentials came from ${what}`)
  })
})
