import { of, onAll, onEach, type S3Case, type S3Fault } from './s3-case.ts'

/** A restore whose snapshot or journal is hard to read, before it writes. */
const ANY_ANSWERS: readonly S3Fault[] = [
  { fault: '500', does: 'internal-error', outcome: 'recovered' },
  { fault: 'reset before the end', does: 'reset', outcome: 'recovered' },
  { fault: 'a bad gateway', does: 'bad-gateway', outcome: 'recovered' }
]
const BODIES: readonly S3Fault[] = [
  { fault: 'a cut body', does: 'cut-body', outcome: 'recovered' },
  { fault: 'clock skew', does: 'clock-skew', outcome: 'recovered' }
]
const OBJECTS: readonly S3Fault[] = [
  { fault: '503 SlowDown', does: 'slow-down', outcome: 'recovered' },
  { fault: 'a time-out', does: 'request-timeout', outcome: 'recovered' },
  { fault: 'a slow answer', does: 'slow-answer', outcome: 'recovered' },
  { fault: 'a flipped bit', does: 'flipped-bit', outcome: 'recovered' },
  { fault: 'an unknown length', does: 'no-length', outcome: 'recovered' }
]

const REFUSED_READS: readonly S3Fault[] = [
  {
    fault: '403',
    does: 'access-denied',
    times: 'all',
    outcome: 'failed',
    code: 'access-denied',
    says: 'The role may not call s3:'
  },
  {
    fault: '403, of the key',
    does: 'key-denied',
    times: 'all',
    outcome: 'failed',
    code: 'access-denied',
    says: 'The role may not call kms:Decrypt'
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
    fault: 'expired token',
    does: 'expired-token',
    outcome: 'failed',
    code: 'credentials',
    says: 'The AWS credentials expired during the run'
  },
  {
    fault: 'a key that is disabled',
    does: 'key-disabled',
    outcome: 'failed',
    code: 'not-found',
    says: 'Enable that key'
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

/** One way reads every object: the manifest meets all refusals, users these. */
const THREE_REFUSED_READS = of(
  REFUSED_READS,
  '403',
  'expired token',
  'no bucket'
)

/** What must be refused, since the bytes aren't those that were stored. */
const DAMAGE: readonly S3Case[] = [
  {
    fault: 'a flipped bit',
    does: 'flipped-bit',
    on: 'GET manifest',
    times: 'all',
    outcome: 'failed',
    code: 'manifest-invalid',
    says: 'The manifest of the snapshot'
  },
  ...onEach(
    ['GET pool', 'GET groups', 'GET memberships', 'GET users'],
    [
      {
        fault: 'a flipped bit',
        does: 'flipped-bit',
        times: 'all',
        outcome: 'failed',
        code: 'snapshot-digest',
        says: 'its SHA-256 differs'
      }
    ]
  ),
  ...onEach(
    ['GET pool', 'GET users'],
    [
      {
        fault: 'an object that is gone',
        does: 'no-such-key',
        times: 'all',
        outcome: 'failed',
        code: 'snapshot-missing',
        says: 'of the snapshot is missing'
      }
    ]
  ),
  {
    fault: 'a manifest that is gone',
    does: 'no-such-key',
    on: 'GET manifest',
    outcome: 'failed',
    code: 'no-snapshot',
    says: 'was finished (1 began)'
  },
  {
    fault: 'a connection that breaks in every body',
    does: 'cut-body',
    on: 'GET users',
    times: 'all',
    outcome: 'failed',
    code: 'network',
    says: 'The connection broke while'
  },
  {
    fault: 'a version that is gone',
    does: 'no-such-version',
    on: 'GET version of users',
    times: 'all',
    outcome: 'recovered'
  },
  {
    fault: 'a version that is gone, and other bytes for the newest',
    does: 'no-such-version',
    on: 'GET version of users',
    times: 'all',
    and: { does: 'flipped-bit', on: 'GET newest of users', times: 'all' },
    outcome: 'failed',
    code: 'snapshot-digest',
    says: 'its SHA-256 differs'
  },
  {
    fault: 'no permission for versions',
    does: 'access-denied',
    on: 'GET version of users',
    times: 'all',
    outcome: 'recovered'
  }
]

const UNKNOWN_JOURNAL = 'It is not known whether an earlier restore'
const UNLISTED_VERSIONS = 'The role may not list the versions'

const GETS = [
  'GET manifest',
  'GET pool',
  'GET groups',
  'GET users',
  'GET memberships'
] as const
const LISTS = ['LIST snapshots', 'LIST versions'] as const
const JOURNAL_GETS = ['GET finished', 'GET started'] as const

/** Before the first write: whatever fails leaves the pool as it was. */
export const RESTORE_READ_CASES: readonly S3Case[] = [
  ...onAll([...GETS, ...LISTS, ...JOURNAL_GETS], ANY_ANSWERS),
  ...onAll([...GETS, ...LISTS], BODIES),
  ...onAll(GETS, OBJECTS),
  ...onEach(['GET manifest'], REFUSED_READS),
  ...onEach(['GET users'], THREE_REFUSED_READS),
  ...DAMAGE,
  ...onEach(
    ['GET pool', 'GET groups', 'GET memberships'],
    of(REFUSED_READS, '403', 'expired token')
  ),
  ...onEach(LISTS, [
    ...of(REFUSED_READS, 'no bucket', 'expired token'),
    ...of(REFUSED_READS, '301, and not there either'),
    ...of(REFUSED_READS, 'a proxy that lets nobody through')
  ]),
  ...onEach(['LIST snapshots'], of(REFUSED_READS, '403')),
  {
    fault: '403',
    does: 'access-denied',
    on: 'LIST versions',
    outcome: 'recovered',
    warns: [UNLISTED_VERSIONS]
  },
  ...onEach(JOURNAL_GETS, [
    ...of(REFUSED_READS, 'no bucket', 'expired token'),
    ...of(REFUSED_READS, 'a key that is disabled'),
    ...of(REFUSED_READS, 'a proxy that lets nobody through'),
    {
      fault: '403',
      does: 'access-denied',
      outcome: 'recovered',
      warns: [UNKNOWN_JOURNAL]
    }
  ]),
  {
    fault: 'a bucket that is in another region',
    does: 'moved-bucket',
    on: 'every call',
    times: 'all',
    outcome: 'recovered'
  }
]

/** What was checked is read again to be applied, after the first writes. */
export const RESTORE_APPLY_CASES: readonly S3Case[] = [
  ...onEach(
    ['GET users again'],
    of(
      [...ANY_ANSWERS, ...BODIES, ...OBJECTS],
      '500',
      'a cut body',
      'a flipped bit'
    )
  ),
  ...onEach(['GET users again'], THREE_REFUSED_READS).map((one): S3Case => ({
    ...one,
    outcome: 'partial'
  })),
  ...onEach(
    ['GET users again'],
    [
      {
        fault: 'an object that vanishes between check and apply',
        does: 'no-such-key',
        times: 'all',
        outcome: 'partial',
        code: 'snapshot-missing',
        says: 'of the snapshot is missing'
      },
      {
        fault: 'a flipped bit',
        does: 'flipped-bit',
        times: 'all',
        outcome: 'partial',
        code: 'snapshot-digest',
        says: 'its SHA-256 differs'
      },
      {
        fault: 'a connection that breaks in every body',
        does: 'cut-body',
        times: 'all',
        outcome: 'partial',
        code: 'network',
        says: 'The connection broke while'
      }
    ]
  )
]
