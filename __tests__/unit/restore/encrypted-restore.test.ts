import { gunzipSync } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { describe, expect, test } from '@jest/globals'
import { openRecords } from '../../../src/restore/records/restore-records.ts'
import { openSnapshot } from '../../../src/snapshot/reader.ts'
import { manifestKey } from '../../../src/snapshot/manifest.ts'
import { HYBRID, X25519, X25519_BREAK_GLASS } from '../../fixtures/age-keys.ts'
import { memoryBucket } from '../../fixtures/fake-bucket.ts'
import {
  countingBytes,
  fakeClock,
  NEVER,
  UNHURRIED
} from '../../fixtures/fake-world.ts'
import { inWords, restore } from '../../fixtures/restore-scene.ts'
import { ADDRESS, smallSnapshot } from '../../fixtures/small-snapshot.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'

const CONTENT = {
  users: [userRecord()],
  groups: [groupRecord()],
  memberships: [{ group: 'admins', username: 'ada' }]
}
const ageRecipients = [X25519.recipient, X25519_BREAK_GLASS.recipient]
const ENCRYPTED = { content: { ...CONTENT, ageRecipients } }

/** The text of a stored file, opened with a key. */
async function open(
  stored: ReadonlyMap<string, Uint8Array>,
  name: string,
  identity: string
): Promise<string> {
  const [, bytes = Buffer.of()] =
    [...stored].find(([key]) => key.endsWith(name)) ?? []
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return gunzipSync(await decrypter.decrypt(bytes)).toString()
}

const withoutJson = (stored: ReadonlyMap<string, unknown>) =>
  [...stored.keys()]
    .map(key => key.replace(/^.*\//, ''))
    .filter(name => !name.endsWith('.json'))

describe('a restore of an encrypted snapshot', () => {
  test('with its key does what that of a plain one does', async () => {
    const encrypted = await restore({
      ...ENCRYPTED,
      ageIdentities: [X25519.identity]
    })
    const plain = await restore({ content: CONTENT })
    expect(encrypted.error).toBeUndefined()
    expect(inWords(encrypted)).toEqual(inWords(plain))
    expect(inWords(encrypted)).toContain('AdminCreateUser ada')
    expect(encrypted.outcome.warnings).toEqual(plain.outcome.warnings)
  })

  test('leaves a report and a map that its key opens', async () => {
    const { stored, outcome } = await restore({
      ...ENCRYPTED,
      ageIdentities: [X25519.identity]
    })
    expect(withoutJson(stored)).toEqual([
      'report.ndjson.gz.age',
      'sub-map.csv.gz.age'
    ])
    expect(outcome.report?.uri).toMatch(/report\.ndjson\.gz\.age$/)
    const report = await open(
      stored,
      outcome.report?.uri?.slice(-20) ?? '',
      X25519.identity
    )
    expect(JSON.parse(report)).toMatchObject({
      username: 'ada',
      result: 'created'
    })
    const map = await open(stored, 'sub-map.csv.gz.age', X25519.identity)
    expect(map).toMatch(/^old_sub,new_sub\n/)
  })

  test('leaves them for the keys that it was given', async () => {
    const { stored } = await restore({
      ...ENCRYPTED,
      ageIdentities: [X25519.identity],
      ageRecipients: [HYBRID.recipient]
    })
    const report = await open(stored, 'report.ndjson.gz.age', HYBRID.identity)
    expect(report).toContain('"ada"')
    await expect(
      open(stored, 'report.ndjson.gz.age', X25519.identity)
    ).rejects.toThrow('no identity matched')
  })

  test.each([
    ['no key', [], 'no-identity'],
    ['the key of somebody else', [HYBRID.identity], 'wrong-identity']
  ])(
    'with %s ends before its users are looked at',
    async (_what, ageIdentities, code) => {
      const { error, pool, stored, outcome } = await restore({
        ...ENCRYPTED,
        ageIdentities
      })
      expect(error).toMatchObject({ code })
      expect(String(error)).not.toContain('AGE-SECRET-KEY')
      expect(pool.calls.map(({ operation }) => operation)).not.toContain(
        'ListUsers'
      )
      expect(stored.size).toBe(0)
      expect(outcome.status).toBe('failed')
    }
  )

  test('never has a plain report, whatever a caller forgets', async () => {
    const { fetch } = await smallSnapshot(ENCRYPTED.content)
    const snapshot = await openSnapshot(ADDRESS, fetch, [X25519.identity])
    const { bucket, objects } = memoryBucket()
    const tools = {
      bucket,
      clock: fakeClock().clock,
      randomBytes: countingBytes(),
      signal: NEVER,
      ending: UNHURRIED
    }
    await expect(openRecords(snapshot, 'eu-west-1_A', tools)).rejects.toThrow(
      'must be encrypted'
    )
    expect(objects.size).toBe(0)
  })
})

describe('a restore of a plain snapshot', () => {
  test('with a key goes on, and says that the key was not needed', async () => {
    const { error, outcome, stored } = await restore({
      content: CONTENT,
      ageIdentities: [X25519.identity]
    })
    expect(error).toBeUndefined()
    expect(outcome.warnings.map(({ title }) => title)).toEqual([
      'The snapshot is not encrypted with age'
    ])
    expect(withoutJson(stored)).toEqual(['report.ndjson.gz', 'sub-map.csv.gz'])
  })

  test('encrypts its report where keys are given for that', async () => {
    const { stored } = await restore({
      content: CONTENT,
      ageRecipients: [X25519.recipient]
    })
    const report = await open(stored, 'report.ndjson.gz.age', X25519.identity)
    expect(report).toContain('"ada"')
  })
})

test('the identity of the snapshot is told only from its manifest', async () => {
  const { objects } = await smallSnapshot(ENCRYPTED.content)
  const manifest = Buffer.from(objects.get(manifestKey(ADDRESS)) ?? '')
  for (const recipient of ageRecipients) {
    expect(manifest.includes(recipient)).toBe(false)
  }
})
