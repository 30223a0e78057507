import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { restoreMaps } from '../../../../src/compare/users/restore-maps.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  memoryBucket,
  type FakeBucket
} from '../../../fixtures/fake-bucket.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const PLACE = { prefix: 'cognito-backup', userPoolId: 'eu-west-1_Ef56Gh78J' }
const RESTORES = 'cognito-backup/eu-west-1_Ef56Gh78J/restores/'

const mapFile = (...rows: string[]) =>
  gzipSync(['old_sub,new_sub', ...rows, ''].join('\n'))

const bucketOf = (files: Record<string, Uint8Array>) =>
  memoryBucket(new Map(Object.entries(files))).bucket

async function read(bucket: FakeBucket) {
  const announced: string[] = []
  const warning = await restoreMaps(
    bucket,
    PLACE,
    [],
    NEVER
  )((old, sub) => {
    announced.push(`${old} ${sub}`)
  })
  return { announced, warning, calls: bucket.calls }
}

describe('the maps of restores', () => {
  test('are those of the pool, the newest first, and no other file', async () => {
    const { announced, warning, calls } = await read(
      bucketOf({
        [`${RESTORES}20261124T090000Z-A/sub-map.csv.gz`]: mapFile('a,b'),
        [`${RESTORES}20261124T090000Z-A/report.ndjson.gz`]: gzipSync('x\n'),
        [`${RESTORES}20261123T020000Z-S/started-1.json`]: Buffer.from('{}'),
        [`${RESTORES}20261125T090000Z-B/sub-map.csv.gz`]: mapFile('a,c', 'd,e'),
        'cognito-backup/eu-west-1_Other/restores/X/sub-map.csv.gz':
          mapFile('x,y')
      })
    )
    expect(announced).toEqual(['a c', 'd e', 'a b'])
    expect(warning).toBeUndefined()
    expect(calls).toHaveLength(3)
  })

  test('may be none', async () => {
    expect(await read(bucketOf({}))).toMatchObject({
      announced: [],
      warning: undefined
    })
  })

  test('that can not be read are passed over, with a warning', async () => {
    const { announced, warning } = await read(
      bucketOf({
        [`${RESTORES}20261124T090000Z-A/sub-map.csv.gz`]: mapFile('a,b'),
        [`${RESTORES}20261125T090000Z-B/sub-map.csv.gz.age`]: Buffer.from('x')
      })
    )
    expect(announced).toEqual(['a b'])
    expect(warning).toEqual({
      title: 'Earlier restores are not known',
      text: `1 map of a restore in s3://my-backups/${RESTORES} not read: The map of subs of a restore is not an age file. Look into who changed it. Users that those restores created may count as gone or changed.`
    })
  })

  test('are read of the newest hundred restores, and a warning says so', async () => {
    const files = Array.from(
      { length: 102 },
      (_, at) =>
        [
          `${RESTORES}20261124T09${String(at).padStart(4, '0')}Z-A/sub-map.csv.gz`,
          mapFile(`old-${at},new-${at}`)
        ] as const
    )
    const { announced, warning } = await read(
      bucketOf(Object.fromEntries(files))
    )
    expect(announced).toHaveLength(100)
    expect(announced[0]).toBe('old-101 new-101')
    expect(warning?.text).toMatch(/^2 maps of restores .* only the newest 100/)
  })

  test('are not known where the role may not list them', async () => {
    const bucket = fakeBucket(() => {
      throw awsFailure('AccessDenied', { code: 'access-denied' })
    })
    const { announced, warning } = await read(bucket)
    expect(announced).toEqual([])
    expect(warning?.text).toMatch(/^The maps of restores in s3:.+ not read: /)
  })

  test('are a failure where the way to them is broken', async () => {
    const bucket = fakeBucket(() => {
      throw awsFailure('Timeout', { code: 'network' })
    })
    await expect(read(bucket)).rejects.toMatchObject({
      code: 'network'
    })
  })
})
