import { describe, expect, test } from '@jest/globals'
import { encodeManifest } from '../../../src/snapshot/manifest-codec.ts'
import type { SmallSnapshot } from '../../fixtures/small-snapshot.ts'
import { sha256 } from '../../fixtures/small-snapshot.ts'
import { X25519 } from '../../fixtures/age-keys.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'
import {
  CONTENT,
  HOUR,
  keyOf,
  MANIFEST,
  verify
} from '../../fixtures/verify-scene.ts'

/** Stores the manifest anew after a change. */
function rewrite(change: (snapshot: SmallSnapshot) => void) {
  return (snapshot: SmallSnapshot) => {
    change(snapshot)
    snapshot.objects.set(MANIFEST, encodeManifest(snapshot.manifest))
  }
}

describe('a whole snapshot', () => {
  test.each(['contents', 'headers'] as const)(
    'is verified by its %s, and touches no pool',
    async level => {
      const { outcome, codes, error, bucket } = await verify({ level })
      expect(error).toBeUndefined()
      expect(codes).toEqual([])
      expect(outcome).toMatchObject({
        status: 'complete',
        wouldRestore: true,
        level,
        users: 3,
        groups: 2,
        memberships: 2,
        skipped: { 'no-username': 0, 'mfa-protected': 0, federated: 0 },
        mfaUnknown: 0,
        billedUsers: 0,
        snapshotAgeMs: HOUR,
        pool: undefined,
        drift: undefined
      })
      const got = bucket.calls.filter(
        ({ action, command }) =>
          action === 'GetObject' && command === 'GetObjectCommand'
      )
      expect(got.map(({ input }) => input['Key'])).toEqual([MANIFEST])
      const commands = bucket.calls.map(({ input }) => Object.keys(input))
      expect(commands.flat()).not.toContain('Body')
    }
  )

  test('of which every byte was read tells what only its users tell', async () => {
    const users = [
      userRecord(),
      userRecord({ username: 'fed', sub: 'f', skip: ['federated'] })
    ]
    const { outcome } = await verify({ content: { users } })
    expect(outcome).toMatchObject({
      skippedUsers: 1,
      byStatus: { CONFIRMED: 2 }
    })
    const headers = await verify({ content: { users }, level: 'headers' })
    expect(headers.outcome).toMatchObject({
      skippedUsers: undefined,
      byStatus: undefined,
      skipped: { federated: 1 }
    })
  })

  test('is read in the versions that its manifest names', async () => {
    const { bucket } = await verify()
    const parts = bucket.calls.filter(
      ({ input }) => input['Key'] !== undefined && input['Key'] !== MANIFEST
    )
    expect(new Set(parts.map(({ input }) => input['VersionId']))).toEqual(
      new Set(['v1'])
    )
    expect(parts).toHaveLength(16)
  })
})

