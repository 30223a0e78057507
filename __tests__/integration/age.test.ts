import { gunzipSync, gzipSync } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { parseAddress } from '../../src/snapshot/address.ts'
import { fingerprint } from '../../src/snapshot/age/age-keys.ts'
import {
  decodeManifest,
  encodeManifest
} from '../../src/snapshot/manifest-codec.ts'
import type { Manifest } from '../../src/snapshot/manifest.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import {
  HYBRID,
  HYBRID_BREAK_GLASS,
  X25519,
  X25519_BREAK_GLASS,
  type TestKey
} from '../fixtures/age-keys.ts'
import { sha256 } from '../fixtures/small-snapshot.ts'

const PEOPLE = { users: 30, groups: 4, membershipsPerUser: 2 }

const recipientsOf = (...keys: TestKey[]) =>
  keys.map(({ recipient }) => recipient).join('\n')

/** What a run shows to people: all that it says but its masks. */
function shown({ stdout, stderr, summary, outputs }: ActionRun): string {
  const lines = stdout
    .split('\n')
    .filter(line => !line.startsWith('::add-mask'))
  return [...lines, stderr, summary, JSON.stringify(outputs)].join('\n')
}

async function open(bytes: Uint8Array, key: TestKey): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(key.identity)
  return gunzipSync(await decrypter.decrypt(bytes)).toString()
}

describe.each([
  ['X25519', X25519, X25519_BREAK_GLASS],
  ['hybrid', HYBRID, HYBRID_BREAK_GLASS]
])('a snapshot for two %s keys', (_kind, key, breakGlass) => {
  let simulator: Simulator
  let exported: ActionRun

  beforeAll(async () => {
    simulator = await startSimulator(PEOPLE)
    exported = await runExport(simulator, {
      'age-recipients': recipientsOf(key, breakGlass)
    })
  })
  afterAll(() => simulator.close())

  test('is written, and nothing but its manifest is legible', () => {
    expect(exported.exitCode).toBe(0)
    expect(annotations(exported, 'warning').join()).not.toContain('age')
    const objects = simulator.bucketObjects()
    const legible = objects.filter(({ key: name }) => !name.endsWith('.age'))
    expect(objects).toHaveLength(6)
    expect(legible.map(({ key: name }) => name)).toEqual([
      expect.stringMatching(/\/manifest\.json$/)
    ])
    for (const { key: name, bytes } of objects) {
      if (name.endsWith('.age')) {
        expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n/)
      }
      expect(bytes.includes(key.recipient)).toBe(false)
    }
    const { encryption } = JSON.parse(
      legible[0]?.bytes.toString() ?? ''
    ) as Manifest
    expect(encryption.client).toEqual({
      scheme: 'age',
      recipients: [key, breakGlass]
        .map(({ recipient }) => fingerprint(recipient))
        .sort()
    })
  })

  test('is planned and restored with either key, and the report opens with it', async () => {
    const planned = await runRestore(simulator, {
      'age-identity': breakGlass.text,
      'dry-run': 'true'
    })
    expect(planned.outputs['status']).toBe('planned')

    // Never less encryption than the snapshot has, though none is given.
    const restored = await runRestore(simulator, {
      'age-identity': key.text,
      'age-recipients': 'none'
    })
    expect(restored.exitCode).toBe(0)
    const source = simulator.poolState(simulator.userPoolId)
    const target = simulator.poolState(simulator.emptyUserPoolId)
    const comparison = comparePools(source, target)
    expect(comparison.differences).toEqual([])
    expect(restored.outputs).toMatchObject({
      status: 'complete',
      'users-created': String(comparison.users),
      'memberships-added': String(comparison.memberships),
      'report-uri': expect.stringMatching(/\/report\.ndjson\.gz\.age$/),
      'sub-map-uri': expect.stringMatching(/\/sub-map\.csv\.gz\.age$/)
    })
    expect(restored.stdout).toContain('1 of the 2 keys that open the snapshot')

    const left = simulator
      .bucketObjects()
      .filter(({ key: name }) => name.includes('/restores/'))
    // Neither the journal nor the list of created users holds personal data.
    const files = left.filter(
      ({ key: name }) => !/(\.json|\/created-\d+\.txt\.gz)$/.test(name)
    )
    expect(files.map(({ key: name }) => name.slice(-4))).toEqual([
      '.age',
      '.age'
    ])
    const [report = '', map = ''] = await Promise.all(
      files.map(({ bytes }) => open(bytes, key))
    )
    expect(report.trim().split('\n')).toHaveLength(PEOPLE.users)
    expect(map).toMatch(/^old_sub,new_sub\n/)
    expect(map.trim().split('\n')).toHaveLength(comparison.users + 1)
  })

  test('hides the key before anything else is said, and never shows it', async () => {
    const run = await runRestore(simulator, {
      'age-identity': `${key.text}\n${breakGlass.text}`,
      'dry-run': 'true'
    })
    expect(run.stdout.split('\n').slice(0, 2)).toEqual([
      `::add-mask::${key.identity}`,
      `::add-mask::${breakGlass.identity}`
    ])
    for (const { identity } of [key, breakGlass]) {
      expect(shown(run)).not.toContain(identity)
      expect(shown(run)).not.toContain(identity.slice(20, 50))
    }
  })
})

