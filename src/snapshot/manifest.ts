import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { UserError } from '../errors.ts'
import {
  snapshotKeyPrefix,
  USER_POOL_ID,
  isSnapshotId,
  type SnapshotAddress
} from './address.ts'
import { READ_CAPS } from './limits.ts'
import { PART_KINDS, type PartKind } from './part-writer.ts'

/** The version of the format that this tool writes (DESIGN section 5). */
export const FORMAT_VERSION = { major: 1, minor: 0 } as const

/** What Cognito gives to nobody, so that no snapshot holds it. */
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

// v.object, unlike v.strictObject, drops the fields that a later minor version
// of the format may add.
const manifest = v.object({
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
    groups: count,
    memberships: count,
    skipped: v.object({
      noUsername: count,
      mfaProtected: count,
      federated: count
    }),
    mfaUnknown: count,
    byStatus: v.record(text, count)
  }),
  notCaptured: v.array(text),
  encryption: v.object({
    server: v.object({ algorithm: text, keyArn: text }),
    client: v.nullable(v.object({ scheme: text, recipients: v.array(text) }))
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
        index: count,
        bytes: v.pipe(count, v.maxValue(READ_CAPS.partBytes)),
        sha256,
        records: count,
        versionId: v.nullable(text)
      })
    ),
    v.maxLength(READ_CAPS.objects)
  )
})

/** The table of contents of a snapshot. It holds no personal data. */
export type Manifest = v.InferOutput<typeof manifest>
export type SnapshotObject = Manifest['objects'][number]

/**
 * The bytes of a manifest as they are stored: its content, and last the SHA-256
 * of that content, so that no byte of it can change unnoticed.
 */
export function encodeManifest(content: Manifest): Buffer {
  return Buffer.from(print({ ...content, contentSha256: digest(content) }))
}

/**
 * Reads a manifest and holds it against the address that it was found at.
 *
 * @throws UserError `snapshot-version` for a major version of the format that
 *   this tool doesn't know; `snapshot-invalid` for anything else that is wrong
 */
export function decodeManifest(
  bytes: Uint8Array,
  address: SnapshotAddress
): Manifest {
  const parsed = parse(bytes)
  refuseOtherMajor(parsed)
  refuseChanged(parsed, bytes)
  const result = v.safeParse(manifest, parsed)
  if (!result.success) {
    const field = v.getDotPath(result.issues[0])
    throw invalid(`has a wrong or missing field${field ? ` ${field}` : ''}`)
  }
  const content = result.output
  if (
    content.snapshotId !== address.snapshotId ||
    content.source.userPoolId !== address.userPoolId
  ) {
    throw invalid('belongs to another snapshot or another pool')
  }
  checkObjects(content, address)
  return content
}

/** The key of a part: the only names that objects of a snapshot may have. */
export function partKey(
  address: SnapshotAddress,
  kind: PartKind,
  index: number
): string {
  const name =
    kind === 'pool'
      ? 'pool.json.gz'
      : `${kind}/part-${String(index).padStart(5, '0')}.ndjson.gz`
  return `${snapshotKeyPrefix(address)}${name}`
}

export function manifestKey(address: SnapshotAddress): string {
  return `${snapshotKeyPrefix(address)}manifest.json`
}

/** Each kind numbered without a gap, under its own key, and counts that add up. */
function checkObjects(content: Manifest, address: SnapshotAddress): void {
  for (const kind of PART_KINDS) {
    const parts = content.objects.filter(object => object.kind === kind)
    const inPlace = parts.every(
      (part, index) =>
        part.index === index && part.key === partKey(address, kind, index)
    )
    if (!inPlace) throw invalid(`names ${kind} objects that it must not name`)
    const records = parts.reduce((sum, part) => sum + part.records, 0)
    const expected = kind === 'pool' ? 1 : content.counts[kind]
    if (records !== expected) {
      throw invalid(`counts ${kind} in two ways that differ`)
    }
  }
}

function parse(bytes: Uint8Array): object {
  let parsed: unknown
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true })
    parsed = JSON.parse(utf8.decode(bytes))
  } catch {
    throw invalid('is not JSON')
  }
  if (parsed !== null && typeof parsed === 'object') return parsed
  throw invalid('is not a JSON object')
}

/** As it is stored; `jq .` prints the same. */
function print(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`
}

/** SHA-256, in hex, of a manifest without the field that tells it. */
function digest(content: object): string {
  return createHash('sha256').update(print(content)).digest('hex')
}

/** Whatever fields a later minor version adds, its digest is made this way. */
function refuseChanged(parsed: object, bytes: Uint8Array): void {
  const { contentSha256, ...content } = parsed as { contentSha256?: unknown }
  if (
    contentSha256 !== digest(content) ||
    !Buffer.from(print({ ...content, contentSha256 })).equals(bytes)
  ) {
    throw invalid('is not as it was written')
  }
}

/** A version that we can't read may look like anything but its version. */
function refuseOtherMajor(parsed: object): void {
  const version = v.safeParse(
    v.object({
      format: v.literal('cognito-backup'),
      version: v.object({ major: count, minor: count })
    }),
    parsed
  )
  if (!version.success) return
  const { major, minor } = version.output.version
  if (major !== FORMAT_VERSION.major) {
    throw new UserError(
      'snapshot-version',
      `The snapshot has format ${major}.${minor}, which this version of the action can't read. Use the release v${major} of the action or a later one.`
    )
  }
}

function invalid(why: string): UserError {
  return new UserError(
    'snapshot-invalid',
    `The manifest of the snapshot ${why}. Restore from another snapshot, or look into who changed this one.`
  )
}
