import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand
} from '@aws-sdk/client-s3'
import { s3 } from './emulator.ts'

/**
 * Reads snapshots by docs/snapshot-format.md alone, so that a mistake which the
 * writer and the reader of the product share would show.
 */
export interface StoredObject {
  key: string
  bytes: Buffer
  sha256: string
  encryption: string | undefined
  kmsKeyArn: string | undefined
  /** How often the key was written, deletions included. */
  versions: number
  versionId: string | undefined
}

export interface StoredUser {
  username: string
  sub: string
  status: string
  enabled: boolean
  createdAt: string
  modifiedAt: string
  attributes: Record<string, string>
  mfa: unknown
  skip: string[]
}

export interface StoredGroup {
  name: string
  description: string | null
  precedence: number | null
  roleArn: string | null
}

export interface StoredMembership {
  group: string
  username: string
}

export interface StoredManifest {
  format: string
  version: { major: number; minor: number }
  status: string
  snapshotId: string
  source: Record<string, unknown>
  counts: Record<string, unknown>
  encryption: unknown
  objects: {
    key: string
    kind: string
    index: number
    bytes: number
    sha256: string
    records: number
    versionId: string | null
  }[]
  contentSha256: string
}

/** All objects of a bucket, as the emulator gives them. */
export async function storedObjects(bucket: string): Promise<StoredObject[]> {
  const { Contents: listed = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket })
  )
  return Promise.all(listed.map(({ Key = '' }) => storedObject(bucket, Key)))
}

export async function storedObject(
  bucket: string,
  key: string
): Promise<StoredObject> {
  const [answer, versions] = await Promise.all([
    s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })),
    s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }))
  ])
  const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? [])
  return {
    key,
    bytes,
    sha256: sha256(bytes),
    encryption: answer.ServerSideEncryption,
    kmsKeyArn: answer.SSEKMSKeyId,
    versions:
      (versions.Versions?.length ?? 0) + (versions.DeleteMarkers?.length ?? 0),
    versionId: answer.VersionId
  }
}

export function manifestOf(objects: readonly StoredObject[]): StoredManifest {
  const found = objects.filter(({ key }) => key.endsWith('/manifest.json'))
  const [manifest] = found
  if (manifest === undefined || found.length > 1) {
    throw new Error(`${found.length} manifests instead of one`)
  }
  return JSON.parse(manifest.bytes.toString('utf8')) as StoredManifest
}

/** The records of all parts of a kind. Lines end at byte 0x0A and only there. */
export function recordsOf<R>(
  objects: readonly StoredObject[],
  kind: 'users' | 'groups' | 'memberships'
): R[] {
  return objects
    .filter(({ key }) => key.includes(`/${kind}/part-`))
    .flatMap(({ bytes }) =>
      gunzipSync(bytes)
        .toString('utf8')
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line) as R)
    )
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
