import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test
} from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { runExport, runRestore, runVerify } from '../fixtures/run-here.ts'
import { backdateSnapshots } from '../fixtures/backdate.ts'
import { personalValues, shownBy } from '../fixtures/restore-runs.ts'

let simulator: Simulator
let exported: Record<string, string>

beforeAll(async () => {
  simulator = await startSimulator({
    users: 200,
    groups: 4,
    membershipsPerUser: 2
  })
  const run = await runExport(simulator)
  expect(run.exitCode).toBe(0)
  exported = run.outputs
})
afterEach(() => {
  simulator.deny([])
})
afterAll(() => simulator.close())

const manifestKey = () =>
  `${(exported['snapshot-uri'] ?? '').replace(/^s3:\/\/[^/]+\//, '')}manifest.json`

describe('a whole snapshot', () => {
  test('is verified byte by byte, without a call to a pool', async () => {
    simulator.resetStats()
    const run = await runVerify(simulator, { 'max-age': '26h' })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      findings: '',
      users: '200',
      groups: '4',
      memberships: '400',
      'skipped-users': '0',
      'snapshot-id': exported['snapshot-id'],
      'manifest-sha256': exported['manifest-sha256'],
      'snapshot-age-hours': '0',
      'billed-users': '0'
    })
    expect(run.outputs).not.toHaveProperty('error-code')
    expect(run.summary.split('\n')[0]).toBe(
      `## ✅ The snapshot ${exported['snapshot-id']} would restore: it holds 200 users, every byte as it was written`
    )
    expect(Object.keys(simulator.stats().calls).sort()).toEqual([
      'GetObject',
      'HeadObject',
      'ListObjectVersions',
      'ListObjectsV2'
    ])
  })

  test('is looked at by its headers, without reading a part', async () => {
    simulator.resetStats()
    const run = await runVerify(simulator, { 'verify-level': 'headers' })
    expect(run.outputs).toMatchObject({ status: 'complete', findings: '' })
    // Five parts and the manifest, which is read too.
    expect(simulator.stats().calls).toMatchObject({
      GetObject: 1,
      HeadObject: 6
    })
  })

  test('is found by its address alone', async () => {
    const run = await runVerify(simulator, {
      'source-user-pool-id': 'same',
      bucket: 'none',
      snapshot: exported['snapshot-uri'] ?? '',
      'manifest-sha256': exported['manifest-sha256'] ?? ''
    })
    expect(run.outputs).toMatchObject({ status: 'complete' })
  })

  test('needs nothing but to read: what could not be checked is told', async () => {
    simulator.deny([
      's3:GetObjectVersion',
      's3:ListBucketVersions',
      's3:PutObject',
      's3:Delete*',
      'cognito-idp:*',
      'kms:GenerateDataKey'
    ])
    const run = await runVerify(simulator)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      findings: 'versions-unchecked'
    })
    expect(annotations(run, 'warning')).toHaveLength(1)
  })
})

