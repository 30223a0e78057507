import type { ChosenUsers, RestorePolicies } from '../restore/policies.ts'
import type { Env } from '../shared/world.ts'
import { readCommon, type CommonInputs } from './common.ts'
import { wrong } from './kinds.ts'
import { required } from './parse.ts'
import { readPseudonyms } from './pseudonyms.ts'
import { readSnapshotInputs, type SnapshotInputs } from './snapshot.ts'
import { INPUTS, type Values } from './table.ts'

/** What the inputs of a restore say. */
export interface RestoreInputs extends CommonInputs, SnapshotInputs {
  mode: 'restore'
  userPoolId: string
  /** Public keys of age that the report is encrypted for; none: as the snapshot. */
  ageRecipients: readonly string[]
  policies: Omit<RestorePolicies, 'onlyUsers'>
  /** `undefined`: all users. */
  onlyUsers: ChosenUsers | UsersFile | undefined
}

/** The path of the file that names the users to restore. */
export interface UsersFile {
  file: string
}

/** @throws UserError `input` */
export function readRestoreInputs(
  values: Values<'restore'>,
  env: Env
): RestoreInputs {
  const userPoolId = required('user-pool-id', values['user-pool-id'])
  const source = values['source-user-pool-id'] ?? userPoolId
  return {
    mode: 'restore',
    userPoolId,
    ageRecipients: values['age-recipients'],
    policies: readPolicies(values),
    onlyUsers: readOnlyUsers(values),
    ...readCommon(values, env, userPoolId),
    ...readSnapshotInputs(values, () => source)
  }
}

function readPolicies(values: Values<'restore'>): RestoreInputs['policies'] {
  refuseUnfitMethod(values)
  return {
    dryRun: values['dry-run'],
    existingUsers: values['existing-users'],
    usersWithoutUsername: values['users-without-username'],
    mfaUsers: values['mfa-users'],
    federatedUsers: values['federated-users'],
    restoreMethod: values['restore-method'],
    importRoleArn: values['import-role-arn'],
    restoredUserStatus: values['restored-user-status'],
    replacements: values.replace,
    addCustomAttributes: values['add-custom-attributes'],
    subAttribute: values['sub-attribute'],
    pseudonyms: readPseudonyms(values),
    allowedAccountIds: values['allowed-account-ids'] ?? []
  }
}

/** Not each way to create users can give them each status. */
function refuseUnfitMethod(values: Values<'restore'>): void {
  const method = values['restore-method']
  const status = values['restored-user-status']
  const hasRole = values['import-role-arn'] !== undefined
  if (method === 'import-job' && !hasRole) {
    const { example } = INPUTS['import-role-arn']
    throw wrong(
      { name: 'import-role-arn', example },
      'is missing: import jobs need a role to write their logs with'
    )
  }
  const ofStatus = { name: 'restored-user-status', example: 'confirmed' }
  const mayImport = method !== 'api' && hasRole
  if (status === 'reset-required' && !mayImport) {
    throw wrong(
      ofStatus,
      'is reset-required, which only import jobs can give; set restore-method to import-job, and import-role-arn'
    )
  }
  if (status === 'force-change-password' && method === 'import-job') {
    throw wrong(
      ofStatus,
      "is force-change-password, which import jobs can't give; set restore-method to api"
    )
  }
}

function readOnlyUsers(values: Values<'restore'>): RestoreInputs['onlyUsers'] {
  const names = values['only-users']
  const file = values['only-users-file']
  if (file === undefined) {
    return names.length === 0 ? undefined : { by: 'only-users', names }
  }
  if (names.length === 0) return { file }
  throw wrong(
    {
      name: 'only-users-file',
      example: INPUTS['only-users-file'].default
    },
    'is given together with only-users; leave one of them out'
  )
}
