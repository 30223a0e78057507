import { describe, expect, test } from '@jest/globals'
import { vetSnapshot } from '../../../src/recover/vet-snapshot.ts'
import { X25519 } from '../../fixtures/age-keys.ts'
import {
  applyScene,
  CONTENT,
  RECOVERY_ID,
  type ApplyScene
} from '../../fixtures/applied-recovery.ts'

/** Vets the snapshot of a scene, whose objects may be damaged before. */
async function vet(
  scene: ApplyScene = {},
  damage: (objects: Map<string, Uint8Array>) => void = () => undefined
) {
  const { request, tools, outcome, objects, bucket } = await applyScene(scene)
  damage(objects)
  let error: unknown
  try {
    await vetSnapshot(request, { id: RECOVERY_ID }, tools, outcome)
  } catch (thrown) {
    error = thrown
  }
  const read = bucket.calls
    .filter(({ action }) => action.startsWith('GetObject'))
    .map(({ input }) => String(input['Key']))
  return { error, read, objects, outcome }
}

describe('a snapshot to apply a recovery with', () => {
  test('is read to its last byte', async () => {
    const { error, read, objects, outcome } = await vet()
    expect(error).toBeUndefined()
    expect([...new Set(read)].sort()).toEqual([...objects.keys()].sort())
    expect(outcome).toMatchObject({ users: 3, groups: 2, memberships: 3 })
  })

  test.each(['pool', 'users', 'groups', 'memberships'])(
    'is refused when a byte of its %s has changed',
    async kind => {
      const { error } = await vet({}, objects => {
        for (const [key, bytes] of objects) {
          if (!key.includes(`/${kind}`)) continue
          const changed = Buffer.from(bytes)
          changed.writeUInt8(changed.readUInt8(20) ^ 1, 20)
          objects.set(key, changed)
        }
      })
      expect(error).toMatchObject({ code: 'snapshot-digest' })
    }
  )

  test('is refused by its manifest before any part is read', async () => {
    const { error, read } = await vet({ manifest: { recovery: null } })
    expect(error).toMatchObject({ code: 'recovery-snapshot' })
    expect(read).toHaveLength(1)
  })

  test('is refused without the key that opens it', async () => {
    const content = { ...CONTENT, ageRecipients: [X25519.recipient] }
    const { error } = await vet({ content })
    expect(error).toMatchObject({ code: 'no-identity' })
    const opened = await vet({ content, ageIdentities: [X25519.identity] })
    expect(opened.error).toBeUndefined()
  })

  test('is not even opened when the key of the report is none', async () => {
    const { error, read } = await vet({ ageRecipients: ['age1nonsense'] })
    expect(error).toMatchObject({ code: 'input' })
    expect(read).toEqual([])
  })
})
