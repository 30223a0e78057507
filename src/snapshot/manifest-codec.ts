import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { UserError } from '../shared/errors.ts'
import type { SnapshotAddress } from './address.ts'
import { FormatRefusal, wrongField } from './format-refusal.ts'
import { JsonShape } from './parts/json-shape.ts'
import {
  FORMAT_VERSION,
  manifestSchema,
  objectsOf,
  partKey,
  type Manifest
} from './manifest.ts'
import { PART_KINDS } from './parts/part-kinds.ts'

/**
 * The stored bytes of a manifest: its content, and at the end the SHA-256 of that
 * content, which reveals any changed byte.
 */
export function encodeManifest(content: Manifest): Buffer {
  return Buffer.from(print({ ...content, contentSha256: digest(content) }))
}

/**
 * Reads a manifest and compares it with the address where it was found.
 *
 * @throws UserError `snapshot-bomb` for a document that no reader should parse;
 *   `snapshot-version` for an unknown major version of the format;
 *   `manifest-address` if it belongs elsewhere; `manifest-invalid` for anything
 *   else
 */
export function decodeManifest(
  bytes: Uint8Array,
  address: SnapshotAddress
): Manifest {
  const shape = new JsonShape("The snapshot's manifest.json")
  shape.see(bytes)
  const parsed = parse(bytes)
  refuseOtherMajor(parsed)
  refuseChanged(parsed, bytes)
  const result = v.safeParse(manifestSchema, parsed)
  if (!result.success) {
    throw invalid(wrongField(v.getDotPath(result.issues[0])))
  }
  const content = result.output
  if (
    content.snapshotId !== address.snapshotId ||
    content.source.userPoolId !== address.userPoolId
  ) {
    throw elsewhere()
  }
  checkObjects(content, address)
  return content
}

/**
 * Parts must be numbered without gaps, have their keys, and add up to the
 * counts.
 */
function checkObjects(content: Manifest, address: SnapshotAddress): void {
  const isEncrypted = content.encryption.client !== null
  const { counts, clients } = content
  const objects = objectsOf(content)
  for (const kind of [...PART_KINDS, 'clients'] as const) {
    const parts = objects.filter(object => object.kind === kind)
    const inPlace = parts.every(
      (part, index) =>
        part.index === index &&
        part.key === partKey(address, kind, index, isEncrypted)
    )
    if (!inPlace) throw invalid(`names ${kind} objects that it must not name`)
    const records = parts.reduce((sum, part) => sum + part.records, 0)
    const expected = {
      ...counts,
      pool: 1,
      clients: clients?.described ?? 0
    }[kind]
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

/** The stored form; `jq .` prints the same. */
function print(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`
}

/** SHA-256, in hex, of a manifest without its field contentSha256. */
function digest(content: object): string {
  return createHash('sha256').update(print(content)).digest('hex')
}

/** The digest covers fields that a later minor version adds, too. */
function refuseChanged(parsed: object, bytes: Uint8Array): void {
  const { contentSha256, ...content } = parsed as { contentSha256?: unknown }
  if (
    contentSha256 !== digest(content) ||
    !Buffer.from(print({ ...content, contentSha256 })).equals(bytes)
  ) {
    throw invalid('is not as it was written')
  }
}

const versionNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Another major version may look different in everything except its version. */
function refuseOtherMajor(parsed: object): void {
  const version = v.safeParse(
    v.object({
      format: v.literal('cognito-backup'),
      version: v.object({ major: versionNumber, minor: versionNumber })
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

/** The manifest may be genuine, but it was moved here from another place. */
function elsewhere(): UserError {
  return new UserError(
    'manifest-address',
    'The manifest of the snapshot belongs to another snapshot or another pool. Restore from another snapshot, or find out who moved this one.'
  )
}

function invalid(why: string): FormatRefusal {
  return new FormatRefusal(
    'manifest-invalid',
    why,
    `The manifest of the snapshot ${why}. Restore from another snapshot, or find out who changed this one.`
  )
}
