import { homedir } from 'node:os'
import { UserError } from '../shared/errors.ts'
import type { Env } from '../shared/world.ts'
import { readProfile, type Profile } from './profile.ts'

/**
 * Booleans that the SDK reads from the environment and, mostly, from a profile
 * setting with another name. It accepts only `true` and `false`, and silently
 * ignores other values.
 */
const BOOLEANS: readonly (readonly [variable: string, setting?: string])[] = [
  ['AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'],
  ['AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'],
  ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls'],
  ['AWS_DISABLE_CLOCK_SKEW_CORRECTION', 'disable_clock_skew_correction'],
  ['AWS_S3_USE_ARN_REGION', 's3_use_arn_region'],
  ['AWS_S3_DISABLE_EXPRESS_SESSION_AUTH', 's3_disable_express_session_auth'],
  [
    'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS',
    's3_disable_multiregion_access_points'
  ],
  ['AWS_EC2_METADATA_DISABLED'],
  ['AWS_EC2_METADATA_V1_DISABLED', 'ec2_metadata_v1_disabled']
]

const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
const NO_PROXIES = ['no_proxy', 'NO_PROXY']

/** The services that a run calls, as in the names of variables. */
const SERVICES = ['COGNITO_IDENTITY_PROVIDER', 'S3', 'STS'] as const

const ENDPOINT = 'AWS_ENDPOINT_URL'
const ENDPOINTS = [ENDPOINT, ...SERVICES.map(name => `${ENDPOINT}_${name}`)]

/**
 * The settings of the environment and the profile, as variables in a form that
 * the SDK, Node's proxies and GitHub's toolkit all understand. Wrong values
 * stay as they are, for checkEnvironment to refuse.
 *
 * @param homeOf the home folder of the process's account; throws if there is none
 * @returns the variables to change
 */
export async function correctedVariables(
  env: Env,
  homeOf: () => string = homedir
): Promise<Record<string, string>> {
  const profile = await readProfile(env)
  const corrected: Record<string, string> = {
    ...endpointsOf(env, profile),
    ...homeFor(env, homeOf)
  }
  for (const [variable, setting] of BOOLEANS) {
    const value = given(env, variable) ?? profile.settings?.[setting ?? '']
    if (value) corrected[variable] = value.trim().toLowerCase()
  }
  for (const variable of PROXIES) {
    const address = proxyAddress(env[variable] ?? '')
    if (address !== undefined) corrected[variable] = address
  }
  for (const variable of NO_PROXIES) {
    const hosts = env[variable]
    if (hosts) corrected[variable] = withSubdomains(hosts)
  }
  return corrected
}

/**
 * Refuses variables with wrong values, which would be ignored otherwise.
 *
 * @throws UserError `input` that names the variable
 */
export function checkEnvironment(env: Env): void {
  for (const [variable] of BOOLEANS) {
    const value = env[variable]
    if (!value || value === 'true' || value === 'false') continue
    throw new UserError(
      'input',
      `The environment variable ${variable}, or its setting in the profile, is neither true nor false. Set it to one of them, or unset it.`
    )
  }
  for (const variable of PROXIES) {
    const value = env[variable]
    if (!value || proxyAddress(value) !== undefined) continue
    throw new UserError(
      'input',
      `The environment variable ${variable} is not the address of an HTTP proxy, such as http://proxy.example.com:3128. SOCKS proxies are not supported. Special characters of its user name and password must be percent-encoded.`
    )
  }
  for (const variable of ENDPOINTS) {
    const value = env[variable]
    if (!value || isHttpAddress(value)) continue
    throw new UserError(
      'input',
      `The environment variable ${variable}, or endpoint_url in the profile, is not an address that begins with https:// or http://. Correct it, or unset it to call AWS itself.`
    )
  }
}

/**
 * The endpoint that the environment sets for a service, by the SDK's rules;
 * `undefined` for AWS's own.
 */
export function endpointOf(
  env: Env,
  service: (typeof SERVICES)[number]
): string | undefined {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined
  return given(env, `${ENDPOINT}_${service}`) ?? given(env, ENDPOINT)
}

/**
 * In a container, the process's account may have no home folder, and the SDK
 * would fail. A missing folder as the home makes it find no files instead.
 */
function homeFor(env: Env, homeOf: () => string): Record<string, string> {
  if (env['HOME'] || env['USERPROFILE']) return {}
  try {
    homeOf()
    return {}
  } catch {
    return { HOME: '/nonexistent' }
  }
}

/**
 * The endpoints of the profile, which count if the environment sets none.
 * Source: AWS SDKs and Tools reference guide, "Service-specific endpoints".
 */
function endpointsOf(
  env: Env,
  { settings, sections }: Profile
): Record<string, string> {
  const found: Record<string, string> = {}
  if (env[ENDPOINT]) return found
  const shared = settings?.['endpoint_url']
  if (shared) found[ENDPOINT] = shared
  const services = sections[`services.${settings?.['services'] ?? ''}`]
  for (const service of SERVICES) {
    const variable = `${ENDPOINT}_${service}`
    const own = services?.[`${service.toLowerCase()}.endpoint_url`]
    if (own && !env[variable]) found[variable] = own
  }
  return found
}

/** To the SDK, an empty variable is not set. */
function given(env: Env, variable: string): string | undefined {
  return env[variable] === '' ? undefined : env[variable]
}

/**
 * The address of a proxy with its scheme, in lower case for Node; curl needs no
 * scheme. `undefined` if it is no HTTP address.
 */
function proxyAddress(value: string): string | undefined {
  const text = value.trim()
  if (text === '') return undefined
  const address = text.includes('://') ? text : `http://${text}`
  if (!isHttpAddress(address)) return undefined
  const url = new URL(address)
  try {
    decodeURIComponent(url.username + url.password)
  } catch {
    return undefined
  }
  return url.href
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/**
 * Makes a host include its subdomains, as in curl and in GitHub's toolkit. Node
 * needs a dot before the host for that, and the toolkit doesn't know `*.`.
 */
function withSubdomains(hosts: string): string {
  return hosts
    .split(',')
    .map(host => host.trim().replace(/^\*?\./, ''))
    .flatMap(host => (host === '' || host === '*' ? host : [host, `.${host}`]))
    .filter(host => host !== '')
    .join(',')
}
