import { parseArgs } from 'node:util'
import { filterBehaviours } from './cognito/listing/filter-behaviour.ts'
import { isQuotaCategory, defaultQuotas } from './quota-table.ts'
import type { SimulatorOptions } from './simulator.ts'

/** An invalid command line; the message says why. */
export class UsageError extends Error {}

export const usage = `Usage: npm run simulator -- [options]

A stand-in for Amazon Cognito user pools, S3 and STS on the loopback interface.
Prints one line of JSON (endpoint, region, accountId, userPoolId,
emptyUserPoolId, bucket, kmsKeyArn, and idTokenRequestUrl and
idTokenRequestToken for a job that assumes a role) and runs until it is stopped.

  --port N                   port to listen on; 0 takes a free one (default 0)
  --users N                  people in the seeded pool (default 0)
  --on-demand                creates each of them again at each read, so that
                             millions take no memory; they are in no group, and
                             the pool can't change
  --groups N                 groups in the seeded pool (default 0)
  --memberships-per-user N   groups that each person is in (default 0)
  --sign-in KIND             username, email, phone or alias (default username)
  --mfa MODE                 OFF, OPTIONAL or ON (default OFF)
  --disabled-share X         share of people who are disabled (default 0)
  --federated-share X        share from another identity provider (default 0)
  --no-username-share X      share whose username is their sub (default 0)
  --totp-share X             share with an authenticator app, where MFA isn't
                             OFF (default 0.1)
  --plain                    people with a verified address each and no values
                             that break careless code
  --seed N                   the same seed makes the same pool (default 1)
  --latency-ms N             how long each call takes at least (default 0)
  --quotas MODE              default enforces Cognito's request quotas, none
                             doesn't (default none)
  --quota CATEGORY=N         requests a second in one category, enforced in
                             either mode; can be given several times
  --s3-permissions MODE      full, or write-only: s3:PutObject alone
                             (default full)
  --deny ACTION              deny an IAM action, e.g. cognito-idp:ListGroups
                             or s3:*; can be given several times
  --short-page-share X       share of list pages that are short (default 0.02)
  --empty-page-share X       share of list pages that are empty and yet not
                             the last (default 0.01)
  --filter-behaviour KIND    what ListUsers does with a filter on sub:
                             documented, ignored, empty, incomplete, refused
                             or duplicates (default documented)
  --expire-tokens-after-ms N how long page tokens are good for (default an hour)
  --session-seconds N        how long sessions of roles last at most, even less
                             than the 900 s of AWS
  --import-rows-per-second N how fast import jobs are, or unlimited
                             (default 5000)
  --password-hashes KIND     whether import jobs take them: yes, no, or
                             header-only (default yes)
  --start-ago-ms N           how far the simulator's clock starts in the past
  --recoverable              pools support point-in-time recovery, and remember
                             every change for it
  --help                     show this text
`

/** Reads the command line; throws {@link UsageError}. */
export function parseOptions(
  args: string[]
): { help: true } | { help: false; options: SimulatorOptions } {
  const values = parse(args)
  if (values.help) return { help: true }
  const options: SimulatorOptions = {
    ...whole('port', values.port, 65535),
    ...whole('users', values.users),
    ...whole('groups', values.groups),
    ...whole('memberships-per-user', values['memberships-per-user']),
    ...choice('sign-in', values['sign-in'], signIns),
    ...choice('mfa', values.mfa, ['OFF', 'OPTIONAL', 'ON']),
    ...share('disabled-share', values['disabled-share']),
    ...share('federated-share', values['federated-share']),
    ...share('no-username-share', values['no-username-share']),
    ...share('totp-share', values['totp-share']),
    ...whole('seed', values.seed),
    ...whole('latency-ms', values['latency-ms']),
    ...choice('quotas', values.quotas, ['default', 'none']),
    ...choice('s3-permissions', values['s3-permissions'], s3Modes),
    ...share('short-page-share', values['short-page-share']),
    ...share('empty-page-share', values['empty-page-share']),
    ...choice('filter-behaviour', values['filter-behaviour'], filterBehaviours),
    ...whole('expire-tokens-after-ms', values['expire-tokens-after-ms']),
    ...whole('session-seconds', values['session-seconds']),
    ...whole('start-ago-ms', values['start-ago-ms']),
    ...importPace(values['import-rows-per-second']),
    ...passwordHashes(values['password-hashes'])
  }
  if (values.plain) options.plain = true
  if (values['on-demand']) options.onDemand = true
  if (values.recoverable) options.recovery = {}
  if (values.quota) options.quota = quotas(values.quota)
  if (values.deny) options.deny = values.deny
  return { help: false, options }
}

