import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { definitionCodec } from '../../../src/snapshot/definition-codec.ts'
import { objectsOf } from '../../../src/snapshot/manifest.ts'
import { readDefinition } from '../../../src/snapshot/read-definition.ts'
import {
  openSnapshot,
  readRecords,
  type OpenSnapshot
} from '../../../src/snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type Codec
} from '../../../src/snapshot/records.ts'
import {
  GOLDEN_KINDS,
  GOLDEN_VERSIONS,
  goldenLines,
  goldenSnapshot
} from '../../fixtures/golden-snapshots.ts'
import { drain } from '../../fixtures/streams.ts'

test('there are golden snapshots of each version that was released', () => {
  expect(GOLDEN_VERSIONS).toEqual(['1.0', '1.1'])
})

const snapshots = GOLDEN_VERSIONS.flatMap(version =>
  GOLDEN_KINDS.map(([kind, keys]) => ({ version, kind, keys }))
)

describe.each(snapshots)(
  'the golden snapshot $version, $kind',
  ({ version, kind, keys }) => {
    const { folder, address, fetch } = goldenSnapshot(version, kind)
    const file = (name: string) => readFileSync(join(folder, name))

    /** All that is read, with each key that there is. */
    async function readWithEach<R>(
      read: (snapshot: OpenSnapshot) => Promise<R>
    ): Promise<R[]> {
      const identities =
        keys.length === 0 ? [[]] : keys.map(({ identity }) => [identity])
      return Promise.all(
        identities.map(async one =>
          read(await openSnapshot(address, fetch, one))
        )
      )
    }

    test('is as it was written', async () => {
      const { manifest } = await openSnapshot(address, fetch)
      const sums = file('SHA256SUMS').toString().trim().split('\n')
      expect(sums).toHaveLength(objectsOf(manifest).length + 1)
      for (const sum of sums) {
        const [sha256, name = ''] = sum.split('  ')
        const found = createHash('sha256').update(file(name)).digest('hex')
        expect([name, found]).toEqual([name, sha256])
      }
    })

    async function expectLines<R>(
      what: 'users' | 'groups' | 'memberships',
      codec: Codec<R>
    ): Promise<void> {
      const expected = goldenLines(version, what)
      expect(expected.length).toBeGreaterThan(2)
      const all = await readWithEach(snapshot =>
        drain(readRecords(snapshot, what, codec, fetch))
      )
      for (const records of all) {
        expect(
          records
            .flat()
            .map(record => codec.encode(record))
            .sort()
        ).toEqual(expected)
      }
    }

    test('has the users that it must have', () =>
      expectLines('users', userCodec))
    test('has the groups that it must have', () =>
      expectLines('groups', groupCodec))
    test('has the memberships that it must have', () =>
      expectLines('memberships', membershipCodec))

    test('has the definition that the plain one has', async () => {
      const plain = join(
        goldenSnapshot(version, 'plain').folder,
        'pool.json.gz'
      )
      const expected: unknown = JSON.parse(
        gunzipSync(readFileSync(plain)).toString()
      )
      const all = await readWithEach(snapshot =>
        drain(readRecords(snapshot, 'pool', definitionCodec, fetch))
      )
      for (const pages of all) expect(pages).toEqual([[expected]])
    })

    test('has the app clients that the plain one has', async () => {
      const plain = goldenSnapshot(version, 'plain')
      const opened = await openSnapshot(plain.address, plain.fetch)
      const expected = await readDefinition(opened, plain.fetch)
      const names = expected.clients?.map(client => client['ClientName'])
      expect(names?.sort()).toEqual(['mobile', 'web'])
      const all = await readWithEach(snapshot =>
        readDefinition(snapshot, fetch)
      )
      for (const definition of all) expect(definition).toEqual(expected)
    })

    test('names its keys, and as many records as it has', async () => {
      for (const { manifest } of await readWithEach(snapshot =>
        Promise.resolve(snapshot)
      )) {
        const { client } = manifest.encryption
        expect(client?.recipients.length ?? 0).toBe(keys.length)
        expect(manifest.counts).toMatchObject({
          users: goldenLines(version, 'users').length,
          groups: goldenLines(version, 'groups').length,
          memberships: goldenLines(version, 'memberships').length
        })
      }
    })
  }
)
