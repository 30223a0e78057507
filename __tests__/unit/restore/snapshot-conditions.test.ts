import { describe, expect, test } from '@jest/globals'
import { manifestKey, type Manifest } from '../../../src/snapshot/manifest.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { CONTENT, restore } from '../../fixtures/restore-scene.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot
} from '../../fixtures/small-snapshot.ts'

describe('what a snapshot must be, beside whole', () => {
  const HOUR = 3_600_000
  const digest = async () => {
    const { objects } = await smallSnapshot(CONTENT)
    return sha256(objects.get(manifestKey(ADDRESS)) ?? '')
  }

  test('is the very one that is pinned', async () => {
    const manifestSha256 = await digest()
    const { outcome } = await restore({ conditions: { manifestSha256 } })
    expect(outcome).toMatchObject({
      status: 'complete',
      snapshot: { manifestSha256 }
    })
    const other = { manifestSha256: 'ab'.repeat(32) }
    const { error, writes } = await restore({ conditions: other })
    expect(error).toMatchObject({ code: 'manifest-pin' })
    expect(writes).toEqual([])
  })

  test('is one whose manifest was never stored over another', async () => {
    const versions = ['v2', 'v1'].map(VersionId => ({
      Key: manifestKey(ADDRESS),
      VersionId
    }))
    const { error, writes } = await restore({
      s3: input =>
        input['Prefix'] === manifestKey(ADDRESS)
          ? { Versions: versions }
          : undefined
    })
    expect(error).toMatchObject({ code: 'manifest-versions' })
    expect(writes).toEqual([])
  })

  test('is told to be unknown where the role may not list versions', async () => {
    const { outcome } = await restore({
      s3: input => {
        if (input['Prefix'] !== manifestKey(ADDRESS)) return undefined
        throw awsFailure('AccessDenied', { code: 'access-denied' })
      }
    })
    expect(outcome.status).toBe('complete')
    expect(outcome.warnings.map(({ title }) => title)).toContain(
      'Not known whether the manifest was overwritten'
    )
  })

  test('is young enough, and its age is told', async () => {
    const startedAt = new Date(Date.parse('2026-11-23T02:00:00Z') - 25 * HOUR)
    const damage = (_: unknown, manifest: Manifest) => {
      manifest.startedAt = startedAt.toISOString()
    }
    const young = await restore({ damage, conditions: { maxAgeMs: 26 * HOUR } })
    expect(young.outcome).toMatchObject({
      status: 'complete',
      snapshotAgeMs: 25 * HOUR
    })
    const old = await restore({ damage, conditions: { maxAgeMs: 24 * HOUR } })
    expect(old.error).toMatchObject({ code: 'snapshot-too-old' })
    expect(old.writes).toEqual([])
    expect(old.outcome).toMatchObject({
      status: 'failed',
      snapshotAgeMs: 25 * HOUR,
      users: 4
    })
  })
})
