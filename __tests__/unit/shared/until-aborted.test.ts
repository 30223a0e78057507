import { describe, expect, test } from '@jest/globals'
import { untilAborted } from '../../../src/shared/until-aborted.ts'

const STOPPED = new Error('stopped')
const stopped = () => STOPPED
const forever = () => new Promise<never>(() => undefined)

describe('work that may be stopped', () => {
  test('gives its result or its failure when that is first', async () => {
    const { signal } = new AbortController()
    expect(await untilAborted(Promise.resolve(7), signal, stopped)).toBe(7)
    const bug = new TypeError('a bug')
    const work = untilAborted(Promise.reject(bug), signal, stopped)
    await expect(work).rejects.toBe(bug)
  })

  test('ends with the reason when the signal is first', async () => {
    const stop = new AbortController()
    const work = untilAborted(forever(), stop.signal, stopped)
    stop.abort()
    await expect(work).rejects.toBe(STOPPED)
  })

  test('ends at once when the signal was aborted before', async () => {
    const work = untilAborted(forever(), AbortSignal.abort(), stopped)
    await expect(work).rejects.toBe(STOPPED)
  })

  test('may fail later, and nothing minds', async () => {
    const late = Promise.withResolvers<never>()
    const work = untilAborted(late.promise, AbortSignal.abort(), stopped)
    await expect(work).rejects.toBe(STOPPED)
    late.reject(new TypeError('too late'))
  })

  test('needs no signal', async () => {
    expect(await untilAborted(Promise.resolve(7), undefined, stopped)).toBe(7)
  })
})
