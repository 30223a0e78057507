import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import type { Captured } from '../../../src/cognito/definition/capture.ts'
import { createSnapshotWriter } from '../../../src/export/snapshot-writer.ts'
import { storeDefinition } from '../../../src/export/store-definition.ts'
import { READ_CAPS } from '../../../src/snapshot/limits.ts'
import { openSnapshot } from '../../../src/snapshot/reader.ts'
import { readDefinition } from '../../../src/snapshot/read-definition.ts'
import { fetchFrom } from '../../../src/storage/find-snapshot.ts'
import { KEY_ARN, memoryBucket } from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { ADDRESS, smallManifest } from '../../fixtures/small-snapshot.ts'

/** What is read of a snapshot with this definition. */
async function store(captured: Captured) {
  const { bucket } = memoryBucket()
  const encryption = { algorithm: 'aws:kms', keyId: KEY_ARN } as const
  const writer = createSnapshotWriter(bucket, encryption, ADDRESS)
  const stored = await storeDefinition(writer, captured, NEVER)
  const none = { users: 0, groups: 0, memberships: 0 }
  const content = smallManifest(none, [])
  const { clients } = stored
  await writer.finish({ ...content, clients }, NEVER)
  const fetch = fetchFrom(bucket, NEVER)
  const snapshot = await openSnapshot(ADDRESS, fetch)
  return {
    stored,
    manifest: snapshot.manifest,
    read: await readDefinition(snapshot, fetch)
  }
}

const MiB = 1024 * 1024

afterEach(() => {
  jest.restoreAllMocks()
})

const definition = { userPool: { Name: 'people' }, notCaptured: [] }

describe('a definition', () => {
  test('is stored with ten thousand app clients, and their numbers', async () => {
    const records = Array.from({ length: 10_000 }, (_, at) => ({
      ClientId: `client-${at}`,
      CallbackURLs: [`https://${at}.example.com/${'path/'.repeat(40)}`],
      hasClientSecret: false
    }))
    const clients = { records, listed: 12_000, leftOut: 2000 }
    const { manifest, read } = await store({ definition, clients })
    expect(read.definition).toEqual(definition)
    expect(read.clients).toEqual(records)
    expect(manifest.clients).toMatchObject({
      listed: 12_000,
      described: 10_000,
      leftOut: 2000
    })
  })

  test('has no clients where they could not be read', async () => {
    const { manifest, read } = await store({ definition, clients: undefined })
    expect(manifest.clients).toBeUndefined()
    expect(read.clients).toBeUndefined()
  })

  test('that is larger than a reader takes is left out, and its clients are not', async () => {
    jest.replaceProperty(READ_CAPS, 'definitionBytes', MiB)
    const css = 'a'.repeat(MiB)
    const large = { ...definition, branding: { pool: { CSS: css } } }
    const records = [{ ClientId: 'web', hasClientSecret: true }]
    const { stored, read } = await store({
      definition: large,
      clients: { records, listed: 1, leftOut: 0 }
    })
    const notCaptured = [{ section: 'definition', reason: 'TooLarge' }]
    expect(stored.notCaptured).toEqual(notCaptured)
    expect(read).toEqual({
      definition: { userPool: {}, notCaptured },
      clients: records
    })
  })

  test('that is too large for one stored object is left out as well', async () => {
    // Compressed, base64 is no shorter than what it stands for.
    jest.replaceProperty(READ_CAPS, 'partBytes', MiB)
    const images = randomBytes(MiB).toString('base64')
    const large = { ...definition, branding: { pool: { logo: images } } }
    const { stored } = await store({ definition: large, clients: undefined })
    expect(stored.notCaptured).toEqual([
      { section: 'definition', reason: 'TooLarge' }
    ])
  })
})
