import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import type { Simulator } from '../../simulator/simulator.ts'

/*
 * Reads what the action has stored, as docs/snapshot-format.md says and with
 * nothing of src/.
 */

export interface StoredUser {
  username: string
  sub: string
  status: string
  enabled: boolean
  createdAt: string
  modifiedAt: string
  attributes: Record<string, string>
  mfa: 'unknown' | { methods: string[]; preferred: string | null }
  skip: string[]
}

export interface StoredGroup {
  name: string
  description: string | null
  precedence: number | null
  roleArn: string | null
}

export interface SnapshotContents {
  users: StoredUser[]
  groups: StoredGroup[]
  memberships: { group: string; username: string }[]
}

interface Manifest {
  snapshotId: string
  objects: {
    key: string
    kind: string
    index: number
    sha256: string
    records: number
  }[]
}

/**
 * All records of a snapshot.
 *
 * @param uri its `s3://…/` address
 * @param identity the secret key of age, where it is encrypted
 * @throws Error when an object isn't what the manifest says
 */
export async function readSnapshot(
  simulator: Simulator,
  uri: string,
  identity: string | undefined
): Promise<SnapshotContents> {
  const bytes = bytesAt(simulator, `${uri}manifest.json`)
  const manifest = JSON.parse(bytes.toString()) as Manifest
  const { snapshotId, objects } = manifest
  const linesOf = async (kind: string): Promise<string[]> => {
    const parts = objects.filter(object => object.kind === kind)
    const lines: string[] = []
    for (const { key, index, sha256, records } of parts) {
      const stored = bytesAt(simulator, `s3://${simulator.bucket}/${key}`)
      expectDigest(key, stored, sha256)
      const own = await openFile(key, stored, identity)
      if (key.endsWith('.age')) unframe(own, { snapshotId, kind, index })
      if (own.length !== records) throw new Error(`${key}: other records`)
      lines.push(...own)
    }
    return lines
  }
  const parsed = async <R>(kind: string): Promise<R[]> =>
    (await linesOf(kind)).map(line => JSON.parse(line) as R)
  return {
    users: await parsed('users'),
    groups: await parsed('groups'),
    memberships: await parsed('memberships')
  }
}

/** The lines of a stored file, decrypted and inflated. */
export async function storedLines(
  simulator: Simulator,
  uri: string,
  identity: string | undefined
): Promise<string[]> {
  return await openFile(uri, bytesAt(simulator, uri), identity)
}

async function openFile(
  key: string,
  bytes: Buffer,
  identity: string | undefined
): Promise<string[]> {
  let compressed: Uint8Array = bytes
  if (key.endsWith('.age')) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity ?? '')
    compressed = await decrypter.decrypt(bytes)
  }
  const text = gunzipSync(compressed).toString('utf8')
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${key}: torn line`)
  return text.split('\n').slice(0, -1)
}

/** Takes the first and the last line off, which say where a part belongs. */
function unframe(lines: string[], place: object): void {
  const first = lines.shift()
  const last = lines.pop()
  const sha256 = createHash('sha256')
    .update(lines.map(line => `${line}\n`).join(''))
    .digest('hex')
  const isRight =
    first === JSON.stringify(place) &&
    last === JSON.stringify({ records: lines.length, sha256 })
  if (!isRight) throw new Error(`Not the part ${JSON.stringify(place)}`)
}

function bytesAt(simulator: Simulator, uri: string): Buffer {
  const found = simulator
    .bucketObjects()
    .find(({ key }) => `s3://${simulator.bucket}/${key}` === uri)
  if (found === undefined) throw new Error(`There is nothing at ${uri}`)
  return found.bytes
}

function expectDigest(key: string, bytes: Buffer, sha256: string): void {
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (digest !== sha256) throw new Error(`${key}: another SHA-256`)
}