describe('everything that is wrong is found, not only the first', () => {
  test('in parts', async () => {
    const { outcome, codes, error } = await verify({
      damage: snapshot => {
        const { objects } = snapshot
        const change = (ending: string, bytes: Buffer) =>
          objects.set(keyOf(snapshot, ending), bytes)
        const cut = (ending: string) =>
          Buffer.from(objects.get(keyOf(snapshot, ending)) ?? '').subarray(
            0,
            -1
          )
        objects.delete(keyOf(snapshot, 'groups/part-00000.ndjson.gz'))
        change('users/part-00000.ndjson.gz', cut('users/part-00000.ndjson.gz'))
        change('users/part-00001.ndjson.gz', cut('users/part-00001.ndjson.gz'))
        const flipped = cut('users/part-00002.ndjson.gz')
        change(
          'users/part-00002.ndjson.gz',
          Buffer.concat([flipped, Buffer.of(99)])
        )
        objects.set(`${keyOf(snapshot, 'pool.json.gz')}.extra`, Buffer.of(1))
      }
    })
    expect(codes.sort()).toEqual([
      'object-unlisted',
      'snapshot-digest',
      'snapshot-missing',
      'snapshot-truncated'
    ])
    expect(outcome).toMatchObject({ status: 'failed', wouldRestore: false })
    expect(
      outcome.findings.find(({ code }) => code === 'snapshot-truncated')?.count
    ).toBe(2)
    expect(error).toMatchObject({
      code: 'snapshot-findings',
      message: expect.stringMatching(
        /would not restore\. 1\) \[snapshot-.+4\) \[object-unlisted\]/s
      )
    })
    // Nobody says how many users a snapshot has whose parts can't be read.
    expect(outcome).toMatchObject({ skippedUsers: undefined })
  })

  test('and one thing alone has its own code', async () => {
    const { error } = await verify({
      damage: ({ objects }) =>
        objects.delete(keyOf({ objects } as never, 'pool.json.gz'))
    })
    expect(error).toMatchObject({ code: 'snapshot-missing' })
  })

  test('in records that contradict the manifest', async () => {
    const { codes, outcome } = await verify({
      damage: rewrite(({ manifest }) => {
        manifest.counts.byStatus = { UNCONFIRMED: 3 }
      })
    })
    expect(codes).toEqual(['snapshot-counts'])
    expect(outcome.wouldRestore).toBe(false)
  })

  test('in memberships of groups that are not there', async () => {
    const { codes } = await verify({ content: { ...CONTENT, groups: [] } })
    expect(codes).toEqual(['snapshot-membership'])
  })

  test('which headers alone can not find', async () => {
    const { error } = await verify({
      content: { ...CONTENT, groups: [] },
      level: 'headers'
    })
    expect(error).toBeUndefined()
  })
})

describe('what a restore does not mind', () => {
  test.each<[string, string, Parameters<typeof verify>[0]]>([
    [
      'an object that nobody listed',
      'object-unlisted',
      {
        damage: ({ objects }) =>
          objects.set(MANIFEST.replace('manifest.json', 'x'), Buffer.of(1))
      }
    ],
    [
      'an object that was stored over another',
      'object-versions',
      {
        answer: (command, input) =>
          command === 'ListVersions'
            ? {
                Versions: [
                  {
                    Key: MANIFEST.replace('manifest.json', 'pool.json.gz'),
                    VersionId: 'v2',
                    IsLatest: true
                  },
                  {
                    Key: MANIFEST.replace('manifest.json', 'pool.json.gz'),
                    VersionId: 'v1',
                    IsLatest: false
                  }
                ].filter(({ Key }) => Key.startsWith(String(input['Prefix'])))
              }
            : undefined
      }
    ],
    ['its age', 'snapshot-too-old', { conditions: { maxAgeMs: HOUR - 1 } }],
    ['a time to come', 'snapshot-from-future', { age: -HOUR }]
  ])('%s, fails the verification all the same', async (_what, code, scene) => {
    for (const level of ['contents', 'headers'] as const) {
      const { outcome, error } = await verify({ ...scene, level })
      expect(error).toMatchObject({
        code,
        message: expect.stringContaining('would restore, and is not as it')
      })
      expect(outcome).toMatchObject({ status: 'failed', wouldRestore: true })
    }
  })

  test('that its bucket kept no versions, is a remark', async () => {
    const { codes, error } = await verify({
      damage: rewrite(({ manifest }) => {
        for (const object of manifest.objects) object.versionId = null
      })
    })
    expect(error).toBeUndefined()
    expect(codes).toEqual(['bucket-unversioned'])
  })

  test('what a pool in use brings about, is a remark', async () => {
    const { codes, outcome, error } = await verify({
      content: {
        ...CONTENT,
        users: [...(CONTENT.users ?? []), userRecord({ sub: 'once more' })],
        memberships: [{ group: 'staff', username: 'signed up meanwhile' }]
      }
    })
    expect(error).toBeUndefined()
    expect(codes).toEqual(['username-twice', 'membership-of-nobody'])
    expect(outcome.status).toBe('complete')
    expect(outcome.warnings.map(({ title }) => title)).toEqual(
      codes.map(code => `Verify: ${code}`)
    )
    expect(JSON.stringify(outcome)).not.toMatch(
      /signed up meanwhile|once more|"ada/
    )
  })
})

