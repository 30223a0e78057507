import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  formatAddress,
  isBucketName,
  isKeyPrefix,
  isSnapshotId,
  newSnapshotId,
  otherPlace,
  parseAddress,
  poolKeyPrefix,
  snapshotKeyPrefix
} from '../../../src/snapshot/address.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

const START = new Date('2026-11-23T02:03:04.567Z')

const anyAddress = fc.record({
  bucket: fc
    .stringMatching(/^[a-z0-9][a-z0-9.-]{1,20}[a-z0-9]$/)
    .filter(isBucketName),
  prefix: fc
    .array(fc.stringMatching(/^[\w!*'()-][\w!.*'()-]{0,7}$/), {
      maxLength: 3
    })
    .map(parts => parts.join('/')),
  userPoolId: fc.constantFrom('eu-west-1_Ab12Cd34E', 'us-gov-west-1_0'),
  snapshotId: fc
    .tuple(
      fc.date({
        min: new Date('2000-01-01T00:00:00Z'),
        max: new Date('2999-01-01T00:00:00Z'),
        noInvalidDate: true
      }),
      fc.uint8Array({ minLength: 16, maxLength: 16 })
    )
    .map(([at, random]) => newSnapshotId(at, random))
})

describe('a new snapshot id', () => {
  test('says its second in UTC and 16 base32 letters', () => {
    const id = newSnapshotId(START, new Uint8Array(16))
    expect(id).toBe('20261123T020304Z-AAAAAAAAAAAAAAAA')
  })

  test('takes five bits of each random byte', () => {
    const random = Uint8Array.of(
      0,
      25,
      26,
      31,
      32,
      63,
      ...new Uint8Array(10).fill(255)
    )
    expect(newSnapshotId(START, random)).toBe(
      '20261123T020304Z-AZ27A7' + '7'.repeat(10)
    )
  })

  test('is the id of a snapshot, and sorts by time', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (one, other) => {
        expect(isSnapshotId(one.snapshotId)).toBe(true)
        const [a, b] = [one.snapshotId, other.snapshotId]
        if (a.slice(0, 16) !== b.slice(0, 16)) {
          const time = (id: string) =>
            Date.parse(
              id.replace(/^(....)(..)(..T..)(..)(..Z).*$/, '$1-$2-$3:$4:$5')
            )
          expect(a < b).toBe(time(a) < time(b))
        }
      })
    )
  })

  test.each([
    '20261123T020304Z-AAAAAAAAAAAAAAA',
    '20261123T020304Z-AAAAAAAAAAAAAAAAA',
    '20261123T020304Z-AAAAAAAAAAAAAAA1',
    '20261123T020304Z-aaaaaaaaaaaaaaaa',
    '20261123T020304-AAAAAAAAAAAAAAAA',
    'x20261123T020304Z-AAAAAAAAAAAAAAAA',
    '20261123T020304Z-AAAAAAAAAAAAAAAA\n',
    'latest',
    ''
  ])('is never taken to be %j', text => {
    expect(isSnapshotId(text)).toBe(false)
  })
})

describe('the key of a snapshot', () => {
  test('is below prefix, pool and id', () => {
    expect(snapshotKeyPrefix(ADDRESS)).toBe(
      'cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/'
    )
  })

  test('does not begin with a slash when there is no prefix', () => {
    expect(poolKeyPrefix('', 'eu-west-1_A')).toBe('eu-west-1_A/')
    expect(poolKeyPrefix('a/b', 'eu-west-1_A')).toBe('a/b/eu-west-1_A/')
  })
})

describe('an s3:// address', () => {
  test('may have a wildcard in its prefix, under which no snapshot is stored any more', () => {
    const address = { ...ADDRESS, prefix: 'team*' }
    expect(parseAddress(formatAddress(address))).toEqual(address)
    expect(isKeyPrefix(['team*'])).toBe(false)
    expect(isKeyPrefix(['team', 'backups'])).toBe(true)
  })

  test('is read back as what it was made of', () => {
    fc.assert(
      fc.property(anyAddress, address => {
        expect(parseAddress(formatAddress(address))).toEqual(address)
      })
    )
  })

  test('may leave out the last slash or name the manifest', () => {
    const address = formatAddress(ADDRESS)
    expect(parseAddress(address.slice(0, -1))).toEqual(ADDRESS)
    expect(parseAddress(`${address}manifest.json`)).toEqual(ADDRESS)
  })

  test.each([
    's3://my-backups/',
    's3://my-backups//eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3://my-backups/a/../eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3://my-backups/`x`/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3://my-backups/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOPmanifest.json',
    's3://my-backups/eu-west-1_Ab12Cd34E/',
    's3://my-backups/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3://my-backups/x/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3://my-backups/eu-west-1_Ab12Cd34E/latest/',
    's3://My_Backups/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3:///eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    'xs3://my-backups/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    'https://my-backups/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
    's3://b-b/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/pool.json.gz',
    'eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP'
  ])('is refused when it is %s, with an example of a right one', text => {
    expect(() => parseAddress(text)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining('s3://my-bucket/cognito-backup/')
      })
    )
  })
})

const ACCESS_POINT = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/backups'

/** What S3 addresses like a bucket, and what is said of it. */
const OTHER_PLACES = [
  [ACCESS_POINT, 'ends in -s3alias'],
  ['arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap', 'Multi-Region'],
  ['mfzwi23gnjvgw.mrap', 'Multi-Region'],
  [
    'arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-01ac5d28a6a232904/accesspoint/backups',
    'Outposts'
  ],
  ['backups-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3', 'Outposts'],
  [
    'arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/backups',
    'Object Lambda'
  ],
  ['backups-lyygjmt9snc8bcg--ol-s3', 'Object Lambda'],
  ['backups--euw1-az1--x-s3', 'directory bucket'],
  ['backups--euw1-az1--xa-s3', 'directory bucket'],
  ['arn:aws-cn:s3:::my-backups', 'Give its name']
] as const

describe('what S3 addresses like a bucket', () => {
  test('may be the alias of an access point, also in an s3:// address', () => {
    const bucket = 'backups-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias'
    expect(isBucketName(bucket)).toBe(true)
    const address = { ...ADDRESS, bucket }
    expect(parseAddress(formatAddress(address))).toEqual(address)
  })

  test.each(OTHER_PLACES)(
    'is refused as %s, with the way out',
    (text, words) => {
      expect(isBucketName(text)).toBe(false)
      expect(otherPlace(text)).toContain(words)
      expect(otherPlace(text)).toContain('Give ')
      const address = formatAddress({ ...ADDRESS, bucket: text })
      expect(() => parseAddress(address)).toThrow(
        expect.objectContaining({
          code: 'input',
          message: expect.stringContaining(words)
        })
      )
    }
  )
})

describe('the name of a bucket', () => {
  test.each(['abc', 'my.bucket-1', 'a'.repeat(63)])('may be %s', name => {
    expect(isBucketName(name)).toBe(true)
  })

  test.each(['ab', 'a'.repeat(64), 'A-b', '-abc', 'abc-', 'a/b', 's3://abc'])(
    'is not %s',
    name => {
      expect(isBucketName(name)).toBe(false)
    }
  )
})