const signIns = ['username', 'email', 'phone', 'alias'] as const
const s3Modes = ['full', 'write-only'] as const

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        users: text,
        groups: text,
        'memberships-per-user': text,
        'sign-in': text,
        mfa: text,
        'disabled-share': text,
        'federated-share': text,
        'no-username-share': text,
        'totp-share': text,
        seed: text,
        'latency-ms': text,
        quotas: text,
        quota: texts,
        's3-permissions': text,
        deny: texts,
        'short-page-share': text,
        'empty-page-share': text,
        'filter-behaviour': text,
        'expire-tokens-after-ms': text,
        'session-seconds': text,
        'import-rows-per-second': text,
        'password-hashes': text,
        'start-ago-ms': text,
        recoverable: { type: 'boolean' },
        plain: { type: 'boolean' },
        'on-demand': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' }
      }
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

type Flag<Key extends string, Value> = Partial<Record<Camel<Key>, Value>>
type Camel<Key extends string> = Key extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Key

/** An option under the name that it has in {@link SimulatorOptions}. */
function named<Key extends string, Value>(
  flag: Key,
  value: Value
): Flag<Key, Value> {
  const name = flag.replace(/-(.)/g, (_, letter: string) =>
    letter.toUpperCase()
  )
  return { [name]: value } as Flag<Key, Value>
}

function whole<Key extends string>(
  flag: Key,
  value: string | undefined,
  max = Number.MAX_SAFE_INTEGER
): Flag<Key, number> {
  if (value === undefined) return {}
  if (!/^\d+$/.test(value) || Number(value) > max)
    throw new UsageError(
      `--${flag} ${value} is not a whole number from 0 to ${max}.`
    )
  return named(flag, Number(value))
}

function share<Key extends string>(
  flag: Key,
  value: string | undefined
): Flag<Key, number> {
  if (value === undefined) return {}
  const number = Number(value)
  if (value.trim() === '' || !(number >= 0 && number <= 1))
    throw new UsageError(`--${flag} ${value} is not a number from 0 to 1.`)
  return named(flag, number)
}

function choice<Key extends string, const Choice extends string>(
  flag: Key,
  value: string | undefined,
  choices: readonly Choice[]
): Flag<Key, Choice> {
  if (value === undefined) return {}
  const chosen = choices.find(one => one === value)
  if (chosen === undefined)
    throw new UsageError(`--${flag} ${value} is none of ${choices.join(', ')}.`)
  return named(flag, chosen)
}

function importPace(
  value: string | undefined
): Pick<SimulatorOptions, 'importRowsPerSecond'> {
  return value === 'unlimited'
    ? { importRowsPerSecond: Infinity }
    : whole('import-rows-per-second', value)
}

function passwordHashes(
  value: string | undefined
): Pick<SimulatorOptions, 'acceptsPasswordHashes'> {
  const { passwordHashes: kind } = choice('password-hashes', value, [
    'yes',
    'no',
    'header-only'
  ])
  if (kind === undefined) return {}
  return {
    acceptsPasswordHashes: kind === 'header-only' ? kind : kind === 'yes'
  }
}

function quotas(settings: string[]): Record<string, number> {
  const limits: Record<string, number> = {}
  for (const setting of settings) {
    const [category = '', limit = ''] = setting.split('=')
    if (!isQuotaCategory(category))
      throw new UsageError(
        `--quota ${setting}: there is no category ${category}. There are ${Object.keys(defaultQuotas).join(', ')}.`
      )
    if (!(Number(limit) > 0))
      throw new UsageError(
        `--quota ${setting} must name requests a second, e.g. ${category}=60.`
      )
    limits[category] = Number(limit)
  }
  return limits
}
