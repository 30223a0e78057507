import { describe, expect, test } from '@jest/globals'
import { decodeManifest } from '../../../../src/snapshot/manifest-codec.ts'
import { manifestKey } from '../../../../src/snapshot/manifest.ts'
import { userCodec } from '../../../../src/snapshot/records.ts'
import { X25519 } from '../../../fixtures/age-keys.ts'
import { objectInPlace } from '../../../fixtures/object-in-place.ts'
import { codeOf } from '../../../fixtures/refusals.ts'
import { groupRecord, userRecord } from '../../../fixtures/snapshot-records.ts'
import { ADDRESS, smallSnapshot } from '../../../fixtures/small-snapshot.ts'
import { drain } from '../../../fixtures/streams.ts'

/** Flips each bit in place, says in which byte, and flips it back. */
function* flipEachBit(bytes: Buffer): Generator<number> {
  for (const [place, byte] of bytes.entries()) {
    for (let bit = 0; bit < 8; bit += 1) {
      bytes[place] = byte ^ (1 << bit)
      yield place
    }
    bytes[place] = byte
  }
}

describe('an object that age does not vouch for is refused as damaged', () => {
  const onePart = () => objectInPlace('users', userCodec, [X25519.recipient])

  test('whichever of its bits is flipped, although the manifest is true of it', async () => {
    const { whole, read } = await onePart()
    expect(await drain(read(whole))).toEqual([[userRecord()]])
    const codes = new Set<string>()
    for (const _ of flipEachBit(whole)) {
      codes.add(await codeOf(drain(read(whole))))
    }
    expect([...codes]).toEqual(['snapshot-damaged'])
    expect(await drain(read(whole))).toEqual([[userRecord()]])
  })

  test('at whichever length it is cut off, and when a byte follows it', async () => {
    const { whole, read } = await onePart()
    const codes = new Set<string>()
    for (const length of whole.keys()) {
      codes.add(await codeOf(drain(read(whole.subarray(0, length)))))
    }
    for (const more of [Buffer.of(0), Buffer.of(0x0a), whole]) {
      codes.add(await codeOf(drain(read(Buffer.concat([whole, more])))))
    }
    expect([...codes]).toEqual(['snapshot-damaged'])
  })
})

test('a manifest in which any bit is flipped is refused', async () => {
  const { objects } = await smallSnapshot({
    users: [userRecord()],
    groups: [groupRecord()],
    memberships: [{ group: 'admins', username: 'ada' }]
  })
  const bytes = Buffer.from(objects.get(manifestKey(ADDRESS)) ?? '')
  const major = bytes.indexOf('"major": ') + '"major": '.length
  const places = new Map<string, Set<number>>()
  for (const place of flipEachBit(bytes)) {
    const code = await codeOf(
      new Promise(resolve => resolve(decodeManifest(bytes, ADDRESS)))
    )
    places.set(code, (places.get(code) ?? new Set()).add(place))
  }
  // In another digit the same manifest is one of another format.
  expect([...places.keys()].sort()).toEqual([
    'manifest-invalid',
    'snapshot-version'
  ])
  expect(places.get('snapshot-version')).toEqual(new Set([major]))
})
