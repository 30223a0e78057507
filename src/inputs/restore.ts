import { readAgeRecipients } from './age.ts'
import type { PacerOptions } from '../cognito/calls/pacer.ts'
import {
  DEFAULTS,
  optional,
  readBoolean,
  readChoice,
  readLines,
  wrong,
  type Line
} from './kinds.ts'
import {
  readAllowedAccountIds,
  readMaxDuration,
  readPace,
  readRegion,
  readSourceUserPoolId,
  readUserPoolId,
  type RegionInput
} from './values.ts'
import { ROLE_ARN } from '../shared/aws-ids.ts'
import type {
  ChosenUsers,
  Replacement,
  RestorePolicies
} from '../restore/policies.ts'
import { readSnapshotInputs, type SnapshotInputs } from './snapshot.ts'
import type { Env } from '../shared/world.ts'

export interface RestoreInputs extends RegionInput, SnapshotInputs {
  mode: 'restore'
  userPoolId: string
  /** Public keys of age that the report is encrypted for; none: see there. */
  ageRecipients: readonly string[]
  policies: Omit<RestorePolicies, 'onlyUsers'>
  /** `undefined`: everybody. */
  onlyUsers: ChosenUsers | UsersFile | undefined
  pace: PacerOptions
  maxDurationMs: number
}

/** The path of the file that names the users to restore. */
export interface UsersFile {
  file: string
}

/** @throws UserError `input` */
export function readRestoreInputs(env: Env): RestoreInputs {
  const userPoolId = readUserPoolId(env)
  const common = {
    mode: 'restore' as const,
    userPoolId,
    ageRecipients: readAgeRecipients(env),
    policies: readPolicies(env),
    onlyUsers: readOnlyUsers(env),
    pace: readPace(env),
    maxDurationMs: readMaxDuration(env),
    ...readRegion(env, userPoolId)
  }
  const source = readSourceUserPoolId(env)
  return { ...common, ...readSnapshotInputs(env, () => source ?? userPoolId) }
}

function readPolicies(env: Env): RestoreInputs['policies'] {
  return {
    dryRun: readBoolean(env, 'dry-run'),
    existingUsers: readChoice(env, 'existing-users', [
      'skip',
      'update',
      'fail'
    ]),
    usersWithoutUsername: readChoice(env, 'users-without-username', [
      'skip',
      'recreate'
    ]),
    mfaUsers: readChoice(env, 'mfa-users', ['skip', 'restore']),
    federatedUsers: readChoice(env, 'federated-users', ['skip', 'link']),
    ...readMethod(env),
    replacements: readLines(env, 'replace').map(toReplacement),
    addCustomAttributes: readBoolean(env, 'add-custom-attributes'),
    allowedAccountIds: readAllowedAccountIds(env)
  }
}

/** How users are created and in which state, which not each method can give. */
function readMethod(
  env: Env
): Pick<
  RestorePolicies,
  'restoreMethod' | 'importRoleArn' | 'restoredUserStatus'
> {
  const restoreMethod = readChoice(env, 'restore-method', [
    'api',
    'import-job',
    'auto'
  ])
  const restoredUserStatus = readChoice(env, 'restored-user-status', [
    'confirmed',
    'reset-required',
    'force-change-password'
  ])
  const importRoleArn = readImportRoleArn(env)
  if (restoreMethod === 'import-job' && importRoleArn === undefined) {
    throw wrong(
      'import-role-arn',
      'is missing: import jobs need a role to write their logs with',
      IMPORT_ROLE
    )
  }
  const mayImport = restoreMethod !== 'api' && importRoleArn !== undefined
  if (restoredUserStatus === 'reset-required' && !mayImport) {
    throw wrong(
      'restored-user-status',
      'is reset-required, which only import jobs can give; set restore-method to import-job, and import-role-arn',
      'confirmed'
    )
  }
  if (
    restoredUserStatus === 'force-change-password' &&
    restoreMethod === 'import-job'
  ) {
    throw wrong(
      'restored-user-status',
      "is force-change-password, which import jobs can't give; set restore-method to api",
      'confirmed'
    )
  }
  return { restoreMethod, importRoleArn, restoredUserStatus }
}

const IMPORT_ROLE = 'arn:aws:iam::111122223333:role/cognito-backup-import-logs'

function readImportRoleArn(env: Env): string | undefined {
  const value = optional(env, 'import-role-arn')
  if (value === undefined) return undefined
  if (ROLE_ARN.test(value)) return value
  throw wrong('import-role-arn', 'is not the ARN of an IAM role', IMPORT_ROLE)
}

function readOnlyUsers(env: Env): RestoreInputs['onlyUsers'] {
  const names = new Set(readLines(env, 'only-users').map(({ text }) => text))
  const file = optional(env, 'only-users-file')
  if (file === undefined) {
    return names.size === 0
      ? undefined
      : { by: 'only-users', names: [...names] }
  }
  if (names.size === 0) return { file }
  throw wrong(
    'only-users-file',
    'is given together with only-users; leave one of them out',
    DEFAULTS['only-users-file'] ?? ''
  )
}

/** What is wrong is told by the number of the line, never by what it says. */
function toReplacement({ text, number }: Line): Replacement {
  const sides = text.split('=>').map(side => side.trim())
  const [from = '', to = ''] = sides
  if (sides.length === 2 && from !== '' && to !== '') return { from, to }
  throw wrong(
    'replace',
    `has in line ${number} something else than a text, an arrow and the text to put in its place`,
    '111122223333 => 444455556666'
  )
}
