import type { PacerOptions } from './cognito/pacer.ts'
import {
  DEFAULT_QUOTAS,
  isQuotaCategory,
  type QuotaCategory
} from './cognito/quota-categories.ts'
import { UserError } from './errors.ts'
import type { MfaLookupPolicy } from './export/mfa-lookup.ts'
import { refuseUnknownInputs } from './input-names.ts'
import {
  isBucketName,
  isKeyPrefix,
  isSnapshotId,
  parseAddress,
  USER_POOL_ID,
  type SnapshotAddress
} from './snapshot/address.ts'
import type { Env } from './world.ts'

/** Where the calls go; all modes have it. */
export interface RegionInput {
  region: string
  /** Where the region came from, for sentences. */
  regionSource: string
}

export interface ExportInputs extends RegionInput {
  mode: 'export'
  userPoolId: string
  bucket: string
  prefix: string
  encryption: { algorithm: 'aws:kms' | 'aws:kms:dsse'; keyId: string }
  mfaLookup: MfaLookupPolicy
  pace: PacerOptions
}

export interface RestoreInputs extends RegionInput {
  mode: 'restore'
  userPoolId: string
  bucket: string
  snapshot:
    | { address: SnapshotAddress }
    | { latestOf: { prefix: string; userPoolId: string } }
  pace: PacerOptions
}

export type Inputs = ExportInputs | RestoreInputs

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

/**
 * Reads and checks the action's inputs before any call is made.
 *
 * @throws UserError `input` that names the input, the problem and an example
 */
export function readInputs(env: Env): Inputs {
  refuseUnknownInputs(env)
  const mode = required(env, 'mode', 'export or restore')
  switch (mode) {
    case 'export':
      return readExportInputs(env)
    case 'restore':
      return readRestoreInputs(env)
    case 'verify':
      throw wrong(
        'mode',
        'verify is not part of this version of the action',
        'restore, which checks the whole snapshot before it writes anything'
      )
    default:
      throw wrong('mode', 'is neither export nor restore', 'export')
  }
}

function readExportInputs(env: Env): ExportInputs {
  const userPoolId = readUserPoolId(env)
  return {
    mode: 'export',
    userPoolId,
    bucket: readBucket(env),
    prefix: readPrefix(env),
    encryption: {
      algorithm: readAlgorithm(env),
      keyId: readKeyId(env)
    },
    mfaLookup: readMfaLookup(env),
    pace: readPace(env),
    ...readRegion(env, userPoolId)
  }
}

function readRestoreInputs(env: Env): RestoreInputs {
  const userPoolId = readUserPoolId(env)
  const common = {
    mode: 'restore' as const,
    userPoolId,
    pace: readPace(env),
    ...readRegion(env, userPoolId)
  }
  const choice = read(env, 'snapshot')
  const source = readSourceUserPoolId(env)
  if (choice.startsWith('s3://')) {
    const address = parseAddress(choice)
    const { bucket } = address
    expectSame(env, 'bucket', bucket)
    expectSame(env, 'source-user-pool-id', address.userPoolId)
    return { ...common, bucket, snapshot: { address } }
  }
  const bucket = readBucket(env)
  const place = { prefix: readPrefix(env), userPoolId: source ?? userPoolId }
  if (choice === 'latest') {
    const snapshot = { latestOf: place }
    return { ...common, bucket, snapshot }
  }
  if (!isSnapshotId(choice)) {
    throw wrong(
      'snapshot',
      'is neither latest, nor the id or s3:// address of a snapshot',
      '20261123T020000Z-ABCDEFGHIJKLMNOP'
    )
  }
  const address = { bucket, ...place, snapshotId: choice }
  return { ...common, bucket, snapshot: { address } }
}

/** An input that repeats a part of the s3:// address must say the same. */
function expectSame(env: Env, input: string, inAddress: string): void {
  const value = read(env, input)
  if (value !== '' && value !== inAddress) {
    throw wrong(
      input,
      'differs from the s3:// address in the input snapshot; leave one of them out',
      inAddress
    )
  }
}

function readUserPoolId(env: Env): string {
  const example = 'eu-west-1_Ab12Cd34E'
  const value = required(env, 'user-pool-id', example)
  if (USER_POOL_ID.test(value)) return value
  throw wrong('user-pool-id', 'is not the id of a user pool', example)
}

function readSourceUserPoolId(env: Env): string | undefined {
  const value = read(env, 'source-user-pool-id')
  if (value === '') return undefined
  if (USER_POOL_ID.test(value)) return value
  throw wrong(
    'source-user-pool-id',
    'is not the id of a user pool',
    'eu-west-1_Ab12Cd34E'
  )
}

function readBucket(env: Env): string {
  const value = required(env, 'bucket', 'my-backups')
  if (isBucketName(value)) return value
  throw wrong(
    'bucket',
    'is not the name of an S3 bucket (no s3://, no slash, lower case)',
    'my-backups'
  )
}

function readPrefix(env: Env): string {
  const value = read(env, 'prefix').replace(/^\/+|\/+$/g, '')
  if (value === '' || isKeyPrefix(value.split('/'))) return value
  throw wrong(
    'prefix',
    "holds characters other than letters, digits, / and !-_.*'()",
    'cognito-backup/production'
  )
}

function readAlgorithm(env: Env): 'aws:kms' | 'aws:kms:dsse' {
  const value = read(env, 'server-side-encryption')
  if (value === 'aws:kms' || value === 'aws:kms:dsse') return value
  throw wrong(
    'server-side-encryption',
    'is neither aws:kms nor aws:kms:dsse; there is no unencrypted export',
    'aws:kms'
  )
}

function readKeyId(env: Env): string {
  const example =
    'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
  const value = required(env, 'kms-key-id', example)
  if (/^[\w:/-]{1,2048}$/.test(value)) return value
  throw wrong('kms-key-id', 'is not the id, ARN or alias of a key', example)
}

function readRegion(env: Env, userPoolId: string): RegionInput {
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

function readMfaLookup(env: Env): MfaLookupPolicy {
  const mode = read(env, 'mfa-lookup')
  if (mode !== 'auto' && mode !== 'always' && mode !== 'never') {
    throw wrong('mfa-lookup', 'is none of auto, always and never', 'auto')
  }
  const limit = readWhole(env, 'mfa-lookup-limit', 0, 40_000_000)
  return { mode, limit }
}

function readPace(env: Env): PacerOptions {
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
function read(env: Env, input: string): string {
  const value = env[`INPUT_${input.toUpperCase()}`] ?? DEFAULTS[input] ?? ''
  return value.trim()
}

function required(env: Env, input: string, example: string): string {
  const value = read(env, input)
  if (value === '') throw wrong(input, 'is required but missing', example)
  return value
}

function wrong(input: string, problem: string, example: string): UserError {
  return new UserError(
    'input',
    `The input ${input} ${problem}. A valid example: ${example}.`
  )
}