describe('a snapshot that is not what it should be', () => {
  const REFUSALS: [string, Record<string, string>][] = [
    ['snapshot-too-old', { 'max-age': '1h' }],
    ['manifest-pin', { 'manifest-sha256': 'ab'.repeat(32) }]
  ]

  test.each(REFUSALS)('%s, is refused by both modes', async (code, inputs) => {
    const restoreDates = backdateSnapshots(simulator, 2 * 3_600_000)
    simulator.resetStats()
    for (const run of [
      await runVerify(simulator, inputs),
      await runRestore(simulator, inputs)
    ]) {
      expect(run.exitCode).toBe(1)
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': code
      })
      expect(annotations(run, 'error')).toHaveLength(1)
    }
    expect(writesToPools(simulator.stats().calls)).toEqual([])
    restoreDates()
  })

  test('damaged in many ways at once, is told all of them', async () => {
    const objects = simulator
      .bucketObjects()
      .filter(({ key }) => !key.includes('/restores/'))
    const [groups, memberships, users] = [
      '/groups/',
      '/memberships/',
      '/users/'
    ]
      .map(part => objects.find(({ key }) => key.includes(part)))
      .map(object => object ?? { key: '', bytes: Buffer.of() })
    if (!groups || !memberships || !users) throw new Error('no parts')
    simulator.replaceObject(groups.key, groups.bytes.subarray(1))
    simulator.replaceObject(
      memberships.key,
      Buffer.alloc(memberships.bytes.length)
    )
    simulator.replaceObject(
      users.key,
      Buffer.concat([users.bytes, Buffer.of(0)])
    )
    const extra = manifestKey().replace('manifest.json', 'users/x')
    simulator.putObject(extra, Buffer.of(1))
    simulator.resetStats()

    const run = await runVerify(simulator)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['findings']?.split(' ').sort()).toEqual([
      'object-unlisted',
      'snapshot-appended',
      'snapshot-digest',
      'snapshot-truncated'
    ])
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'error-code': 'snapshot-findings',
      users: '200'
    })
    expect(run.summary).toContain('would not restore')
    const restored = await runRestore(simulator)
    expect(restored.outputs).toMatchObject({ status: 'failed' })
    expect(writesToPools(simulator.stats().calls)).toEqual([])

    for (const { key, bytes } of [groups, memberships, users]) {
      simulator.replaceObject(key, bytes)
    }
    simulator.removeObject(extra)
    expect((await runVerify(simulator)).exitCode).toBe(0)
  })

  test('stored over by somebody, restores from what was there before', async () => {
    const users = simulator
      .bucketObjects()
      .find(({ key }) => key.includes('/users/part-'))
    simulator.putObject(users?.key ?? '', Buffer.from('forged'))
    const verified = await runVerify(simulator)
    expect(verified.outputs).toMatchObject({ 'error-code': 'object-versions' })
    expect(verified.summary).toContain('would restore, and is not as it should')
    const restored = await runRestore(simulator, { 'dry-run': 'true' })
    expect(restored.outputs).toMatchObject({ status: 'planned', users: '200' })
  })

  test('with a second manifest, is refused, but for the one that is pinned', async () => {
    const manifest = simulator
      .bucketObjects()
      .find(({ key }) => key === manifestKey())
    simulator.putObject(manifestKey(), manifest?.bytes ?? Buffer.of())
    simulator.resetStats()
    for (const run of [
      await runVerify(simulator, { 'verify-level': 'headers' }),
      await runRestore(simulator)
    ]) {
      expect(run.exitCode).toBe(1)
      expect(shownBy(run)).toContain('several versions of')
    }
    expect(writesToPools(simulator.stats().calls)).toEqual([])
    const pinned = await runRestore(simulator, {
      'dry-run': 'true',
      'manifest-sha256': exported['manifest-sha256'] ?? ''
    })
    expect(pinned.outputs).toMatchObject({ status: 'planned' })
  })
})

test('the drift of the pool since is counted, and nobody is named', async () => {
  const fresh = await startSimulator({
    users: 120,
    groups: 2,
    signIn: 'alias'
  })
  try {
    expect((await runExport(fresh)).exitCode).toBe(0)
    const pool = fresh.userPoolId
    const [first, second] = fresh.poolState(pool).users
    for (const user of [first, second]) fresh.removeUser(pool, user?.sub ?? '')
    for (const name of ['new-1', 'new-2', 'new-3']) {
      fresh.addUser(pool, { username: name, attributes: { name } })
    }
    // The same person in other words.
    const { username = '', sub = '', attributes = {} } = second ?? {}
    const enabled = second?.enabled !== true
    fresh.addUser(pool, { username, sub, attributes, enabled })
    fresh.resetStats()
    const run = await runVerify(fresh, { 'user-pool-id': pool })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      'users-added': '3',
      'users-gone': '1',
      'users-changed': '1'
    })
    expect(fresh.stats().billedUsers).toBe(0)
    const shown = shownBy(run)
    const values = personalValues(fresh, [pool])
    expect(values.filter(value => shown.includes(value))).toEqual([])
  } finally {
    await fresh.close()
  }
})
