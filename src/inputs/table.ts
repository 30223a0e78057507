import { USER_POOL_ID } from '../shared/aws-ids.ts'
import { MODES, type Mode } from '../shared/outcome.ts'
import { ACCESS_INPUTS, roleArn } from './access-inputs.ts'
import { ageIdentities, ageRecipients, refuseAgeIdentity } from './age.ts'
import {
  anyText,
  boolean,
  choice,
  duration,
  matching,
  optional,
  whole,
  wrong,
  type Input
} from './kinds.ts'
import { CREATE_POOL_INPUTS } from './create-pool-inputs.ts'
import { PSEUDONYM_INPUTS } from './pseudonym-inputs.ts'
import { RECOVERY_INPUTS } from './recovery-inputs.ts'
import {
  bucket,
  encryption,
  limit,
  mode,
  otherSnapshot,
  prefix,
  quotas,
  replacements,
  sha256,
  snapshot,
  userNames
} from './values.ts'

const EXPORT = ['export'] as const
const RESTORE = ['restore'] as const
const VERIFY = ['verify'] as const
const COMPARE = ['compare'] as const
/** The modes that work on a pool that is there, or read it. */
const OF_A_POOL = ['export', 'restore', 'verify', 'compare', 'recover'] as const
/** The modes that read a snapshot. */
const READING = [
  'restore',
  'verify',
  'compare',
  'recover',
  'create-pool'
] as const
/** The modes that plan first, and write what the snapshot says. */
const PLANNING = ['restore', 'create-pool'] as const
/** The modes that say what has changed. */
const WATCHING = ['verify', 'compare'] as const

const POOL = 'eu-west-1_Ab12Cd34E'
const ROLE = 'arn:aws:iam::111122223333:role/cognito-backup'

const poolId = matching(USER_POOL_ID, 'is not the id of a user pool')

const alarm = { default: 'none', example: '5%', modes: WATCHING, read: limit }

/**
 * All inputs of the action, in the order of action.yml. The names, the defaults,
 * the modes and the checks of each value come from here.
 */
