import { describe, expect, test } from '@jest/globals'
import { encodeManifest } from '../../../src/snapshot/manifest-codec.ts'
import { packParts } from '../../../src/snapshot/parts/part-writer.ts'
import { sha256, type SmallSnapshot } from '../../fixtures/small-snapshot.ts'
import { drain, streamOf } from '../../fixtures/streams.ts'
import {
  CONTENT,
  keyOf,
  MANIFEST,
  verify
} from '../../fixtures/verify-scene.ts'

const content = {
  ...CONTENT,
  clients: [{ ClientId: 'cli' }, { ClientId: 'web' }]
}
const FIRST = 'clients/part-00000.ndjson.gz'

describe('app clients in parts of their own', () => {
  test.each(['contents', 'headers'] as const)(
    'are verified by their %s',
    async level => {
      const { codes, error, bucket } = await verify({ content, level })
      expect(error).toBeUndefined()
      expect(codes).toEqual([])
      const asked = bucket.calls.map(({ input }) => String(input['Key']))
      expect(asked.filter(key => key.endsWith(FIRST))).not.toEqual([])
    }
  )

  test.each(['contents', 'headers'] as const)(
    'are missed, with verify-level %s',
    async level => {
      const { codes } = await verify({
        content,
        level,
        damage: snapshot => snapshot.objects.delete(keyOf(snapshot, FIRST))
      })
      expect(codes).toEqual(['snapshot-missing'])
    }
  )

  test('are another size than the manifest says', async () => {
    const { codes } = await verify({
      content,
      damage: snapshot =>
        snapshot.objects.set(keyOf(snapshot, FIRST), Buffer.of(1, 2, 3))
    })
    expect(codes).toEqual(['snapshot-truncated'])
  })

  test.each([
    ['no object', '["web"]'],
    ['no JSON', 'web'],
    ['in another form than they are written in', '{"ClientId": "web"}']
  ])('are %s', async (_what, line) => {
    const part = await partOf(line)
    const { codes } = await verify({
      content,
      damage: snapshot => replace(snapshot, part)
    })
    expect(codes).toEqual(['snapshot-invalid'])
  })

  test('are not in the manifest, and lie there', async () => {
    const { codes } = await verify({
      content,
      damage: snapshot => {
        delete snapshot.manifest.clients
        snapshot.objects.set(MANIFEST, encodeManifest(snapshot.manifest))
      }
    })
    expect(codes).toEqual(['object-unlisted'])
  })
})

async function partOf(line: string): Promise<Buffer> {
  const [part] = await drain(packParts('clients', streamOf([[line]])))
  if (part === undefined) throw new Error('no part')
  return part.bytes
}

/** Puts bytes in the place of the first part, with a manifest that fits. */
function replace(snapshot: SmallSnapshot, bytes: Buffer): void {
  const [object] = snapshot.manifest.clients?.objects ?? []
  if (object === undefined) throw new Error('no clients')
  Object.assign(object, { bytes: bytes.length, sha256: sha256(bytes) })
  snapshot.objects.set(object.key, bytes)
  snapshot.objects.set(MANIFEST, encodeManifest(snapshot.manifest))
}
