import type { Assumption } from './assumption.ts'

/** What roles, the bucket's policy and the key allow. */
export const permissionAssumptions: readonly Assumption[] = [
  {
    id: 'put-without-decrypt',
    where: 'infra/export-role.yml',
    assumption: 'A `PutObject` under SSE-KMS needs no `kms:Decrypt`.',
    ifNot: 'The first put is refused. Allow it.',
    byHand: 'Run an export with that role.'
  },
  {
    id: 'prefix-of-missing-key',
    where: 'infra/restore-role.yml',
    assumption:
      'For a missing object S3 answers 404 to a role that may list that prefix only.',
    ifNot: 'It is 403: take the condition on `s3:prefix` out.',
    byHand:
      'Restore a snapshot for the first time with that role: it must not warn of its journal.'
  },
  {
    id: 'trust-conditions',
    where: 'infra/export-role.yml',
    assumption:
      "STS knows `repository_id` and `job_workflow_ref` of GitHub's provider.",
    ifNot: "The role can't be assumed. Leave `sub` alone.",
    byHand: 'Run an export at GitHub with that role.'
  },
  {
    id: 'dsse-permission',
    where: 'infra/export-role.yml',
    assumption:
      'A `PutObject` under `aws:kms:dsse` needs no other permission than under `aws:kms`.',
    ifNot: 'The first put is refused. Allow what the sentence names.',
    byHand: 'Export with server-side-encryption: aws:kms:dsse and that role.'
  },
  {
    id: 'dsse-context',
    where: 'infra/store.yml',
    assumption:
      "Under `aws:kms:dsse` the encryption context is the object's ARN too.",
    ifNot: "The key's policy refuses the first put.",
    byHand: 'The same run, with the key of that template.'
  },
  {
    id: 'policy-sees-key',
    where: 'infra/store.yml',
    assumption:
      "The bucket policy's condition sees the key as the request names it.",
    ifNot: 'Uploads are refused although the key is right.',
    byHand:
      "Export with the key's ARN, then with an alias, which must be refused."
  },
  {
    id: 'access-log-delivery',
    where: 'infra/store.yml',
    assumption: 'S3 delivers access logs as an AWS service, over TLS.',
    ifNot: 'Take `NobodyElseWrites` or `TlsOnly` out of the log policy.',
    byHand: 'Export, and look into LogBucket a day later.'
  },
  {
    id: 'policy-if-none-match',
    where: 'infra/store.yml',
    assumption:
      'The `s3:if-none-match` condition denies uploads without the header.',
    ifNot: 'Objects can be stored over; a verification finds it.',
    byHand: 'aws s3 cp FILE s3://$BUCKET/prove must be refused.'
  },
  {
    id: 'replication-permission',
    where: 'infra/replica.yml',
    assumption:
      'Replication needs `s3:ReplicateObject` only, also where a policy denies uploads.',
    ifNot: 'The status is `FAILED`: allow `s3:PutObject`.',
    byHand:
      'Deploy it, export: aws s3api head-object --bucket $BUCKET --key $KEY --query ReplicationStatus'
  },
  {
    id: 'replication-keys',
    where: 'infra/replica.yml',
    assumption:
      'Replication needs `kms:Decrypt` at the source and `kms:Encrypt` at the copy.',
    ifNot: 'The status is `FAILED`.',
    byHand: 'The same run.'
  },
  {
    id: 'newest-reads',
    where: 'infra/export-role.yml',
    assumption:
      'Session configurations, CIMD policies and `ListPointInTimeRecoveries` are allowed by actions of their own names.',
    ifNot: 'These sections are missing, with a warning.',
    byHand: 'Export with that role, and look for the warning.'
  },
  {
    id: 'drill-tags',
    where: 'infra/restore-role.yml',
    assumption:
      '`aws:RequestTag` and `aws:ResourceTag` limit `CreateUserPool` and `DeleteUserPool`.',
    ifNot: 'Keep the role in an account of its own.',
    byHand:
      'With that role: aws cognito-idp create-user-pool --pool-name prove, without the tag, must be refused.'
  },
  {
    id: 'create-pool-tags',
    where: 'infra/create-pool-role.yml',
    assumption:
      '`aws:RequestTag` limits creation by the key `cognito-backup:nonce`, `aws:ResourceTag` later calls.',
    ifNot: 'Keep the role in an account of its own.',
    byHand:
      'With that role: aws cognito-idp update-user-pool --user-pool-id $OTHER must be refused.'
  }
]
