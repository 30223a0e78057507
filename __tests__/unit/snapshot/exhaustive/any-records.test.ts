import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { openSnapshot, readRecords } from '../../../../src/snapshot/reader.ts'
import { userCodec } from '../../../../src/snapshot/records.ts'
import { anyUserRecord } from '../../../fixtures/any-records.ts'
import { ADDRESS, smallSnapshot } from '../../../fixtures/small-snapshot.ts'
import { drain } from '../../../fixtures/streams.ts'

test('a snapshot gives back the records that were packed, part by part', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyUserRecord), async users => {
      const { fetch } = await smallSnapshot({ users })
      const opened = await openSnapshot(ADDRESS, fetch)
      const pages = await drain(readRecords(opened, 'users', userCodec, fetch))
      expect(pages.flat()).toEqual(users)
    })
  )
})
