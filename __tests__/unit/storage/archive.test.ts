import type { HeadObjectOutput } from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import {
  archived,
  archiveOf,
  archiveOfRefusal
} from '../../../src/storage/archive.ts'

const UNDER_WAY = 'ongoing-request="true"'
const RETRIEVED =
  'ongoing-request="false", expiry-date="Fri, 21 Dec 2029 00:00:00 GMT"'

describe('an object can be read', () => {
  test.each<HeadObjectOutput>([
    {},
    { StorageClass: 'STANDARD_IA' },
    { StorageClass: 'ONEZONE_IA' },
    { StorageClass: 'INTELLIGENT_TIERING' },
    { StorageClass: 'GLACIER_IR' },
    { StorageClass: 'GLACIER', Restore: RETRIEVED },
    { StorageClass: 'DEEP_ARCHIVE', Restore: RETRIEVED },
    {
      StorageClass: 'INTELLIGENT_TIERING',
      ArchiveStatus: 'ARCHIVE_ACCESS',
      Restore: RETRIEVED
    }
  ])('%j', headers => {
    expect(archiveOf(headers)).toBeUndefined()
  })
})

describe('an object must be retrieved first', () => {
  test.each<[HeadObjectOutput, string]>([
    [{ StorageClass: 'GLACIER' }, 'GLACIER'],
    [{ StorageClass: 'DEEP_ARCHIVE' }, 'DEEP_ARCHIVE'],
    [
      { StorageClass: 'INTELLIGENT_TIERING', ArchiveStatus: 'ARCHIVE_ACCESS' },
      'ARCHIVE_ACCESS'
    ],
    [
      {
        StorageClass: 'INTELLIGENT_TIERING',
        ArchiveStatus: 'DEEP_ARCHIVE_ACCESS'
      },
      'DEEP_ARCHIVE_ACCESS'
    ]
  ])('%j', (headers, name) => {
    expect(archiveOf(headers)).toEqual({ name, isBeingRetrieved: false })
    const underWay = { ...headers, Restore: UNDER_WAY }
    expect(archiveOf(underWay)).toEqual({ name, isBeingRetrieved: true })
  })
})

test.each([
  [{ StorageClass: 'GLACIER' }, 'GLACIER'],
  [
    { StorageClass: 'INTELLIGENT_TIERING', AccessTier: 'DEEP_ARCHIVE_ACCESS' },
    'DEEP_ARCHIVE_ACCESS'
  ],
  [{}, 'InvalidObjectState']
])('a refusal to read with %j is told as %s', (members, name) => {
  const refusal = Object.assign(new Error('refused'), members)
  expect(archiveOfRefusal(refusal).name).toBe(name)
})

test('it is said what to do, and what is being done already', () => {
  const said = (isBeingRetrieved: boolean) =>
    archived('p/users/part-00000', { name: 'GLACIER', isBeingRetrieved })
  expect(said(false)).toMatchObject({
    code: 'object-archived',
    message: expect.stringContaining(
      'p/users/part-00000 is archived (GLACIER): retrieve it first, which takes hours'
    )
  })
  expect(said(true).message).toContain('is being retrieved')
})
