import { readAgeIdentities } from './age.ts'
import { parseDuration } from '../shared/duration.ts'
import { optional, read, wrong } from './kinds.ts'
import { readBucket, readPrefix } from './values.ts'
import { isSnapshotId, parseAddress } from '../snapshot/address.ts'
import type {
  SnapshotChoice,
  SnapshotConditions
} from '../storage/open-chosen.ts'
import type { Env } from '../shared/world.ts'

/** Which snapshot to read, and what it must be. */
export interface SnapshotInputs {
  bucket: string
  snapshot: SnapshotChoice
  conditions?: SnapshotConditions
  /** Secret keys of age that may open the snapshot. */
  ageIdentities: readonly string[]
}

/**
 * @param sourceOf gives the pool whose snapshots `latest` or an id refers to;
 *   not asked where the address says it
 * @throws UserError `input`
 */
export function readSnapshotInputs(
  env: Env,
  sourceOf: () => string
): SnapshotInputs {
  const choice = read(env, 'snapshot')
  const given = {
    ...readConditions(env),
    ageIdentities: readAgeIdentities(env)
  }
  if (choice.startsWith('s3://')) {
    const address = parseAddress(choice)
    const { bucket } = address
    expectSame(env, 'bucket', bucket)
    expectSame(env, 'source-user-pool-id', address.userPoolId)
    expectSamePrefix(env, address.prefix)
    return { ...given, bucket, snapshot: { address } }
  }
  const bucket = readBucket(env)
  const place = { prefix: readPrefix(env), userPoolId: sourceOf() }
  if (choice === 'latest') {
    return { ...given, bucket, snapshot: { latestOf: place } }
  }
  if (!isSnapshotId(choice)) {
    throw wrong(
      'snapshot',
      'is neither latest, nor the id or s3:// address of a snapshot',
      '20261123T020000Z-ABCDEFGHIJKLMNOP'
    )
  }
  const address = { bucket, ...place, snapshotId: choice }
  return { ...given, bucket, snapshot: { address } }
}

/** An input that repeats a part of the s3:// address must say the same. */
function expectSame(env: Env, input: string, inAddress: string): void {
  const value = optional(env, input)
  if (value !== undefined && value !== inAddress) {
    throw differs(input, inAddress)
  }
}

function expectSamePrefix(env: Env, inAddress: string): void {
  const isGiven = optional(env, 'prefix') !== undefined
  if (isGiven && readPrefix(env) !== inAddress) {
    throw differs('prefix', inAddress === '' ? '/' : inAddress)
  }
}

function differs(input: string, inAddress: string) {
  return wrong(
    input,
    'differs from the s3:// address in the input snapshot; leave one of them out',
    inAddress
  )
}

/** Absent where there are none. */
function readConditions(env: Env): Pick<SnapshotInputs, 'conditions'> {
  const manifestSha256 = readPin(env)
  const maxAgeMs = readMaxAge(env)
  return manifestSha256 === undefined && maxAgeMs === undefined
    ? {}
    : { conditions: { manifestSha256, maxAgeMs } }
}

function readPin(env: Env): string | undefined {
  const value = optional(env, 'manifest-sha256')?.toLowerCase()
  if (value === undefined) return undefined
  if (/^[0-9a-f]{64}$/.test(value)) return value
  throw wrong(
    'manifest-sha256',
    'is not a SHA-256 in hex, of 64 digits, as the output manifest-sha256 of an export gives it',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  )
}

/** Milliseconds. */
function readMaxAge(env: Env): number | undefined {
  const value = optional(env, 'max-age')
  if (value === undefined) return undefined
  const ms = parseDuration(value)
  if (ms !== undefined && ms > 0) return ms
  throw wrong(
    'max-age',
    'is not a duration above zero, in d, h, m and s',
    '26h'
  )
}
