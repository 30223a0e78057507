import type { Env } from '../shared/world.ts'
import type { FileFault, Profile, Settings } from './profile.ts'

/** What is known when the environment gives no credentials. */
export interface CredentialFacts {
  env: Env
  profile: Profile
  /** What is wrong with files, by the variable or setting that names them. */
  files: ReadonlyMap<string, FileFault>
  /** The SDK's messages. They may quote commands and their output. */
  said: string
}

/** Variables and settings that name a file. */
export const CONFIG_FILES = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']
export const TOKEN_FILE = 'AWS_WEB_IDENTITY_TOKEN_FILE'
export const TOKEN_SETTING = 'web_identity_token_file'
export const CONTAINER_TOKEN_FILE = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const

/**
 * Which source of credentials failed, and how: the first in the SDK's order.
 *
 * @returns a sentence with a way out; `undefined` if there is no source
 */
export function credentialFailure(facts: CredentialFacts): string | undefined {
  const { env } = facts
  const [source, how] = failedSource(facts) ?? []
  if (source === undefined || how === undefined) return undefined
  const isBesideKeys = KEYS.every(name => env[name]) && env['AWS_PROFILE']
  return `No AWS credentials came from ${source}: ${how}. ${
    isBesideKeys
      ? 'Correct the profile, or unset AWS_PROFILE to use the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
      : 'Correct that, or name a role in the input role-to-assume.'
  }`
}

type Failure = readonly [source: string, how: string]

function failedSource(facts: CredentialFacts): Failure | undefined {
  const { env, profile, files } = facts
  if (env['AWS_PROFILE']) {
    return ['the profile in AWS_PROFILE', howOfProfile(facts)]
  }
  const missing = KEYS.filter(name => !env[name])
  if (missing.length === 1) {
    return ['the keys in the environment', `${missing.join()} is not set`]
  }
  if (profile.settings !== undefined && kindOf(profile.settings) !== 'none') {
    return ['the profile named default', howOfProfile(facts)]
  }
  if (env[TOKEN_FILE]) {
    return [`the file in ${TOKEN_FILE}`, howOfTokenFile(facts)]
  }
  const container = CONTAINERS.find(name => env[name])
  if (container !== undefined) {
    return [`the address in ${container}`, howOfContainer(facts)]
  }
  const file = CONFIG_FILES.find(name => files.has(name))
  return file === undefined
    ? undefined
    : [`the file in ${file}`, `it ${files.get(file) ?? ''}`]
}

type Kind = 'role' | 'keys' | 'token' | 'process' | 'sso' | 'login' | 'none'

/** The kind of source that a profile names, by the SDK's rules. */
function kindOf(settings: Settings): Kind {
  const has = (...names: string[]) => names.every(name => settings[name])
  if (has('role_arn', 'source_profile')) return 'role'
  if (has('role_arn', 'credential_source')) return 'role'
  if (has('aws_access_key_id', 'aws_secret_access_key')) return 'keys'
  if (has('role_arn', TOKEN_SETTING)) return 'token'
  if (has('credential_process')) return 'process'
  if (Object.keys(settings).some(name => name.startsWith('sso_'))) return 'sso'
  return has('login_session') ? 'login' : 'none'
}

function howOfProfile({ profile, files, said }: CredentialFacts): string {
  const { settings, sections } = profile
  if (settings === undefined) {
    const file = CONFIG_FILES.find(name => files.has(name))
    return file === undefined
      ? 'no AWS configuration file of the runner has it'
      : `the file in ${file} ${files.get(file) ?? ''}`
  }
  const { source_profile: source, sso_session: session } = settings
  switch (kindOf(settings)) {
    case 'role':
      if (settings['mfa_serial']) {
        return "it asks for a code of MFA, which a job can't give"
      }
      if (source === undefined) return 'its credential_source gave none'
      return sections[source] === undefined
        ? 'no AWS configuration file of the runner has its source_profile'
        : 'its source_profile gave none'
    case 'token':
      return `its ${TOKEN_SETTING} ${files.get(TOKEN_SETTING) ?? 'gave none'}`
    case 'process':
      return `its credential_process ${howOfProcess(said)}`
    case 'sso':
      if (session && sections[`sso-session.${session}`] === undefined) {
        return 'no AWS configuration file of the runner has its sso_session'
      }
      if (/required (parameter|propert)/i.test(said)) {
        return 'its settings of SSO are incomplete'
      }
      return /sso session|token (is expired|not found)/i.test(said)
        ? "its sign-in by SSO is missing or has expired, and a job can't sign in"
        : 'SSO gave none'
    case 'login':
      return /re-?authenticate|token/i.test(said)
        ? "its sign-in is missing or has expired, and a job can't sign in"
        : 'its sign-in gave none'
    case 'keys':
    case 'none':
      return 'it names no source of credentials'
  }
}

function howOfProcess(said: string): string {
  if (said.includes('returned invalid JSON')) return 'printed no JSON'
  if (said.includes('did not return Version 1')) return 'printed no Version 1'
  if (said.includes('returned invalid credentials')) return 'printed no keys'
  return said.includes('returned expired credentials')
    ? 'printed keys that have expired'
    : 'ended with an error'
}

function howOfTokenFile({ env, files }: CredentialFacts): string {
  const fault = files.get(TOKEN_FILE)
  if (fault !== undefined) return `it ${fault}`
  return env['AWS_ROLE_ARN'] ? 'it gave none' : 'AWS_ROLE_ARN is not set'
}

const CONTAINERS = [
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI'
]

function howOfContainer({ env, files, said }: CredentialFacts): string {
  const [relative, full] = CONTAINERS.map(name => env[name])
  if (!relative && !URL.canParse(full ?? '')) return 'it is not an address'
  if (said.includes('URL not accepted')) {
    return 'it must begin with https://, or be on the runner itself'
  }
  const fault = files.get(CONTAINER_TOKEN_FILE)
  if (fault !== undefined) return `the file in ${CONTAINER_TOKEN_FILE} ${fault}`
  const [, status] = /responded with status: (\d{3})\b/.exec(said) ?? []
  return status === undefined
    ? 'it gave no answer that holds credentials'
    : `it answered with HTTP ${status}`
}
