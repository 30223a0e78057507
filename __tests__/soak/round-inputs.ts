import {
  HYBRID,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../fixtures/age-keys.ts'
import { IMPORT_ROLE } from '../fixtures/by-import.ts'
import { ROLE_CHANGE } from './expected-pool.ts'
import type { RoundPlan } from './round-plan.ts'

const AGE_KEYS: Record<RoundPlan['age'], readonly TestKey[]> = {
  none: [],
  x25519: [X25519],
  two: [X25519_BREAK_GLASS, X25519],
  hybrid: [HYBRID]
}

/** The secret key that opens what the round stores; undefined for plain. */
export function identityOf({ age }: RoundPlan): string | undefined {
  return AGE_KEYS[age].at(-1)?.identity
}

/** A secret key for the runs that read. */
export function identityInputs(plan: RoundPlan): Record<string, string> {
  const identity = identityOf(plan)
  return identity === undefined ? {} : { 'age-identity': identity }
}

export function exportInputs(
  plan: RoundPlan,
  kmsKeyArn: string
): Record<string, string> {
  return {
    'mfa-lookup': plan.mfaLookup,
    'server-side-encryption': plan.encryption,
    'kms-key-id': plan.byKeyId
      ? kmsKeyArn.slice(kmsKeyArn.lastIndexOf('/') + 1)
      : kmsKeyArn,
    'age-recipients':
      AGE_KEYS[plan.age].map(({ recipient }) => recipient).join('\n') || 'none'
  }
}

/** A snapshot as its export named it. */
export interface Named {
  id: string
  uri: string
  manifestSha256: string
}

/** Which snapshot a run reads, and what it must be. */
export function snapshotInputs(
  { snapshotBy, isPinned }: RoundPlan,
  { id, uri, manifestSha256 }: Named
): Record<string, string> {
  return {
    snapshot: { latest: 'latest', id, address: uri }[snapshotBy],
    'max-age': '1h',
    ...(isPinned && { 'manifest-sha256': manifestSha256 })
  }
}

/** @param lines of the input only-users; none: all users */
export function restoreInputs(
  plan: RoundPlan,
  target: string,
  lines: readonly string[]
): Record<string, string> {
  const { restore } = plan
  return {
    ...identityInputs(plan),
    'user-pool-id': target,
    'existing-users': restore.existingUsers,
    'users-without-username': restore.noUsername,
    'mfa-users': restore.mfaUsers,
    'federated-users': restore.federated,
    'restored-user-status': restore.status,
    'restore-method': restore.method,
    'only-users': lines.join('\n') || 'all',
    'add-custom-attributes': String(plan.lacksAttributes),
    ...(restore.method !== 'api' && { 'import-role-arn': IMPORT_ROLE }),
    ...(restore.replacesRoles && { replace: ROLE_CHANGE.join(' => ') }),
    // The report for both keys, as the snapshot is.
    ...(plan.age === 'two' && {
      'age-recipients': AGE_KEYS.two.map(key => key.recipient).join('\n')
    })
  }
}
