import type { Assumption } from './assumption.ts'

/** Replicas, and point-in-time recoveries. */
export const recoveryAssumptions: readonly Assumption[] = [
  {
    id: 'not-replicated',
    where: 'src/cognito/replica-role.ts',
    assumption:
      '`ListUserPoolReplicas` lists no replica of a pool that was never replicated.',
    ifNot: 'The restore goes on.'
  },
  {
    id: 'secondary-refuses',
    where: 'src/cognito/replica-role.ts',
    assumption:
      'A secondary replica is listed as such, and answers writes with `OperationNotEnabledException`.',
    ifNot: 'Each user fails for itself.',
    byHand:
      'Replicate a pool into $REGION2: aws cognito-idp list-user-pool-replicas --region $REGION2 --user-pool-id $POOL; aws cognito-idp admin-create-user --region $REGION2 --user-pool-id $POOL --username prove --message-action SUPPRESS'
  },
  {
    id: 'replicas-replicate-deletions',
    where: 'README.md',
    assumption: 'A replica loses the users that the primary pool loses.',
    ifNot: 'Say that replicas are backups too.',
    byHand: 'Delete a user of a replicated pool, and list the replica.'
  },
  {
    id: 'recovery-refuses',
    where: 'src/restore/apply/notice-recovery.ts',
    assumption:
      'While a recovery is active, Cognito refuses writes by an error that it has for no single user.',
    ifNot: 'Take its name out of `EXPLAINED`.'
  },
  {
    id: 'recovery-counts',
    where: 'src/recover/apply-recovery.ts',
    assumption:
      'A preview names all four kinds, and all three counts of each, zeros too.',
    ifNot: '`recovery: apply` starts nothing. Take a missing count for zero.'
  },
  {
    id: 'recovery-trigger',
    where: 'src/recover/preview-recovery.ts',
    assumption: '`TriggerTimestamp` is there from the beginning of a preview.',
    ifNot: '`block-writes-for` counts from the job that cancels.'
  },
  {
    id: 'recovery-cancelled',
    where: 'src/recover/cancel-preview.ts',
    assumption: 'Once a preview is cancelled, Cognito takes writes again.',
    ifNot: 'Wait after the cancellation.'
  },
  {
    id: 'recovery-blocks',
    where: 'src/recover/snapshot-fit.ts',
    assumption:
      'Once the status is `PREVIEW_GENERATED`, no write is under way any more.',
    ifNot: 'A user who signs up just then may be lost. Wait before the export.',
    byHand:
      'Sign up in a loop during a preview, and compare the last UserCreateDate with TriggerTimestamp.'
  },
  {
    id: 'recovery-over',
    where: 'src/cognito/recoveries.ts',
    assumption:
      'A recovery that AWS aborted gets another status, or leaves the list, once Support has resolved it.',
    ifNot: 'The pool counts as blocked until a newer preview.',
    byHand: 'Ask AWS Support.'
  },
  {
    id: 'recovery-permissions',
    where: 'infra/recover-role.yml',
    assumption:
      'The operations of recoveries are allowed by actions of their own names.',
    ifNot: 'A preview ends with `access-denied`, and nothing is blocked.',
    byHand:
      'Run recovery: preview and cancel with the roles of infra/recover-role.yml.'
  }
]
