import { expect, test } from '@jest/globals'
import { unfitSnapshot } from '../../../src/recover/snapshot-fit.ts'
import type { Manifest } from '../../../src/snapshot/manifest.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { smallManifest } from '../../fixtures/small-snapshot.ts'

const ID = '0a1b2c3d-0000-4000-8000-0123456789ab'
const OTHER = '0a1b2c3d-1111-4111-8111-0123456789ab'
const POOL = { id: POOL_ID, region: 'eu-west-1' }

const seen = (status: string, id = ID): Manifest['recovery'] => ({
  id,
  status,
  restoreTimestamp: null
})

function refusalOf(recovery: Manifest['recovery'], pool = POOL) {
  const manifest = smallManifest({ users: 0, groups: 0, memberships: 0 }, [])
  return unfitSnapshot({ ...manifest, recovery }, pool, ID)
}

test('a snapshot that was begun while this preview blocked writes is fit', () => {
  expect(refusalOf(seen('PREVIEW_GENERATED'))).toBeUndefined()
})

test.each<[string, Manifest['recovery'], RegExp]>([
  ['an earlier version wrote', undefined, /earlier version.*Export.*again/],
  ['the export could not ask for', 'unknown', /Allow the export's role.*again/],
  ['was begun before any recovery', null, /may lack users.*again/],
  ['knows of another recovery', seen('RESTORING', OTHER), /may lack users/],
  ['met a preview in the making', seen('PREVIEW_GENERATING'), /before the pre/],
  ['was begun after the start', seen('RESTORING'), /after the recovery was/]
])('a snapshot that %s is refused', (_, recovery, sentence) => {
  const refusal = refusalOf(recovery)
  expect(refusal).toMatchObject({ code: 'recovery-snapshot' })
  expect(refusal?.message).toMatch(sentence)
})

test('a snapshot of another pool, or of a replica, is refused', () => {
  for (const pool of [
    { ...POOL, id: 'eu-west-1_Other0000' },
    { ...POOL, region: 'us-east-1' }
  ]) {
    expect(refusalOf(seen('PREVIEW_GENERATED'), pool)?.message).toMatch(
      /another user pool/
    )
  }
})
