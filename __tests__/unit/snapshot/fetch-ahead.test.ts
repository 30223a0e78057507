import { describe, expect, test } from '@jest/globals'
import { fetchAhead } from '../../../src/snapshot/fetch-ahead.ts'
import type { SnapshotObject } from '../../../src/snapshot/manifest.ts'

const OBJECTS = ['a', 'b', 'c'].map((key, index): SnapshotObject => ({
  key,
  kind: 'users',
  index,
  bytes: 1,
  sha256: '0'.repeat(64),
  records: 1,
  versionId: `v-${key}`
}))

/** A bucket whose answers the test gives. */
function bucket() {
  const asked: string[] = []
  const answers = new Map<string, PromiseWithResolvers<Uint8Array>[]>()
  return {
    asked,
    fetch: (
      key: string,
      _most: number,
      version?: string | null,
      isAgain = false
    ) => {
      asked.push(`${key} ${version ?? ''}${isAgain ? ' again' : ''}`)
      const answer = Promise.withResolvers<Uint8Array>()
      answers.set(key, [...(answers.get(key) ?? []), answer])
      return answer.promise
    },
    answer: (key: string, byte: number) => {
      answers.get(key)?.shift()?.resolve(Uint8Array.of(byte))
    },
    fail: (key: string) => {
      answers
        .get(key)
        ?.shift()
        ?.reject(new Error(`no ${key}`))
    }
  }
}

describe('objects that are read one after the other', () => {
  test('are fetched one ahead, each once', async () => {
    const { asked, fetch, answer } = bucket()
    const ahead = fetchAhead(OBJECTS, fetch)
    const first = ahead.fetch('a', 1, 'v-a')
    expect(asked).toEqual(['a v-a'])
    answer('a', 1)
    expect(await first).toEqual(Uint8Array.of(1))
    expect(asked).toEqual(['a v-a', 'b v-b'])
    answer('b', 2)
    expect(await ahead.fetch('b', 1, 'v-b')).toEqual(Uint8Array.of(2))
    answer('c', 3)
    expect(await ahead.fetch('c', 1, 'v-c')).toEqual(Uint8Array.of(3))
    expect(asked).toEqual(['a v-a', 'b v-b', 'c v-c'])
  })

  test('are fetched anew if the bytes that came first were refused', async () => {
    const { asked, fetch, answer } = bucket()
    const ahead = fetchAhead(OBJECTS, fetch)
    const first = ahead.fetch('a', 1, 'v-a')
    answer('a', 1)
    await first
    answer('b', 2)
    await ahead.fetch('b', 1, 'v-b')
    const second = ahead.fetch('b', 1, 'v-b', true)
    answer('b', 4)
    expect(await second).toEqual(Uint8Array.of(4))
    expect(asked).toEqual(['a v-a', 'b v-b', 'c v-c', 'b v-b again'])
  })

  test('fail when they are asked for, and not before', async () => {
    const { fetch, answer, fail } = bucket()
    const ahead = fetchAhead(OBJECTS, fetch)
    const first = ahead.fetch('a', 1, 'v-a')
    answer('a', 1)
    await first
    fail('b')
    await ahead.settled()
    await expect(ahead.fetch('b', 1, 'v-b')).rejects.toThrow('no b')
  })

  test('leave nothing on its way once they are settled', async () => {
    const { fetch, answer } = bucket()
    const ahead = fetchAhead(OBJECTS, fetch)
    const first = ahead.fetch('a', 1, 'v-a')
    answer('a', 1)
    await first
    let isSettled = false
    const settled = ahead.settled().then(() => (isSettled = true))
    await Promise.resolve()
    expect(isSettled).toBe(false)
    answer('b', 2)
    await settled
  })
})
