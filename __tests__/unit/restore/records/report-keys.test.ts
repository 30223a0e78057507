import { describe, expect, test } from '@jest/globals'
import { reportEncryption } from '../../../../src/restore/records/report-keys.ts'
import { fingerprint } from '../../../../src/snapshot/age/age-keys.ts'
import { openSnapshot } from '../../../../src/snapshot/reader.ts'
import {
  HYBRID,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../../../fixtures/age-keys.ts'
import { fakeLog } from '../../../fixtures/fake-world.ts'
import { ADDRESS, smallSnapshot } from '../../../fixtures/small-snapshot.ts'

const BOTH = [X25519, X25519_BREAK_GLASS]
const recipientsOf = (keys: readonly TestKey[]) =>
  keys.map(({ recipient }) => recipient)

/** Which keys open the report of a restore, and what the log says. */
async function reportOf(
  snapshotFor: readonly TestKey[],
  identities: readonly TestKey[],
  recipients: readonly TestKey[] = []
) {
  const ageRecipients = recipientsOf(snapshotFor)
  const { fetch } = await smallSnapshot({ ageRecipients })
  const secrets = identities.map(({ identity }) => identity)
  const snapshot = await openSnapshot(ADDRESS, fetch, secrets)
  const log = fakeLog()
  const age = await reportEncryption(snapshot, recipientsOf(recipients), log)
  return { fingerprints: age?.fingerprints, lines: log.lines }
}

const named = (...keys: TestKey[]) => recipientsOf(keys).map(fingerprint).sort()

describe('the report of a restore', () => {
  test('of a plain snapshot is plain, unless keys are given', async () => {
    expect(await reportOf([], [])).toEqual({
      fingerprints: undefined,
      lines: []
    })
    expect(await reportOf([], [X25519])).toMatchObject({
      fingerprints: undefined
    })
    expect(await reportOf([], [], [HYBRID])).toEqual({
      fingerprints: named(HYBRID),
      lines: []
    })
  })

  test('opens with the identities that open the snapshot, and no others', async () => {
    const { fingerprints, lines } = await reportOf(BOTH, [HYBRID, ...BOTH])
    expect(fingerprints).toEqual(named(...BOTH))
    expect(lines).toEqual([])
  })

  test('says so when not all keys of the snapshot open it', async () => {
    const { fingerprints, lines } = await reportOf(BOTH, [X25519])
    expect(fingerprints).toEqual(named(X25519))
    expect(lines).toEqual([
      expect.stringMatching(/open with 1 of the 2 keys.*age-recipients/)
    ])
  })

  test('opens with the keys that are given, and no others', async () => {
    expect(await reportOf(BOTH, [X25519], BOTH)).toEqual({
      fingerprints: named(...BOTH),
      lines: []
    })
    const rotated = await reportOf(BOTH, [X25519], [HYBRID])
    expect(rotated.fingerprints).toEqual(named(HYBRID))
    expect(rotated.lines).toEqual([expect.stringContaining('0 of the 2 keys')])
  })
})
