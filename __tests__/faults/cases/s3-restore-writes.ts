import { of, onAll, onEach, type S3Case, type S3Fault } from './s3-case.ts'

/** What a restore leaves: without it there is a warning, and no failure. */
const PASSING_WRITES: readonly S3Fault[] = [
  { fault: '500', does: 'internal-error', outcome: 'recovered' },
  { fault: '503 SlowDown', does: 'slow-down', outcome: 'recovered' },
  { fault: 'reset before the end', does: 'reset', outcome: 'recovered' },
  { fault: 'reset after success', does: 'lost-answer', outcome: 'recovered' },
  { fault: '400 BadDigest', does: 'bad-digest', outcome: 'recovered' },
  { fault: '409', does: 'conflict', outcome: 'recovered' },
  { fault: '412 after a retry', does: 'late-error', outcome: 'recovered' },
  { fault: 'no version id', does: 'no-version-id', outcome: 'recovered' }
]

const REFUSED_WRITES: readonly (readonly [Omit<S3Fault, 'outcome'>, string])[] =
  [
    [
      { fault: '403', does: 'access-denied' },
      'The role may not call s3:PutObject'
    ],
    [{ fault: '403, of the key', does: 'key-denied' }, 'kms:GenerateDataKey'],
    [{ fault: 'no bucket', does: 'no-bucket' }, 'with NoSuchBucket'],
    [{ fault: 'AES256 instead', does: 'sse-s3' }, 'did not encrypt it with'],
    [{ fault: 'another key', does: 'other-key' }, 'with another key than'],
    [
      { fault: 'an answer without SSE', does: 'no-encryption-answered' },
      'did not say how it is encrypted'
    ],
    [
      { fault: 'a wrong checksum echoed', does: 'wrong-checksum' },
      'did not confirm its SHA-256'
    ],
    [{ fault: 'a key that is disabled', does: 'key-disabled' }, 'KMS.Disabled']
  ]

const EXPIRED = { fault: 'expired token', does: 'expired-token' } as const

const warned = (
  ...[fault, warning]: (typeof REFUSED_WRITES)[number]
): S3Fault => ({ ...fault, outcome: 'recovered', warns: [warning] })

const WARNED_WRITES = REFUSED_WRITES.map(one => warned(...one))

const FILES = ['PUT report', 'PUT map of subs'] as const
const JOURNAL = ['PUT started', 'PUT finished'] as const

/** Puts of the journal and of the report. */
export const RESTORE_WRITE_CASES: readonly S3Case[] = [
  ...onAll([...JOURNAL, ...FILES], PASSING_WRITES),
  ...onEach(['PUT started', 'PUT report'], WARNED_WRITES),
  ...onEach(
    ['PUT finished', 'PUT map of subs'],
    of(WARNED_WRITES, '403, of the key', 'another key')
  ),
  {
    ...EXPIRED,
    on: 'PUT started',
    outcome: 'failed',
    code: 'credentials',
    says: 'The AWS credentials expired during the run'
  },
  ...onEach(
    ['PUT finished', ...FILES],
    [warned(EXPIRED, 'The AWS credentials expired during the run')]
  ),
  {
    fault: 'a proxy that lets nobody through',
    does: 'proxy-refusal',
    on: 'PUT started',
    outcome: 'failed',
    code: 'network',
    says: 'does not look like AWS'
  },
  {
    fault: '412 first',
    does: 'precondition-failed',
    on: 'PUT started',
    outcome: 'recovered',
    warns: ['says of the same object that it is there and that it is not']
  },
  {
    fault: '412 first',
    does: 'precondition-failed',
    on: 'PUT finished',
    outcome: 'recovered'
  },
  ...onEach(FILES, [
    warned(
      { fault: '412 first', does: 'precondition-failed' },
      'exists already, and what a restore leaves is never overwritten'
    )
  ])
]
