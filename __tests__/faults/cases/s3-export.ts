import { onEach, type S3Case, type S3Fault } from './s3-case.ts'

/** Faults that pass, or that S3's own answer helps over. */
const PASSING: readonly S3Fault[] = [
  { tried: '500', fault: 'internal-error', outcome: 'recovered' },
  { tried: '503 SlowDown', fault: 'slow-down', outcome: 'recovered' },
  { tried: 'a time-out', fault: 'request-timeout', outcome: 'recovered' },
  { tried: 'reset before the end', fault: 'reset', outcome: 'recovered' },
  { tried: 'reset after success', fault: 'lost-answer', outcome: 'recovered' },
  { tried: '400 BadDigest', fault: 'bad-digest', outcome: 'recovered' },
  { tried: '409', fault: 'conflict', outcome: 'recovered' },
  { tried: '412 after a retry', fault: 'late-error', outcome: 'recovered' },
  { tried: 'clock skew', fault: 'clock-skew', outcome: 'recovered' },
  { tried: 'no version id', fault: 'no-version-id', outcome: 'recovered' }
]

/** Faults after which nothing more is tried. */
const REFUSALS: readonly S3Fault[] = [
  {
    tried: '403, of the key',
    fault: 'key-denied',
    outcome: 'failed',
    code: 'access-denied',
    says: 'The role may not call kms:GenerateDataKey'
  },
  {
    tried: 'wrong owner',
    fault: 'access-denied',
    outcome: 'failed',
    code: 'access-denied',
    says: 'The role may not call s3:PutObject'
  },
  {
    tried: 'no bucket',
    fault: 'no-bucket',
    outcome: 'failed',
    code: 'not-found',
    says: 'There is no bucket'
  },
  {
    tried: '301, and not there either',
    fault: 'other-region',
    outcome: 'failed',
    code: 'wrong-region',
    says: 'is in another region'
  },
  {
    tried: '412 first',
    fault: 'precondition-failed',
    outcome: 'failed',
    code: 'storage-answer',
    says: 'exists already, and a snapshot is never overwritten'
  },
  {
    tried: 'expired token',
    fault: 'expired-token',
    outcome: 'failed',
    code: 'credentials',
    says: 'The AWS credentials expired during the run'
  }
]

/** S3 stored it and says so in a way that must not be believed. */
const WRONG_ANSWERS: readonly S3Fault[] = [
  {
    tried: 'an answer without SSE',
    fault: 'no-encryption-answered',
    outcome: 'failed',
    code: 'storage-answer',
    says: "did not say how it is encrypted, so don't rely on this snapshot"
  },
  {
    tried: 'AES256 instead',
    fault: 'sse-s3',
    outcome: 'failed',
    code: 'storage-answer',
    says: "did not encrypt it with aws:kms, so don't rely on this snapshot"
  },
  {
    tried: 'another key',
    fault: 'other-key',
    outcome: 'failed',
    code: 'storage-answer',
    says: "with another key than kms-key-id, so don't rely on this snapshot"
  },
  {
    tried: 'a wrong checksum echoed',
    fault: 'wrong-checksum',
    outcome: 'failed',
    code: 'storage-answer',
    says: "did not confirm its SHA-256, so don't rely on this snapshot. Run"
  }
]

/** The 20 faults of S3 × the four kinds of parts. */
export const EXPORT_PART_CASES: readonly S3Case[] = onEach(
  ['PUT pool', 'PUT groups', 'PUT users', 'PUT memberships'],
  [...PASSING, ...REFUSALS, ...WRONG_ANSWERS]
)

/** A case of the manifest, after which there may be one all the same. */
export interface ManifestCase extends S3Case {
  /** S3 has stored the manifest of an export that failed. */
  leavesManifest?: true
  /** Codes of what a verification finds then; none where nothing is wrong. */
  verifyFinds?: readonly string[]
}

/** The 20 faults on the manifest; those of a wrong answer leave one. */
export const EXPORT_MANIFEST_CASES: readonly ManifestCase[] = [
  ...onEach(['PUT manifest'], [...PASSING, ...REFUSALS]),
  ...onEach(['PUT manifest'], WRONG_ANSWERS).map(one => ({
    ...one,
    leavesManifest: true as const,
    verifyFinds:
      one.fault === 'sse-s3' || one.fault === 'other-key'
        ? ['object-encryption']
        : []
  }))
]

/** What lies beyond the list: networks, proxies, keys. */
export const EXPORT_OTHER_CASES: readonly S3Case[] = [
  {
    tried: 'a bucket that is in another region',
    fault: 'moved-bucket',
    on: 'every call',
    times: 'all',
    outcome: 'recovered'
  },
  ...onEach(
    ['PUT users', 'PUT manifest'],
    [
      {
        tried: 'a key that is disabled',
        fault: 'key-disabled',
        outcome: 'failed',
        code: 'not-found',
        says: 'Check the input kms-key-id'
      },
      {
        tried: 'a proxy that lets nobody through',
        fault: 'proxy-refusal',
        outcome: 'failed',
        code: 'network',
        says: 'does not look like AWS (HTTP 403, no request id)'
      },
      {
        tried: 'an answer that is not HTTP',
        fault: 'not-http',
        outcome: 'failed',
        code: 'network',
        says: 'does not look like AWS (HPE_'
      },
      { tried: 'a bad gateway', fault: 'bad-gateway', outcome: 'recovered' },
      { tried: 'a slow answer', fault: 'slow-answer', outcome: 'recovered' },
      { tried: 'a cut answer', fault: 'cut-body', outcome: 'recovered' }
    ]
  )
]
