import { onAll, onEach, type S3Case, type S3Fault } from './s3-case.ts'

/*
 * What happens on the way to a snapshot is never said of the snapshot: a
 * verification that can't read has no findings, and a code of its own.
 */

const PASSING: readonly S3Fault[] = [
  { fault: '500', does: 'internal-error', outcome: 'recovered' },
  { fault: '503 SlowDown', does: 'slow-down', outcome: 'recovered' },
  { fault: 'reset before the end', does: 'reset', outcome: 'recovered' },
  { fault: 'a bad gateway', does: 'bad-gateway', outcome: 'recovered' },
  { fault: 'clock skew', does: 'clock-skew', outcome: 'recovered' }
]

const CUT: S3Fault = {
  fault: 'a cut body',
  does: 'cut-body',
  outcome: 'recovered'
}

const REFUSED: readonly S3Fault[] = [
  {
    fault: 'no bucket',
    does: 'no-bucket',
    times: 'all',
    outcome: 'failed',
    code: 'not-found',
    says: 'There is no bucket'
  },
  {
    fault: '301, and not there either',
    does: 'other-region',
    times: 'all',
    outcome: 'failed',
    code: 'wrong-region',
    says: 'is in another region'
  },
  {
    fault: 'a proxy that lets nobody through',
    does: 'proxy-refusal',
    times: 'all',
    outcome: 'failed',
    code: 'network',
    says: 'does not look like AWS'
  },
  {
    fault: 'an answer that is not HTTP',
    does: 'not-http',
    times: 'all',
    outcome: 'failed',
    code: 'network',
    says: 'does not look like AWS (HPE_'
  },
  {
    fault: 'a key that is disabled',
    does: 'key-disabled',
    times: 'all',
    outcome: 'failed',
    code: 'not-found',
    says: 'Enable that key'
  },
  {
    fault: 'expired token',
    does: 'expired-token',
    times: 'all',
    outcome: 'failed',
    code: 'credentials',
    says: 'The AWS credentials expired during the run'
  }
]

const READS = [
  'GET manifest',
  'GET users',
  'LIST snapshots',
  'LIST versions'
] as const

const DENIED: S3Fault = {
  fault: '403',
  does: 'access-denied',
  times: 'all',
  outcome: 'failed',
  code: 'access-denied',
  says: 'The role may not call s3:'
}

/**
 * An answer to HEAD has no body, and so no name: the GET that follows it has. A
 * fault of a service meets both; the catalogue's answer is the same for each.
 */
const REFUSED_HEADS = onEach(['HEAD users'], [...REFUSED, DENIED]).map(
  (one): S3Case => ({
    ...one,
    and: { does: one.does, on: 'GET users', times: 'all' }
  })
)

export const VERIFY_CASES: readonly S3Case[] = [
  ...onAll([...READS, 'HEAD users', 'HEAD manifest'], PASSING),
  ...onAll(READS, [CUT]),
  ...onEach(READS, REFUSED),
  ...onEach(['GET manifest', 'GET users', 'LIST snapshots'], [DENIED]),
  {
    fault: '403',
    does: 'access-denied',
    on: 'LIST versions',
    times: 'all',
    outcome: 'recovered',
    warns: ['The role may not list the versions of objects']
  },
  ...REFUSED_HEADS,
  {
    fault: 'a refusal of HEAD that GET does not repeat',
    does: 'expired-token',
    on: 'HEAD users',
    outcome: 'recovered'
  },
  {
    fault: 'a length that is not told',
    does: 'no-length',
    on: 'HEAD users',
    times: 'all',
    outcome: 'failed',
    code: 'storage-answer',
    says: 'S3 did not say how long'
  },
  ...onAll(
    ['GET manifest', 'GET users'],
    [{ fault: 'a flipped bit', does: 'flipped-bit', outcome: 'recovered' }]
  ),
  {
    fault: 'an unknown length',
    does: 'no-length',
    on: 'GET users',
    outcome: 'recovered'
  },
  {
    fault: 'a connection that breaks in every body',
    does: 'cut-body',
    on: 'GET users',
    times: 'all',
    outcome: 'failed',
    code: 'network',
    says: 'The connection broke while'
  }
]
