import { gzipSync } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import { describe, expect, test } from '@jest/globals'
import {
  definitionCodec,
  MAX_DEFINITION_BYTES
} from '../../../src/snapshot/definition-codec.ts'
import { READ_CAPS } from '../../../src/snapshot/limits.ts'
import { partKey } from '../../../src/snapshot/manifest.ts'
import { firstLine } from '../../../src/snapshot/parts/part-frame.ts'
import type { PartKind } from '../../../src/snapshot/parts/part-kinds.ts'
import { openSnapshot, readRecords } from '../../../src/snapshot/reader.ts'
import type { Codec } from '../../../src/snapshot/records.ts'
import { X25519 } from '../../fixtures/age-keys.ts'
import { anyLine, textOverTheCap } from '../../fixtures/bombs.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot
} from '../../fixtures/small-snapshot.ts'
import { drain } from '../../fixtures/streams.ts'

const CONTENT = { users: [userRecord()], ageRecipients: [X25519.recipient] }

/** Reads a kind of which these bytes, encrypted, are the one object. */
async function read<R>(kind: PartKind, codec: Codec<R>, gzipped: Uint8Array) {
  const { fetch } = await smallSnapshot(CONTENT)
  const opened = await openSnapshot(ADDRESS, fetch, [X25519.identity])
  const encrypter = new Encrypter()
  encrypter.addRecipient(X25519.recipient)
  const bytes = await encrypter.encrypt(gzipped)
  const key = partKey(ADDRESS, kind, 0, true)
  const object = opened.manifest.objects.find(one => one.key === key)
  // As whoever knows the recipients can: the manifest is true of it.
  Object.assign(object ?? {}, {
    bytes: bytes.length,
    sha256: sha256(bytes),
    records: 1_000_000
  })
  return drain(readRecords(opened, kind, codec, () => Promise.resolve(bytes)))
}

describe('an object that grows under its encryption is refused', () => {
  test('when it is a line without an end', async () => {
    const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024))
    await expect(read('users', anyLine, bomb)).rejects.toMatchObject({
      code: 'snapshot-bomb'
    })
  })

  test('when it is too many lines', async () => {
    const { snapshotId } = ADDRESS
    const first = firstLine({ snapshotId, kind: 'users', index: 0 })
    const bomb = gzipSync(textOverTheCap(`${first}\n`), { level: 1 })
    await expect(read('users', anyLine, bomb)).rejects.toMatchObject({
      code: 'snapshot-bomb',
      message: expect.stringContaining(`than ${READ_CAPS.partTextBytes} bytes`)
    })
  })

  test('when it is too long a definition', async () => {
    const bomb = gzipSync(Buffer.alloc(MAX_DEFINITION_BYTES + 2048, '\n'))
    await expect(read('pool', definitionCodec, bomb)).rejects.toMatchObject({
      code: 'snapshot-bomb'
    })
  })
})
