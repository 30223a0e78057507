import * as v from 'valibot'
import { USER_POOL_ID } from '../shared/aws-ids.ts'
import {
  snapshotKeyPrefix,
  isSnapshotId,
  type SnapshotAddress
} from './address.ts'
import { MOST_RECIPIENTS } from './age/age-keys.ts'
import { anyKeys } from './any-keys.ts'
import { READ_CAPS } from './limits.ts'
import { PART_KINDS, type PartKind } from './parts/part-kinds.ts'

/** The version of the format that this tool writes (docs/snapshot-format.md). */
export const FORMAT_VERSION = { major: 1, minor: 1 } as const

/** What Cognito never gives out, so no snapshot holds it. */
export const NOT_CAPTURED = [
  'passwords',
  'totpSecrets',
  'passkeys',
  'devices',
  'sessions',
  'clientSecrets'
] as const

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const text = v.string()
const time = v.pipe(text, v.isoTimestamp())
const sha256 = v.pipe(text, v.regex(/^[0-9a-f]{64}$/))

const part = {
  key: text,
  index: count,
  bytes: v.pipe(count, v.maxValue(READ_CAPS.partBytes)),
  sha256,
  records: count,
  versionId: v.nullable(text)
}

const recovery = v.object({
  id: v.pipe(text, v.maxLength(36)),
  status: v.pipe(text, v.regex(/^[A-Z_]+$/), v.maxLength(64)),
  restoreTimestamp: v.nullable(time)
})

// v.object, unlike v.strictObject, accepts the fields that a later minor version
// of the format adds, and drops them.
export const manifestSchema = v.object({
  format: v.literal('cognito-backup'),
  version: v.object({ major: v.literal(FORMAT_VERSION.major), minor: count }),
  snapshotId: v.pipe(text, v.check(isSnapshotId)),
  status: v.literal('complete'),
  startedAt: time,
  finishedAt: time,
  source: v.object({
    userPoolId: v.pipe(text, v.regex(USER_POOL_ID)),
    userPoolArn: text,
    region: text,
    accountId: text,
    estimatedNumberOfUsers: v.nullable(count),
    mfaConfiguration: v.picklist(['OFF', 'OPTIONAL', 'ON']),
    usernameAttributes: v.array(text),
    aliasAttributes: v.array(text),
    caseSensitive: v.boolean()
  }),
  counts: v.object({
    users: count,
    groups: v.pipe(count, v.maxValue(READ_CAPS.groups)),
    memberships: count,
    skipped: v.object({
      noUsername: count,
      mfaProtected: count,
      federated: count
    }),
    mfaUnknown: count,
    byStatus: anyKeys(
      () => true,
      value => v.is(count, value)
    ),
    duplicates: v.optional(count, 0),
    shortfall: v.optional(count, 0)
  }),
  notCaptured: v.array(text),
  encryption: v.object({
    server: v.object({ algorithm: text, keyArn: text }),
    client: v.nullable(
      v.object({
        scheme: v.literal('age'),
        // See fingerprint in age-keys.ts.
        recipients: v.pipe(
          v.array(sha256),
          v.minLength(1),
          v.maxLength(MOST_RECIPIENTS)
        )
      })
    )
  }),
  writer: v.object({ name: text, version: text }),
  run: v.object({
    repository: v.nullable(text),
    id: v.nullable(text),
    attempt: v.nullable(text)
  }),
  objects: v.pipe(
    v.array(
      v.object({
        key: text,
        kind: v.picklist(PART_KINDS),
        index: part.index,
        bytes: part.bytes,
        sha256,
        records: count,
        versionId: part.versionId
      })
    ),
    v.maxLength(READ_CAPS.objects)
  ),
  // Since 1.1; absent where they could not be read.
  clients: v.optional(
    v.object({
      listed: count,
      described: v.pipe(count, v.maxValue(READ_CAPS.clients)),
      leftOut: count,
      objects: v.pipe(v.array(v.object(part)), v.maxLength(READ_CAPS.objects))
    })
  ),
  // Since 1.1; absent where an earlier version didn't ask.
  recovery: v.optional(v.nullable(v.union([v.literal('unknown'), recovery])))
})

/** A snapshot's table of contents. It holds no personal data. */
export type Manifest = v.InferOutput<typeof manifestSchema>

/** A stored part of a snapshot. */
export interface SnapshotObject extends Omit<
  Manifest['objects'][number],
  'kind'
> {
  kind: PartKind
}

/** All parts of a snapshot, those with app clients last. */
export function objectsOf({ objects, clients }: Manifest): SnapshotObject[] {
  const ofClients = clients?.objects ?? []
  return [
    ...objects,
    ...ofClients.map(object => ({ ...object, kind: 'clients' as const }))
  ]
}

/**
 * The key of a part. No other object of a snapshot, except its manifest, may
 * have any other name.
 *
 * @param isEncrypted whether the part is encrypted with age
 */
export function partKey(
  address: SnapshotAddress,
  kind: PartKind,
  index: number,
  isEncrypted = false
): string {
  const name =
    kind === 'pool'
      ? 'pool.json.gz'
      : `${kind}/part-${String(index).padStart(5, '0')}.ndjson.gz`
  return `${snapshotKeyPrefix(address)}${name}${isEncrypted ? '.age' : ''}`
}

export function manifestKey(address: SnapshotAddress): string {
  return `${snapshotKeyPrefix(address)}manifest.json`
}
