import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { UserError } from '../shared/errors.ts'
import type { SnapshotAddress } from './address.ts'
import { FormatRefusal, wrongField } from './format-refusal.ts'
import { JsonShape } from './parts/json-shape.ts'
import {
  FORMAT_VERSION,
  manifestSchema,
  partKey,
  type Manifest
} from './manifest.ts'
import { PART_KINDS } from './parts/part-kinds.ts'

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
 * @throws UserError `snapshot-bomb` for a document that no reader should parse;
 *   `snapshot-version` for a major version of the format that this tool doesn't
 *   know; `manifest-address` when it belongs elsewhere; `manifest-invalid` for
 *   anything else that is wrong
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

/** Each kind numbered without a gap, under its own key, and counts that add up. */
function checkObjects(content: Manifest, address: SnapshotAddress): void {
  const isEncrypted = content.encryption.client !== null
  for (const kind of PART_KINDS) {
    const parts = content.objects.filter(object => object.kind === kind)
    const inPlace = parts.every(
      (part, index) =>
        part.index === index &&
        part.key === partKey(address, kind, index, isEncrypted)
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

const versionNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A version that we can't read may look like anything but its version. */
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

/** It may be whole and genuine, and was moved here from its own place. */
function elsewhere(): UserError {
  return new UserError(
    'manifest-address',
    'The manifest of the snapshot belongs to another snapshot or another pool. Restore from another snapshot, or look into who moved this one.'
  )
}

function invalid(why: string): FormatRefusal {
  return new FormatRefusal(
    'manifest-invalid',
    why,
    `The manifest of the snapshot ${why}. Restore from another snapshot, or look into who changed this one.`
  )
}
