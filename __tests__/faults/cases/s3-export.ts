import { of, onAll, onEach, type S3Case, type S3Fault } from './s3-case.ts'

/** Faults that pass, or that S3's own answer helps over. */
const PASSING: readonly S3Fault[] = [
  { fault: '500', does: 'internal-error', outcome: 'recovered' },
  { fault: '503 SlowDown', does: 'slow-down', outcome: 'recovered' },
  { fault: 'a time-out', does: 'request-timeout', outcome: 'recovered' },
  { fault: 'reset before the end', does: 'reset', outcome: 'recovered' },
  { fault: 'reset after success', does: 'lost-answer', outcome: 'recovered' },
  { fault: '400 BadDigest', does: 'bad-digest', outcome: 'recovered' },
  { fault: '409', does: 'conflict', outcome: 'recovered' },
  { fault: '412 after a retry', does: 'late-error', outcome: 'recovered' },
  { fault: 'clock skew', does: 'clock-skew', outcome: 'recovered' },
  { fault: 'no version id', does: 'no-version-id', outcome: 'recovered' }
]

/** Faults after which nothing more is tried. */
const REFUSALS: readonly S3Fault[] = [
  {
    fault: '403, of the key',
    does: 'key-denied',
    outcome: 'failed',
    code: 'access-denied',
    says: 'The role may not call kms:GenerateDataKey'
  },
  {
    fault: 'wrong owner',
    does: 'access-denied',
    outcome: 'failed',
    code: 'access-denied',
    says: 'S3 refused s3:PutObject. Either the bucket'
  },
  {
    fault: 'no bucket',
    does: 'no-bucket',
    outcome: 'failed',
    code: 'not-found',
    says: 'There is no bucket'
  },
  {
    fault: '301, and not there either',
    does: 'other-region',
    outcome: 'failed',
    code: 'wrong-region',
    says: 'is in another region'
  },
  {
    fault: '412 first',
    does: 'precondition-failed',
    outcome: 'failed',
    code: 'storage-answer',
    says: 'exists already, and a snapshot is never overwritten'
  },
  {
    fault: 'expired token',
    does: 'expired-token',
    outcome: 'failed',
    code: 'credentials',
    says: 'The AWS credentials expired during the run'
  }
]

/** S3 stored it and says so in a way that must not be believed. */
const WRONG_ANSWERS: readonly S3Fault[] = [
  {
    fault: 'an answer without SSE',
    does: 'no-encryption-answered',
    outcome: 'failed',
    code: 'storage-answer',
    says: "did not say how it is encrypted, so don't rely on this snapshot"
  },
  {
    fault: 'AES256 instead',
    does: 'sse-s3',
    outcome: 'failed',
    code: 'storage-answer',
    says: "did not encrypt it with aws:kms, so don't rely on this snapshot"
  },
  {
    fault: 'another key',
    does: 'other-key',
    outcome: 'failed',
    code: 'storage-answer',
    says: "with another key than kms-key-id, so don't rely on this snapshot"
  },
  {
    fault: 'a wrong checksum echoed',
    does: 'wrong-checksum',
    outcome: 'failed',
    code: 'storage-answer',
    says: "did not confirm its SHA-256, so don't rely on this snapshot. Run"
  }
]

/** What passes may meet all kinds of objects in one run. */
export const EXPORT_PASSING_CASES: readonly S3Case[] = onAll(
  ['PUT pool', 'PUT groups', 'PUT users', 'PUT memberships', 'PUT manifest'],
  PASSING
)

const ENDING = [...REFUSALS, ...WRONG_ANSWERS]

/** What ends a run. All kinds of parts are stored by one function. */
export const EXPORT_PART_CASES: readonly S3Case[] = [
  ...onEach(['PUT users'], ENDING),
  ...onEach(
    ['PUT pool', 'PUT groups', 'PUT memberships'],
    of(ENDING, '403, of the key', 'a wrong checksum echoed')
  )
]

/** A case of the manifest, after which there may be one all the same. */
export interface ManifestCase extends S3Case {
  /** S3 has stored the manifest of an export that failed. */
  leavesManifest?: true
  /** Codes of what a verification finds then; none where nothing is wrong. */
  verifyFinds?: readonly string[]
}

/** What ends a run, on the manifest; a wrong answer leaves one. */
export const EXPORT_MANIFEST_CASES: readonly ManifestCase[] = [
  ...onEach(['PUT manifest'], REFUSALS),
  ...onEach(['PUT manifest'], WRONG_ANSWERS).map(one => ({
    ...one,
    leavesManifest: true as const,
    verifyFinds:
      one.does === 'sse-s3' || one.does === 'other-key'
        ? ['object-encryption']
        : []
  }))
]

/** What lies beyond the list: networks, proxies, keys. */
export const EXPORT_OTHER_CASES: readonly S3Case[] = [
  {
    fault: 'a bucket that is in another region',
    does: 'moved-bucket',
    on: 'every call',
    times: 'all',
    outcome: 'recovered'
  },
  ...onEach(
    ['PUT users', 'PUT manifest'],
    [
      {
        fault: 'a key that is disabled',
        does: 'key-disabled',
        outcome: 'failed',
        code: 'not-found',
        says: 'Check the input kms-key-id'
      },
      {
        fault: 'a proxy that lets nobody through',
        does: 'proxy-refusal',
        outcome: 'failed',
        code: 'network',
        says: 'does not look like AWS (HTTP 403, no request id)'
      },
      {
        fault: 'an answer that is not HTTP',
        does: 'not-http',
        outcome: 'failed',
        code: 'network',
        says: 'does not look like AWS (HPE_'
      }
    ]
  ),
  ...onAll(
    ['PUT users', 'PUT manifest'],
    [
      { fault: 'a bad gateway', does: 'bad-gateway', outcome: 'recovered' },
      { fault: 'a slow answer', does: 'slow-answer', outcome: 'recovered' },
      { fault: 'a cut answer', does: 'cut-body', outcome: 'recovered' }
    ]
  )
]
