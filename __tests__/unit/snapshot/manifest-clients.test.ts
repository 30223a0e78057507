import { describe, expect, test } from '@jest/globals'
import { READ_CAPS } from '../../../src/snapshot/limits.ts'
import {
  decodeManifest,
  encodeManifest
} from '../../../src/snapshot/manifest-codec.ts'
import {
  objectsOf,
  partKey,
  type Manifest
} from '../../../src/snapshot/manifest.ts'
import { ADDRESS, smallSnapshot } from '../../fixtures/small-snapshot.ts'

const refusal = expect.objectContaining({ code: 'manifest-invalid' })

describe('app clients, which have parts of their own', () => {
  /** A manifest of a snapshot with two of them, changed. */
  async function withClients(
    change: (clients: NonNullable<Manifest['clients']>) => void = () =>
      undefined
  ) {
    const { manifest } = await smallSnapshot({
      clients: [{ ClientId: 'cli' }, { ClientId: 'web' }]
    })
    const { clients } = manifest
    if (clients === undefined) throw new Error('no clients')
    change(clients)
    return decodeManifest(encodeManifest(manifest), ADDRESS)
  }

  test('are listed after all other objects', async () => {
    const manifest = await withClients(clients => (clients.leftOut = 5))
    expect(manifest.clients).toMatchObject({
      listed: 2,
      described: 2,
      leftOut: 5
    })
    expect(objectsOf(manifest).map(({ kind, key }) => [kind, key])).toEqual([
      ['pool', partKey(ADDRESS, 'pool', 0)],
      ['clients', partKey(ADDRESS, 'clients', 0)],
      ['clients', partKey(ADDRESS, 'clients', 1)]
    ])
  })

  test('are not there in a snapshot of format 1.0', async () => {
    const { manifest } = await smallSnapshot()
    expect(manifest.clients).toBeUndefined()
    expect(objectsOf(manifest)).toEqual(manifest.objects)
  })

  test.each<[string, (clients: NonNullable<Manifest['clients']>) => void]>([
    ['one too many', clients => (clients.described = 3)],
    ['a part less', clients => clients.objects.pop()],
    ['parts in another order', clients => clients.objects.reverse()],
    [
      'a part under a foreign key',
      ({ objects: [object] }) => {
        if (object) object.key = partKey(ADDRESS, 'users', 0)
      }
    ],
    ['a negative number', clients => (clients.leftOut = -1)],
    [
      'more than a reader takes',
      clients => (clients.described = READ_CAPS.clients + 1)
    ]
  ])('are refused with %s', async (_what, change) => {
    await expect(withClients(change)).rejects.toThrow(refusal)
  })
})
