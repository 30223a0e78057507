import type {
  SnapshotChoice,
  SnapshotConditions
} from '../storage/open-chosen.ts'
import { prefixOf } from './common.ts'
import { wrong } from './kinds.ts'
import { required } from './parse.ts'
import { INPUTS, type InputName, type Values } from './table.ts'

/** Which snapshot to read, and what it must be. */
export interface SnapshotInputs {
  bucket: string
  snapshot: SnapshotChoice
  /** Absent where there are none. */
  conditions?: SnapshotConditions
  /** Secret keys of age that may open the snapshot. */
  ageIdentities: readonly string[]
}

/** The inputs of the modes that read a snapshot. */
type Reading = Values<
  'restore' | 'verify' | 'compare' | 'recover' | 'create-pool'
>

/**
 * @param sourceOf gives the pool whose snapshots `latest` or an id refers to. An
 *   address names its pool, and then this is not called.
 * @throws UserError `input`
 */
export function readSnapshotInputs(
  values: Reading,
  sourceOf: () => string
): SnapshotInputs {
  const given = {
    ...readConditions(values),
    ageIdentities: values['age-identity']
  }
  const named = values.snapshot
  if (typeof named === 'object' && 'address' in named) {
    const { bucket, userPoolId, prefix } = named.address
    refuseOther('bucket', values.bucket, bucket)
    refuseOther(
      'source-user-pool-id',
      values['source-user-pool-id'],
      userPoolId
    )
    refuseOther('prefix', values.prefix, prefix)
    return { ...given, bucket, snapshot: named }
  }
  const bucket = required('bucket', values.bucket)
  const place = { prefix: prefixOf(values), userPoolId: sourceOf() }
  if (named === 'latest') {
    return { ...given, bucket, snapshot: { latestOf: place } }
  }
  const address = { bucket, ...place, snapshotId: named.id }
  return { ...given, bucket, snapshot: { address } }
}

/** An input that repeats a part of the s3:// address must say the same. */
function refuseOther(
  name: InputName,
  value: string | undefined,
  inAddress: string
): void {
  if (value === undefined || value === inAddress) return
  // How the input prefix names the root of the bucket.
  const example = inAddress === '' ? '/' : inAddress
  throw wrong(
    { name, example },
    'differs from the s3:// address in the input snapshot; leave one of them out'
  )
}

/**
 * The pool whose snapshots an id or `latest` refers to, where the inputs say it.
 *
 * @throws UserError `input`
 */
export function sourcePoolOf(
  values: Values<'verify' | 'compare'>,
  userPoolId: string | undefined
): string {
  const source = values['source-user-pool-id'] ?? userPoolId
  if (source !== undefined) return source
  const { example } = INPUTS['source-user-pool-id']
  throw wrong(
    { name: 'source-user-pool-id', example },
    'is missing. Give it, user-pool-id or an s3:// address in snapshot, to say of which pool the snapshot is'
  )
}

function readConditions(values: Reading): Pick<SnapshotInputs, 'conditions'> {
  const conditions = {
    manifestSha256: values['manifest-sha256'],
    maxAgeMs: values['max-age']
  }
  const areNone = Object.values(conditions).every(value => value === undefined)
  return areNone ? {} : { conditions }
}