describe('a manifest', () => {
  test('with another digest than the pin is read no further', async () => {
    const { codes, outcome, bucket } = await verify({
      conditions: { manifestSha256: 'ab'.repeat(32) }
    })
    expect(codes).toEqual(['manifest-pin'])
    expect(outcome).toMatchObject({ wouldRestore: false, users: undefined })
    // The listing, and twice the manifest: a bit may have flipped on the way.
    expect(bucket.calls).toHaveLength(3)
  })

  test('with the very digest is fine', async () => {
    const { snapshot } = await verify()
    const manifestSha256 = sha256(snapshot.objects.get(MANIFEST) ?? '')
    const { outcome } = await verify({ conditions: { manifestSha256 } })
    expect(outcome.status).toBe('complete')
  })

  test('that was stored over another is found, and all else is read', async () => {
    const versions = [
      { Key: MANIFEST, VersionId: 'v2', IsLatest: true },
      { Key: MANIFEST, VersionId: 'v1', IsLatest: false }
    ]
    const { codes, outcome } = await verify({
      answer: command =>
        command === 'ListVersions' ? { Versions: versions } : undefined
    })
    expect(codes).toEqual(['manifest-versions'])
    expect(outcome).toMatchObject({ wouldRestore: false, skippedUsers: 0 })
  })

  test('that is not there is a finding too', async () => {
    const { codes, outcome, error } = await verify({
      damage: ({ objects }) => objects.clear()
    })
    expect(codes).toEqual(['no-snapshot'])
    expect(outcome.wouldRestore).toBe(false)
    expect(error).toMatchObject({ code: 'no-snapshot' })
  })
})

describe('an encrypted snapshot', () => {
  const content = { ...CONTENT, ageRecipients: [X25519.recipient] }

  test('is verified by its headers without any key', async () => {
    const { codes, error } = await verify({ content, level: 'headers' })
    expect(error).toBeUndefined()
    expect(codes).toEqual([])
  })

  test('is asked after by no call, unless its contents can be read', async () => {
    const { codes, error, bucket, outcome } = await verify({ content })
    expect(error).toMatchObject({ code: 'no-identity' })
    expect(codes).toEqual([])
    expect(outcome.wouldRestore).toBeUndefined()
    const commands = bucket.calls.map(({ command }) => command)
    expect(commands).not.toContain('HeadObjectCommand')
  })
})

describe('what is no fault of the snapshot is never said of it', () => {
  test.each([
    ['network', 'ECONNRESET'],
    ['access-denied', 'AccessDenied'],
    ['aws', 'InternalError']
  ] as const)('%s', async (code, awsCode) => {
    for (const at of [
      'GetObject',
      'HeadObject',
      'ListVersions',
      'ListFolders'
    ]) {
      if (at === 'ListVersions' && code === 'access-denied') continue
      const { outcome, codes, error } = await verify({
        answer: (command, input) => {
          if (command !== at || input['Key'] === MANIFEST) return undefined
          throw awsFailure(awsCode, { code })
        }
      })
      expect(error).toMatchObject({ code })
      expect(codes).toEqual([])
      expect(outcome).toMatchObject({
        status: 'failed',
        wouldRestore: undefined
      })
    }
  })

  test('a cancellation', async () => {
    const stop = new AbortController()
    const { codes, error } = await verify({
      signal: stop.signal,
      answer: command => {
        if (command === 'HeadObject') stop.abort()
        return undefined
      }
    })
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(codes).toEqual([])
  })
})
