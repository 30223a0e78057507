import { expect, test } from '@jest/globals'
import { isSnapshotId } from '../../../src/snapshot/address.ts'
import {
  journalKey,
  newRestoreId,
  restoreFileKeys,
  restoresKeyPrefix
} from '../../../src/snapshot/restore-address.ts'

const USER_POOL_ID = 'eu-west-1_Ab12Cd34E'
const ID = '20261123T020000Z-ABCDEFGHIJKLMNOP'

test('the id of a restore is made like that of a snapshot', () => {
  const random = Uint8Array.from({ length: 16 }, (_, at) => at)
  const id = newRestoreId(new Date('2026-11-23T02:00:00.123Z'), random)
  expect(id).toBe(ID)
  expect(isSnapshotId(id)).toBe(true)
})

test('the files of a restore are under the pool that it went into', () => {
  const place = { prefix: 'a/b', userPoolId: USER_POOL_ID, restoreId: ID }
  const encrypted = restoreFileKeys(place, true)
  expect(encrypted.report).toMatch(/\/report\.ndjson\.gz\.age$/)
  expect(encrypted.subMap).toMatch(/\/sub-map\.csv\.gz\.age$/)
  expect(restoreFileKeys(place)).toEqual({
    report: `a/b/${USER_POOL_ID}/restores/${ID}/report.ndjson.gz`,
    subMap: `a/b/${USER_POOL_ID}/restores/${ID}/sub-map.csv.gz`
  })
})

test('the journal is beside them, under the id of the snapshot', () => {
  const place = { prefix: 'a/b', userPoolId: USER_POOL_ID, snapshotId: ID }
  expect(journalKey(place, 'started', 1)).toBe(
    `a/b/${USER_POOL_ID}/restores/${ID}/started-1.json`
  )
  expect(journalKey(place, 'finished', 12)).toBe(
    `a/b/${USER_POOL_ID}/restores/${ID}/finished-12.json`
  )
})

test('without a prefix keys begin with the pool', () => {
  expect(restoresKeyPrefix({ prefix: '', userPoolId: USER_POOL_ID })).toBe(
    `${USER_POOL_ID}/restores/`
  )
})

test('no restore can be taken for a snapshot', () => {
  expect(isSnapshotId('restores')).toBe(false)
})
