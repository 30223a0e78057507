import type { ActiveRecovery } from '../cognito/active-recovery.ts'

/** A recovery that blocks writes, within a sentence. */
export function sayRecovery({ id, status }: ActiveRecovery): string {
  return `its point-in-time recovery ${id} (${status})`
}

/** What ends a recovery, so that a restore can write again; sentences. */
export function wayPast({ id, status }: ActiveRecovery): string {
  if (status.startsWith('PREVIEW_')) {
    return `Apply or cancel it (mode: recover, recovery-id: ${id}), then run the same restore again.`
  }
  return status === 'RESTORING'
    ? 'Wait until it has ended, then run the same restore again.'
    : 'AWS Support opens a case to resolve it. Until then, restore into another pool.'
}
