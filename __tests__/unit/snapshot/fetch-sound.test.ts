import { describe, expect, test } from '@jest/globals'
import {
  fetchSound,
  type FetchObject
} from '../../../src/snapshot/fetch-sound.ts'
import { manifestKey, partKey } from '../../../src/snapshot/manifest.ts'
import {
  openSnapshot,
  readRecords,
  type OpenSnapshot
} from '../../../src/snapshot/reader.ts'
import { userCodec } from '../../../src/snapshot/records.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'
import { ADDRESS, smallSnapshot } from '../../fixtures/small-snapshot.ts'
import { drain } from '../../fixtures/streams.ts'

const USERS_KEY = partKey(ADDRESS, 'users', 0)

function readUsers(snapshot: OpenSnapshot, fetch: FetchObject) {
  return drain(readRecords(snapshot, 'users', userCodec, fetch))
}

describe('an object whose bytes changed on the way', () => {
  /** Flips a bit of each object in its first answers; later ones are true. */
  function flipping(fetch: FetchObject, times: number) {
    const asked: [string, boolean][] = []
    const flipped: FetchObject = async (key, maxBytes, versionId, isAgain) => {
      asked.push([key, isAgain ?? false])
      const answers = asked.filter(([name]) => name === key).length
      const bytes = Buffer.from((await fetch(key, maxBytes)) ?? '')
      if (answers <= times) bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
      return bytes
    }
    return { asked, fetch: flipped }
  }

  test('is fetched once more, and read', async () => {
    const users = [userRecord()]
    const { asked, fetch } = flipping((await smallSnapshot({ users })).fetch, 1)
    const opened = await openSnapshot(ADDRESS, fetch)
    expect((await readUsers(opened, fetch)).flat()).toEqual(users)
    expect(asked).toEqual([
      [manifestKey(ADDRESS), false],
      [manifestKey(ADDRESS), true],
      [USERS_KEY, false],
      [USERS_KEY, true]
    ])
  })

  test('twice is refused, and not fetched a third time', async () => {
    const whole = (await smallSnapshot({ users: [userRecord()] })).fetch
    const { asked, fetch } = flipping(whole, 2)
    await expect(openSnapshot(ADDRESS, fetch)).rejects.toMatchObject({
      code: 'manifest-invalid'
    })
    const opened = await openSnapshot(ADDRESS, whole)
    await expect(readUsers(opened, fetch)).rejects.toMatchObject({
      code: 'snapshot-digest'
    })
    expect(asked).toHaveLength(4)
  })

  test('is fetched once where nothing is wrong', async () => {
    const whole = (await smallSnapshot({ users: [userRecord()] })).fetch
    const { asked, fetch } = flipping(whole, 0)
    await readUsers(await openSnapshot(ADDRESS, fetch), fetch)
    expect(asked).toEqual([
      [manifestKey(ADDRESS), false],
      [USERS_KEY, false]
    ])
  })

  test('and cut short or grown is fetched once more, too', async () => {
    const { fetch } = await smallSnapshot({ users: [userRecord()] })
    const opened = await openSnapshot(ADDRESS, fetch)
    for (const change of [
      (bytes: Buffer) => bytes.subarray(1),
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)])
    ]) {
      const changing: FetchObject = async (
        key,
        maxBytes,
        _version,
        isAgain
      ) => {
        const bytes = Buffer.from((await fetch(key, maxBytes)) ?? '')
        return isAgain === true ? bytes : change(bytes)
      }
      expect((await readUsers(opened, changing)).flat()).toEqual([userRecord()])
    }
  })
})

test('bytes that can not be checked are not fetched again', async () => {
  const fault = new TypeError('no refusal of a snapshot')
  let fetched = 0
  const fetching = fetchSound(
    () => Promise.resolve(Buffer.of(++fetched)),
    () => {
      throw fault
    }
  )
  await expect(fetching).rejects.toBe(fault)
  expect(fetched).toBe(1)
})