describe('a snapshot for one key', () => {
  let simulator: Simulator
  let manifestKey: string

  beforeAll(async () => {
    simulator = await startSimulator(PEOPLE)
    const older = await runExport(simulator, {
      'age-recipients': X25519.recipient
    })
    const run = await runExport(simulator, {
      'age-recipients': `# operations\n${X25519.recipient}`
    })
    expect([older.exitCode, run.exitCode]).toEqual([0, 0])
    expect(annotations(run, 'warning').join()).toMatch(
      /encrypted with age for one key.*offline/
    )
    // Ids are of one second, so that either export may be the latest.
    const uris = [older, run].map(
      ({ outputs }) => outputs['snapshot-uri'] ?? ''
    )
    const [, latest = ''] = uris.sort()
    manifestKey = `${latest.replace(/^s3:\/\/[^/]+\//, '')}manifest.json`
  })
  afterAll(() => simulator.close())

  const short = fingerprint(X25519.recipient).slice(0, 8)

  test.each([
    [
      'without a key',
      {},
      new RegExp(`for the key ${short}\\. Set the input age-identity`)
    ],
    [
      'with the key of somebody else',
      { 'age-identity': X25519_BREAK_GLASS.text },
      new RegExp(
        `does not open the snapshot, which is encrypted for the key ${short}`
      )
    ],
    [
      'with a key that has a mistake',
      { 'age-identity': `${X25519.identity.slice(0, -1)}P` },
      /age-identity has in line 1 a secret key with a mistake/
    ]
  ])(
    'is refused %s before a user is listed or anything is written',
    async (_what, inputs, sentence) => {
      simulator.resetStats()
      const run = await runRestore(simulator, inputs)
      expect(run.exitCode).toBe(1)
      expect(annotations(run, 'error')).toEqual([
        expect.stringMatching(sentence)
      ])
      expect(shown(run)).not.toContain('AGE-SECRET-KEY-1Y')
      const calls = Object.keys(simulator.stats().calls)
      expect(
        calls.filter(call => !/^(?:Get|List|Describe)/.test(call))
      ).toEqual([])
      expect(calls).not.toContain('ListUsers')
    }
  )

  /** Stores other bytes for a part of the latest snapshot, and a manifest to match. */
  function forge(name: string, bytes: Uint8Array): () => void {
    const base = manifestKey.replace(/manifest\.json$/, '')
    const uri = `s3://${simulator.bucket}/${base}`
    const before = [manifestKey, `${base}${name}`].map(key => ({
      key,
      bytes: stored(key)
    }))
    const manifest = decodeManifest(stored(manifestKey), parseAddress(uri))
    const object = manifest.objects.find(({ key }) => key.endsWith(name))
    if (object === undefined) throw new Error(`No ${name}`)
    object.bytes = bytes.length
    object.sha256 = sha256(bytes)
    simulator.replaceObject(object.key, Buffer.from(bytes))
    simulator.replaceObject(manifestKey, encodeManifest(manifest))
    return () => {
      for (const one of before) simulator.replaceObject(one.key, one.bytes)
    }
  }

  function stored(name: string): Buffer {
    const found = simulator.bucketObjects().find(({ key }) => key === name)
    if (found === undefined) throw new Error(`No ${name}`)
    return found.bytes
  }

  const USERS = 'users/part-00000.ndjson.gz.age'

  async function expectRefused(sentence: RegExp): Promise<void> {
    simulator.resetStats()
    const run = await runRestore(simulator, { 'age-identity': X25519.text })
    expect(run.exitCode).toBe(1)
    expect(annotations(run, 'error')).toEqual([expect.stringMatching(sentence)])
    expect(writesToPools(simulator.stats().calls)).toEqual([])
  }

  test('is refused with a part of the snapshot before it', async () => {
    const base = manifestKey.replace(/manifest\.json$/, '')
    const older = simulator
      .bucketObjects()
      .find(({ key }) => key.endsWith(USERS) && !key.startsWith(base))
    const undo = forge(USERS, older?.bytes ?? Buffer.of())
    await expectRefused(/does not say, under its encryption, that it is this/)
    undo()
  })

  test('is refused with a part in the place of another', async () => {
    const base = manifestKey.replace(/manifest\.json$/, '')
    const groups = stored(`${base}groups/part-00000.ndjson.gz.age`)
    const undo = forge(USERS, groups)
    await expectRefused(/does not say, under its encryption, that it is this/)
    undo()
  })

  test('is refused with a part that somebody else encrypted for the right key', async () => {
    const base = manifestKey.replace(/manifest\.json$/, '')
    const text = await open(stored(`${base}${USERS}`), X25519)
    const encrypter = new Encrypter()
    encrypter.addRecipient(X25519.recipient)
    const encrypt = (changed: string) => encrypter.encrypt(gzipSync(changed))

    const other = text.replace(/"snapshotId":"\d{8}/, '"snapshotId":"20200101')
    let undo = forge(USERS, await encrypt(other))
    await expectRefused(/does not say, under its encryption, that it is this/)
    undo()

    const changed = text.replace('"enabled":true', '"enabled":false')
    undo = forge(USERS, await encrypt(changed))
    await expectRefused(/does not end, under its encryption, with the count/)
    undo()
  })

  test('is restored once its own parts are back', async () => {
    const run = await runRestore(simulator, { 'age-identity': X25519.text })
    expect(annotations(run, 'error')).toEqual([])
    expect(run.outputs['status']).toBe('complete')
  })
})

test('a plain snapshot is restored with a key too, with a warning', async () => {
  const simulator = await startSimulator(PEOPLE)
  try {
    expect((await runExport(simulator)).exitCode).toBe(0)
    const run = await runRestore(simulator, { 'age-identity': X25519.text })
    expect(run.outputs['status']).toBe('complete')
    expect(annotations(run, 'warning').join()).toContain(
      'age-identity was not needed'
    )
  } finally {
    await simulator.close()
  }
})