export const INPUTS = {
  mode: { example: 'export', modes: MODES, read: mode },
  'user-pool-id': {
    default: 'none',
    example: POOL,
    modes: OF_A_POOL,
    read: optional(poolId),
    refuseElsewhere: given => {
      if (given.value === given.default) return
      throw wrong(
        { ...given, example: 'none' },
        'is not for mode create-pool, which makes a pool of its own; name the pool of the snapshot in source-user-pool-id'
      )
    }
  },
  bucket: {
    default: 'none',
    example: 'my-backups',
    modes: MODES,
    read: optional(bucket)
  },
  prefix: {
    default: 'cognito-backup',
    example: 'cognito-backup/production',
    modes: MODES,
    read: optional(prefix)
  },
  snapshot: {
    default: 'latest',
    example: '20261123T020000Z-ABCDEFGHIJKLMNOP',
    modes: READING,
    read: snapshot,
    // An address has the names of bucket and pool in it. An id has neither.
    emptyHint:
      ' GitHub empties an output of another job that holds the text of a secret, such as the name of the bucket. Pass snapshot-id on instead, or keep that text in a variable.'
  },
  'source-user-pool-id': {
    default: 'same',
    example: POOL,
    modes: READING,
    read: optional(poolId)
  },
  'manifest-sha256': {
    default: 'none',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    modes: READING,
    read: optional(sha256)
  },
  'max-age': {
    default: 'none',
    example: '26h',
    modes: READING,
    read: optional(
      duration(1, Infinity, 'is not a duration above zero, in d, h, m and s')
    )
  },
  'verify-level': {
    default: 'contents',
    modes: VERIFY,
    read: choice('contents', 'headers')
  },
  'compare-with': {
    default: 'none',
    example: 'previous',
    modes: COMPARE,
    read: optional(otherSnapshot)
  },
  'compare-parts': {
    default: 'all',
    modes: COMPARE,
    read: choice('all', 'definition', 'users')
  },
  'compare-level': {
    default: 'contents',
    modes: COMPARE,
    read: choice('contents', 'counts')
  },
  'show-values': { default: 'false', modes: COMPARE, read: boolean },
  'max-gone': alarm,
  'max-changed': alarm,
  'max-memberships-gone': alarm,
  'definition-changes': {
    default: 'report',
    modes: COMPARE,
    read: choice('report', 'fail')
  },
  ...RECOVERY_INPUTS,
  ...CREATE_POOL_INPUTS,
  'kms-key-id': {
    example:
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    modes: EXPORT,
    read: optional(
      matching(/^[\w:/-]{1,2048}$/, 'is not the id, ARN or alias of a key')
    )
  },
  'server-side-encryption': {
    default: 'aws:kms',
    modes: EXPORT,
    read: encryption
  },
  'age-recipients': {
    default: 'none',
    example:
      'age1… or age1pq1…, one whole public key a line, as age-keygen prints it',
    modes: ['export', 'restore', 'recover'],
    read: ageRecipients
  },
  'age-identity': {
    default: 'none',
    example:
      'AGE-SECRET-KEY-1… or AGE-SECRET-KEY-PQ-1… from a secret, ${{ secrets.AGE_IDENTITY }}',
    modes: READING,
    read: ageIdentities,
    refuseElsewhere: refuseAgeIdentity
  },
  'mfa-lookup': {
    default: 'auto',
    modes: EXPORT,
    read: choice('auto', 'always', 'never')
  },
  'mfa-lookup-limit': {
    default: '10000',
    modes: EXPORT,
    read: whole(0, 40_000_000)
  },
  'client-limit': {
    default: '1000',
    modes: EXPORT,
    read: whole(0, 100_000)
  },
  'capture-logo': { default: 'true', modes: EXPORT, read: boolean },
  'dry-run': {
    default: 'false',
    modes: PLANNING,
    read: boolean,
    // A workflow that sets it must never get a real run.
    refuseElsewhere: given => {
      if (!boolean(given)) return
      throw wrong(
        { ...given, example: 'false' },
        'is for the modes restore and create-pool only; leave it out'
      )
    }
  },
  'existing-users': {
    default: 'skip',
    modes: RESTORE,
    read: choice('skip', 'update', 'fail')
  },
  'users-without-username': {
    default: 'skip',
    modes: RESTORE,
    read: choice('skip', 'recreate')
  },
  'mfa-users': {
    default: 'skip',
    modes: RESTORE,
    read: choice('skip', 'restore')
  },
  'federated-users': {
    default: 'skip',
    modes: RESTORE,
    read: choice('skip', 'link')
  },
  'restored-user-status': {
    default: 'confirmed',
    modes: RESTORE,
    read: choice('confirmed', 'reset-required', 'force-change-password')
  },
  'restore-method': {
    default: 'api',
    modes: RESTORE,
    read: choice('api', 'import-job', 'auto')
  },
  'import-role-arn': {
    default: 'none',
    example: `${ROLE}-import-logs`,
    modes: RESTORE,
    read: optional(roleArn)
  },
  'only-users': { default: 'all', modes: RESTORE, read: userNames },
  'only-users-file': {
    default: 'none',
    example: 'failed-users.txt',
    modes: RESTORE,
    read: optional(anyText)
  },
  replace: {
    default: 'none',
    example: '111122223333 => 444455556666',
    modes: PLANNING,
    read: replacements
  },
  'add-custom-attributes': { default: 'false', modes: RESTORE, read: boolean },
  'sub-attribute': {
    default: 'none',
    example: 'custom:old_sub',
    modes: ['restore', ...WATCHING],
    read: optional(
      matching(
        /^custom:[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u,
        'is not the name of a custom attribute, which is custom: and 1 to 20 characters'
      )
    )
  },
  ...PSEUDONYM_INPUTS,
  'quota-share': { default: '80', modes: MODES, read: whole(1, 100) },
  quotas: {
    default: 'none',
    example: 'UserCreation=200',
    modes: MODES,
    read: quotas
  },
  'max-duration': {
    default: '5h50m',
    modes: MODES,
    // A shorter run gets nothing done. No job takes longer: a self-hosted runner
    // has five days.
    read: duration(
      10_000,
      6 * 24 * 3_600_000,
      'is not a duration from 10s to 6d, in d, h, m and s'
    )
  },
  ...ACCESS_INPUTS,
  // Its default in action.yml is an expression, which only the runner evaluates.
  'github-token': { modes: MODES, read: anyText },
  'tracking-issue': { default: 'false', modes: MODES, read: boolean }
} satisfies Record<string, Input>

export type InputName = keyof typeof INPUTS

export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[]

/** What an input says, by its name. */
export type Value<N extends InputName> = ReturnType<(typeof INPUTS)[N]['read']>

/** The inputs that a mode takes; of several modes, those that all of them take. */
export type Values<M extends Mode> = { mode: M } & {
  readonly [
    N in InputName as [M] extends [(typeof INPUTS)[N]['modes'][number]]
      ? N
      : never
  ]: Value<N>
}
