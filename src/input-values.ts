import type { PacerOptions } from './cognito/pacer.ts'
import {
  DEFAULT_QUOTAS,
  isQuotaCategory,
  type QuotaCategory
} from './cognito/quota-categories.ts'
import { UserError } from './errors.ts'
import type { MfaLookupPolicy } from './export/mfa-lookup.ts'
import { isBucketName, isKeyPrefix, USER_POOL_ID } from './snapshot/address.ts'
import type { Env } from './world.ts'

/*
 * The inputs one by one: what each takes, and what is wrong with any other
 * value. All of them throw UserError `input`, which names the input, the problem
 * and an example.
 */

/**
 * What the runner sets from action.yml when a workflow leaves the input out, so
 * that the bundle behaves alike when it is started without the runner. A test
 * holds the two together.
 */
export const DEFAULTS: Readonly<Record<string, string>> = {
  prefix: 'cognito-backup',
  snapshot: 'latest',
  'server-side-encryption': 'aws:kms',
  'mfa-lookup': 'auto',
  'mfa-lookup-limit': '10000',
  'quota-share': '80'
}

/** Where the calls go; all modes have it. */
export interface RegionInput {
  region: string
  /** Where the region came from, for sentences. */
  regionSource: string
}

export function readUserPoolId(env: Env): string {
  const example = 'eu-west-1_Ab12Cd34E'
  const value = required(env, 'user-pool-id', example)
  if (USER_POOL_ID.test(value)) return value
  throw wrong('user-pool-id', 'is not the id of a user pool', example)
}

export function readSourceUserPoolId(env: Env): string | undefined {
  const value = read(env, 'source-user-pool-id')
  if (value === '') return undefined
  if (USER_POOL_ID.test(value)) return value
  throw wrong(
    'source-user-pool-id',
    'is not the id of a user pool',
    'eu-west-1_Ab12Cd34E'
  )
}

export function readBucket(env: Env): string {
  const value = required(env, 'bucket', 'my-backups')
  if (isBucketName(value)) return value
  throw wrong(
    'bucket',
    'is not the name of an S3 bucket (no s3://, no slash, lower case)',
    'my-backups'
  )
}

export function readPrefix(env: Env): string {
  const value = read(env, 'prefix').replace(/^\/+|\/+$/g, '')
  if (value === '' || isKeyPrefix(value.split('/'))) return value
  throw wrong(
    'prefix',
    "holds characters other than letters, digits, / and !-_.*'()",
    'cognito-backup/production'
  )
}

export function readAlgorithm(env: Env): 'aws:kms' | 'aws:kms:dsse' {
  const value = read(env, 'server-side-encryption')
  if (value === 'aws:kms' || value === 'aws:kms:dsse') return value
  throw wrong(
    'server-side-encryption',
    'is neither aws:kms nor aws:kms:dsse; there is no unencrypted export',
    'aws:kms'
  )
}

export function readKeyId(env: Env): string {
  const example =
    'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
  const value = required(env, 'kms-key-id', example)
  if (/^[\w:/-]{1,2048}$/.test(value)) return value
  throw wrong('kms-key-id', 'is not the id, ARN or alias of a key', example)
}

export function readRegion(env: Env, userPoolId: string): RegionInput {
  const candidates: [string | undefined, string][] = [
    [read(env, 'aws-region'), 'the input aws-region'],
    [env['AWS_REGION'], 'the environment variable AWS_REGION'],
    [env['AWS_DEFAULT_REGION'], 'the environment variable AWS_DEFAULT_REGION'],
    [userPoolId.split('_')[0], 'the user pool id']
  ]
  for (const [region, regionSource] of candidates) {
    if (region === undefined || region === '') continue
    if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
      return { region, regionSource }
    throw new UserError(
      'input',
      `The region in ${regionSource} is not the name of an AWS region. A valid example: eu-west-1.`
    )
  }
  throw wrong('aws-region', 'is missing', 'eu-west-1')
}

export function readMfaLookup(env: Env): MfaLookupPolicy {
  const mode = read(env, 'mfa-lookup')
  if (mode !== 'auto' && mode !== 'always' && mode !== 'never') {
    throw wrong('mfa-lookup', 'is none of auto, always and never', 'auto')
  }
  const limit = readWhole(env, 'mfa-lookup-limit', 0, 40_000_000)
  return { mode, limit }
}

export function readPace(env: Env): PacerOptions {
  return {
    quotaShare: readWhole(env, 'quota-share', 1, 100),
    quotas: readQuotas(env)
  }
}

function readQuotas(env: Env): PacerOptions['quotas'] {
  const quotas: Partial<Record<QuotaCategory, number>> = {}
  const lines = read(env, 'quotas').split('\n')
  for (const line of lines.map(text => text.trim()).filter(Boolean)) {
    const [, name = '', value] = /^(\w+)\s*=\s*(\d{1,6})$/.exec(line) ?? []
    if (value === undefined || Number(value) === 0) {
      throw wrong(
        'quotas',
        'has a line that is not a quota category, an equals sign and requests per second',
        'UserCreation=200'
      )
    }
    if (!isQuotaCategory(name)) {
      throw wrong(
        'quotas',
        `names a quota category that Cognito doesn't have (it has ${Object.keys(DEFAULT_QUOTAS).join(', ')})`,
        'UserCreation=200'
      )
    }
    quotas[name] = Number(value)
  }
  return quotas
}

function readWhole(
  env: Env,
  input: string,
  lowest: number,
  highest: number
): number {
  const value = read(env, input)
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
  if (number >= lowest && number <= highest) return number
  throw wrong(
    input,
    `is not a whole number from ${lowest} to ${highest}`,
    DEFAULTS[input] ?? String(lowest)
  )
}

/** The value of an input, trimmed; `''` when it isn't given. */
export function read(env: Env, input: string): string {
  const value = env[`INPUT_${input.toUpperCase()}`] ?? DEFAULTS[input] ?? ''
  return value.trim()
}

export function required(env: Env, input: string, example: string): string {
  const value = read(env, input)
  if (value === '') throw wrong(input, 'is required but missing', example)
  return value
}

export function wrong(
  input: string,
  problem: string,
  example: string
): UserError {
  return new UserError(
    'input',
    `The input ${input} ${problem}. A valid example: ${example}.`
  )
}
