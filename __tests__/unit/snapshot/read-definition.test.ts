import { describe, expect, test } from '@jest/globals'
import { openSnapshot } from '../../../src/snapshot/reader.ts'
import { readDefinition } from '../../../src/snapshot/read-definition.ts'
import { X25519 } from '../../fixtures/age-keys.ts'
import {
  ADDRESS,
  smallSnapshot,
  type SnapshotContent
} from '../../fixtures/small-snapshot.ts'

const CLIENTS = [
  { ClientId: 'cli', hasClientSecret: false },
  { ClientId: 'web', ClientName: 'Ü' }
]

/** What is read of a snapshot with this content. */
async function read(
  content: SnapshotContent,
  change: (objects: Map<string, Uint8Array>) => void = () => undefined
) {
  const { objects, fetch } = await smallSnapshot(content)
  change(objects)
  const identities = content.ageRecipients ? [X25519.identity] : []
  const snapshot = await openSnapshot(ADDRESS, fetch, identities)
  return readDefinition(snapshot, fetch)
}

/** As format 1.0 has them. */
const within = (clients: unknown) => ({
  definition: { userPool: {}, clients } as SnapshotContent['definition'] &
    object
})

describe('the definition of a snapshot', () => {
  test('has its app clients from parts of their own', async () => {
    expect(await read({ clients: CLIENTS })).toEqual({
      definition: { userPool: { Name: 'people' }, mfaConfig: {} },
      clients: CLIENTS
    })
  })

  test('has them from parts that are encrypted', async () => {
    const ageRecipients = [X25519.recipient]
    const { clients } = await read({ clients: CLIENTS, ageRecipients })
    expect(clients).toEqual(CLIENTS)
  })

  test('has them from pool.json, where format 1.0 put them', async () => {
    expect(await read(within(CLIENTS))).toEqual({
      definition: { userPool: {}, mfaConfig: {} },
      clients: CLIENTS
    })
  })

  test('has none in a pool without any, and none are known that were not read', async () => {
    expect((await read({ clients: [] })).clients).toEqual([])
    expect((await read({})).clients).toBeUndefined()
  })

  test.each([1, {}, ['web'], [null], [[]]])(
    'is refused where its clients are %j',
    async clients => {
      await expect(read(within(clients))).rejects.toMatchObject({
        code: 'snapshot-invalid'
      })
    }
  )

  test('is refused where a part of clients is another than was written', async () => {
    await expect(
      read({ clients: CLIENTS }, objects => {
        const keys = [...objects.keys()].filter(key => key.includes('clients/'))
        const [first = '', second = ''] = keys
        objects.set(first, objects.get(second) ?? Buffer.of())
      })
    ).rejects.toMatchObject({ code: expect.stringMatching(/^snapshot-/) })
  })
})
