import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import {
  definitionCodec,
  encodeDefinition
} from '../../../../src/snapshot/definition-codec.ts'
import { PART_LIMITS, READ_CAPS } from '../../../../src/snapshot/limits.ts'
import {
  decodeManifest,
  encodeManifest
} from '../../../../src/snapshot/manifest-codec.ts'
import { partKey } from '../../../../src/snapshot/manifest.ts'
import { packParts } from '../../../../src/snapshot/parts/part-writer.ts'
import { objectInPlace } from '../../../fixtures/object-in-place.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot
} from '../../../fixtures/small-snapshot.ts'
import { drain, streamOf } from '../../../fixtures/streams.ts'

afterEach(() => {
  jest.restoreAllMocks()
})

describe('a definition', () => {
  test('that is longer than other parts, and doesn’t compress, is still one part', async () => {
    const image = randomBytes(2 * PART_LIMITS.closeAtBytes).toString('base64')
    const line = encodeDefinition({ userPool: {}, branding: { image } })
    const parts = await drain(packParts('pool', streamOf([[line]])))
    expect(parts).toHaveLength(1)
    const { read } = await objectInPlace('pool', definitionCodec)
    const pages = await drain(read(parts[0]?.bytes ?? Buffer.of()))
    expect(pages.flat()).toEqual([{ userPool: {}, branding: { image } }])
  })

  test('is not written when it is larger than a reader takes', () => {
    const cap = 1024 * 1024
    jest.replaceProperty(READ_CAPS, 'definitionBytes', cap)
    const content = (length: number) => ({
      userPool: { Name: 'a'.repeat(length) }
    })
    const most = cap - '{"userPool":{"Name":""}}'.length - '\n'.length
    expect(encodeDefinition(content(most))).toHaveLength(cap - 1)
    expect(() => encodeDefinition(content(most + 1))).toThrow(
      expect.objectContaining({
        code: 'cognito-answer',
        message: expect.stringContaining(
          'has more in its field userPool than a snapshot holds'
        )
      })
    )
  })
})

test('a manifest with more objects than any pool needs is refused', async () => {
  const { manifest } = await smallSnapshot()
  expect(manifest.objects).toHaveLength(1)
  const users = Array.from({ length: READ_CAPS.objects }, (_, index) => ({
    key: partKey(ADDRESS, 'users', index),
    kind: 'users' as const,
    index,
    bytes: 1,
    sha256: sha256(''),
    records: 0,
    versionId: null
  }))
  const decodeWith = (more: typeof users) => {
    const objects = [...manifest.objects, ...more]
    return decodeManifest(encodeManifest({ ...manifest, objects }), ADDRESS)
  }
  const most = decodeWith(users.slice(0, -1))
  expect(most.objects).toHaveLength(READ_CAPS.objects)
  expect(() => decodeWith(users)).toThrow(
    expect.objectContaining({ code: 'manifest-invalid' })
  )
})
