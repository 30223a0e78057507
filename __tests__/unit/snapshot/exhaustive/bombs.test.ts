import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { createAgeWriter } from '../../../../src/snapshot/age/age-writer.ts'
import { definitionCodec } from '../../../../src/snapshot/definition-codec.ts'
import { READ_CAPS } from '../../../../src/snapshot/limits.ts'
import { MAX_LINE_BYTES } from '../../../../src/snapshot/parts/lines.ts'
import {
  FRAME_BYTES,
  firstLine
} from '../../../../src/snapshot/parts/part-frame.ts'
import type { Codec } from '../../../../src/snapshot/records.ts'
import { X25519 } from '../../../fixtures/age-keys.ts'
import { gzipOf, repeated } from '../../../fixtures/forged-snapshots.ts'
import { objectInPlace } from '../../../fixtures/object-in-place.ts'
import { ADDRESS } from '../../../fixtures/small-snapshot.ts'
import { drain } from '../../../fixtures/streams.ts'

const MiB = 1024 * 1024

afterEach(() => {
  jest.restoreAllMocks()
})

/** Takes each line for a record and keeps none, so that all of them fit in memory. */
const anyLine: Codec<null> = { encode: () => '', decode: () => null }

describe.each([
  ['a plain', [], ''],
  [
    'an encrypted',
    [X25519.recipient],
    `${firstLine({ snapshotId: ADDRESS.snapshotId, kind: 'users', index: 0 })}\n`
  ]
])('%s object that grows while it is read', (_kind, recipients, first) => {
  const store = async (gzipped: Buffer) =>
    recipients.length === 0
      ? gzipped
      : (await createAgeWriter(recipients)).encrypt([gzipped])

  test('is refused when it holds more lines than it may, each of them short enough', async () => {
    const cap = 2 * MiB
    jest.replaceProperty(READ_CAPS, 'partTextBytes', cap)
    const line = `${'a'.repeat(MAX_LINE_BYTES - 1)}\n`
    const lines = repeated(line, cap + 1)
    const bytes = await store(gzipOf([first, ...lines]))
    const { read } = await objectInPlace('users', anyLine, recipients)
    await expect(drain(read(bytes, 1_000_000))).rejects.toMatchObject({
      code: 'snapshot-bomb',
      message: expect.stringContaining(`than ${cap} bytes`)
    })
  })

  test('is refused when it is too long a definition', async () => {
    jest.replaceProperty(READ_CAPS, 'definitionBytes', MiB)
    const cap = MiB + (first === '' ? 0 : FRAME_BYTES)
    const most = repeated('\n', MiB)
    const more = '\n'.repeat(cap - MiB + 1)
    const bytes = await store(gzipOf([...most, more]))
    const { read } = await objectInPlace('pool', definitionCodec, recipients)
    await expect(drain(read(bytes))).rejects.toMatchObject({
      code: 'snapshot-bomb',
      message: expect.stringContaining(`than ${cap} bytes`)
    })
  })
})
