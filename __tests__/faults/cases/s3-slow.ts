import { onEach, type S3Case, type S3Fault } from './s3-case.ts'
import type { ManifestCase } from './s3-export.ts'

/*
 * What takes minutes: calls that are never answered, bodies that stop in the
 * middle, and faults for good, which take ten attempts.
 */

const HANG: S3Fault = {
  fault: 'no answer ever',
  does: 'hang',
  outcome: 'recovered'
}

const STALL: S3Fault = {
  fault: 'a body that stops in the middle',
  does: 'stalled-body',
  outcome: 'recovered'
}

const aws = (fault: string, does: S3Fault['does'], says: string): S3Fault => ({
  fault,
  does,
  times: 'all',
  outcome: 'failed',
  code: 'aws',
  says
})

const network = (
  fault: string,
  does: S3Fault['does'],
  says: string
): S3Fault => ({ ...aws(fault, does, says), code: 'network' })

export const SLOW_EXPORT_CASES: readonly ManifestCase[] = [
  ...onEach(
    ['PUT pool', 'PUT groups', 'PUT users', 'PUT memberships', 'PUT manifest'],
    [HANG]
  ),
  ...onEach(
    ['PUT manifest'],
    [
      aws('500', 'internal-error', 'with InternalError (HTTP 500 ×10)'),
      aws('503 SlowDown', 'slow-down', 'with SlowDown (HTTP 503 ×10)'),
      aws('a time-out', 'request-timeout', 'RequestTimeout (HTTP 400 ×10)'),
      aws('400 BadDigest', 'bad-digest', 'with BadDigest (HTTP 400 ×10)'),
      aws('409', 'conflict', 'ConditionalRequestConflict (HTTP 409 ×10)'),
      aws('clock skew', 'clock-skew', 'the clock of the runner is wrong'),
      network('reset before the end', 'reset', '(ECONNRESET)'),
      network('a bad gateway', 'bad-gateway', 'does not look like AWS')
    ]
  ),
  {
    ...network(
      'every answer lost',
      'lost-answer',
      'It is not known whether the last object, manifest.json, was stored'
    ),
    on: 'PUT manifest',
    leavesManifest: true,
    verifyFinds: []
  },
  {
    ...network('every answer lost', 'lost-answer', '(ECONNRESET)'),
    on: 'PUT users'
  }
]

export const SLOW_RESTORE_CASES: readonly S3Case[] = [
  ...onEach(
    [
      'LIST snapshots',
      'LIST versions',
      'GET manifest',
      'GET started',
      'GET users',
      'GET users again',
      'PUT started',
      'PUT finished',
      'PUT report',
      'PUT map of subs'
    ],
    [HANG]
  ),
  ...onEach(
    ['LIST snapshots', 'GET manifest', 'GET users', 'GET users again'],
    [STALL]
  ),
  ...onEach(
    ['LIST snapshots', 'GET manifest', 'GET started'],
    [aws('500', 'internal-error', 'with InternalError (HTTP 500 ×10)')]
  ),
  {
    ...aws('500', 'internal-error', 'with InternalError (HTTP 500 ×10)'),
    on: 'GET users again',
    outcome: 'partial'
  },
  {
    ...network('reset before the end', 'reset', '(ECONNRESET)'),
    on: 'PUT started'
  },
  {
    fault: '500',
    does: 'internal-error',
    times: 'all',
    on: 'PUT started',
    outcome: 'recovered',
    warns: ['with InternalError (HTTP 500 ×10)']
  },
  ...onEach(
    ['PUT finished', 'PUT report', 'PUT map of subs'],
    [
      {
        fault: 'reset before the end',
        does: 'reset',
        times: 'all',
        outcome: 'recovered',
        warns: ['(ECONNRESET)']
      }
    ]
  )
]

export const SLOW_VERIFY_CASES: readonly S3Case[] = [
  ...onEach(['LIST versions', 'HEAD users', 'GET users'], [HANG]),
  ...onEach(['LIST versions', 'GET users'], [STALL]),
  ...onEach(
    ['HEAD users', 'GET users'],
    [network('reset before the end', 'reset', '(ECONNRESET)')]
  ),
  ...onEach(
    ['GET manifest', 'GET users'],
    [aws('500', 'internal-error', 'with InternalError (HTTP 500 ×10)')]
  )
]
