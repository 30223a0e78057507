import type { PacerOptions } from '../cognito/calls/pacer.ts'
import {
  DEFAULT_QUOTAS,
  isQuotaCategory,
  type QuotaCategory
} from '../cognito/calls/quota-categories.ts'
import { ACCOUNT_ID, REGION, USER_POOL_ID } from '../shared/aws-ids.ts'
import { parseDuration } from '../shared/duration.ts'
import { UserError } from '../shared/errors.ts'
import type { MfaLookupPolicy } from '../export/mfa-lookup.ts'
import {
  optional,
  read,
  readChoice,
  readLines,
  readWhole,
  required,
  wrong
} from './kinds.ts'
import { isBucketName, isKeyPrefix, otherPlace } from '../snapshot/address.ts'
import type { Env } from '../shared/world.ts'

/*
 * The inputs one by one: what each takes, and what is wrong with any other
 * value. All of them throw UserError `input`, which names the input, the problem
 * and an example.
 */

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
  const value = optional(env, 'source-user-pool-id')
  if (value === undefined || USER_POOL_ID.test(value)) return value
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
    otherPlace(value) ??
      'is not the name of an S3 bucket (no s3://, no slash, lower case)',
    'my-backups'
  )
}

export function readPrefix(env: Env): string {
  const given = read(env, 'prefix')
  // The bucket's root, which no other value means.
  if (given === '/') return ''
  const value = given.replace(/^\/+|\/+$/g, '')
  if (isKeyPrefix(value.split('/'))) return value
  throw wrong(
    'prefix',
    "holds characters other than letters, digits, / and !-_.'()",
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
    [optional(env, 'aws-region'), 'the input aws-region'],
    [env['AWS_REGION'], 'the environment variable AWS_REGION'],
    [env['AWS_DEFAULT_REGION'], 'the environment variable AWS_DEFAULT_REGION'],
    [userPoolId.split('_')[0], 'the user pool id']
  ]
  for (const [region, regionSource] of candidates) {
    if (region === undefined || region === '') continue
    if (REGION.test(region)) return { region, regionSource }
    throw new UserError(
      'input',
      `The region in ${regionSource} is not the name of an AWS region. A valid example: eu-west-1.`
    )
  }
  throw wrong('aws-region', 'is missing', 'eu-west-1')
}

export function readMfaLookup(env: Env): MfaLookupPolicy {
  const mode = readChoice(env, 'mfa-lookup', ['auto', 'always', 'never'])
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
  for (const { text } of readLines(env, 'quotas')) {
    const [, name = '', value] = /^(\w+)\s*=\s*(\d{1,6})$/.exec(text) ?? []
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

// Below, no run gets anything done; above is more than any job may take (five
// days on a runner of one's own).
const SHORTEST_RUN = 10_000
const LONGEST_RUN = 6 * 24 * 3_600_000

/** Milliseconds. */
export function readMaxDuration(env: Env): number {
  const ms = parseDuration(read(env, 'max-duration'))
  if (ms !== undefined && ms >= SHORTEST_RUN && ms <= LONGEST_RUN) return ms
  throw wrong(
    'max-duration',
    'is not a duration from 10s to 6d, in d, h, m and s',
    '5h50m'
  )
}

/** The accounts that a run may work on; none: any. */
export function readAllowedAccountIds(env: Env): string[] {
  const value = optional(env, 'allowed-account-ids')
  if (value === undefined) return []
  const ids = value
    .split(/[,\n]/)
    .map(id => id.trim())
    .filter(id => id !== '')
  // A list without an id would lift the limit that it is there for.
  if (ids.length > 0 && ids.every(id => ACCOUNT_ID.test(id))) return ids
  throw wrong(
    'allowed-account-ids',
    'is not a list of account ids of 12 digits each, with commas or line breaks between them',
    '111122223333, 444455556666'
  )
}
