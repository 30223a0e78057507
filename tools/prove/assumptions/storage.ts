import type { Assumption } from './assumption.ts'

/** What S3 answers about objects and versions. */
export const storageAssumptions: readonly Assumption[] = [
  {
    id: 'put-answer',
    where: 'src/storage/put.ts',
    assumption:
      "`PutObject` echoes `ChecksumSHA256`, `ServerSideEncryption` and the key's ARN.",
    ifNot: 'The export fails and leaves no manifest.'
  },
  {
    id: 'put-answer-dsse',
    where: 'src/storage/put.ts',
    assumption:
      '`PutObject` under `aws:kms:dsse` echoes the same as under `aws:kms`.',
    ifNot: 'The export fails: set `server-side-encryption` to `aws:kms`.'
  },
  {
    id: 'if-none-match',
    where: 'src/storage/put.ts',
    assumption:
      'A second `PutObject` to a key is refused with `PreconditionFailed` where it says `If-None-Match: *`.',
    ifNot: 'A run that draws the same 80 random bits could store over a part.'
  },
  {
    id: 'put-after-retry',
    where: 'src/storage/put.ts',
    assumption: 'After a retry, 412 means that an earlier attempt succeeded.',
    ifNot: "That part's encryption isn't checked: let the policy demand it.",
    byHand: 'It follows from if-none-match; no one can ask for a lost answer.'
  },
  {
    id: 'kms-alias',
    where: 'src/storage/put.ts',
    assumption: 'S3 uses an alias in `kms-key-id` as it stands now.',
    ifNot: 'Give the ARN.',
    byHand:
      'aws kms update-alias --alias-name alias/prove --target-key-id $KEY2; aws s3api put-object --bucket $BUCKET --key prove --server-side-encryption aws:kms --ssekms-key-id alias/prove'
  },
  {
    id: 'clocks-agree',
    where: 'src/restore/records/journal.ts',
    assumption:
      "S3's `Last-Modified` and Cognito's `UserCreateDate` agree to about a second.",
    ifNot:
      'Users of the first moments of an interrupted restore count as existing, or those created just before it count as its own.'
  },
  {
    id: 'head-sha256',
    where: 'src/verify/check-headers.ts',
    assumption:
      '`HeadObject` gives the SHA-256 of an object under SSE-KMS to a role that may decrypt it.',
    ifNot: '`verify-level: headers` remarks `checksum-unknown`.'
  },
  {
    id: 'versions-at-once',
    where: 'src/storage/open-expected.ts',
    assumption: '`ListObjectVersions` shows a version as soon as it is stored.',
    ifNot: 'A manifest overwritten a moment ago passes. The pin finds it.'
  },
  {
    id: 'foreign-version',
    where: 'src/storage/prefer-version.ts',
    assumption: 'A version id of another bucket is answered with 404 or 400.',
    ifNot: 'The run fails, and the newest version is not tried.'
  },
  {
    id: 'version-permission',
    where: 'src/storage/prefer-version.ts',
    assumption:
      'Reading a version needs `s3:GetObjectVersion`; without it S3 answers 403.',
    ifNot: 'As with `foreign-version`.',
    byHand:
      'Run mode: verify with a copy of infra/verify-role.yml without that action.'
  },
  {
    id: 'other-owner-refused',
    where: 'src/storage/bucket-owner.ts',
    assumption:
      'S3 refuses a bucket of another owner than expected with 403 and names no action.',
    ifNot: 'The error speaks of a missing permission.'
  },
  {
    id: 'owner-condition-lifted',
    where: 'src/storage/bucket-owner.ts',
    assumption:
      'What S3 refuses because of a likely owner, it allows without that condition.',
    ifNot: 'The call fails as it would have without it.'
  }
]
