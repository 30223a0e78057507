import { describe, expect, test } from '@jest/globals'
import { together } from '../../../src/shared/together.ts'
import { NEVER, settle } from '../../fixtures/fake-world.ts'

/** Work that goes on until it is told to stop, and then takes a while to. */
function patient() {
  const state = { signal: NEVER, isAtRest: false }
  const rest = Promise.withResolvers<undefined>()
  const work = async (signal: AbortSignal): Promise<never> => {
    state.signal = signal
    await new Promise(resolve => signal.addEventListener('abort', resolve))
    await rest.promise
    state.isAtRest = true
    throw new Error('told to stop')
  }
  return { state, work, letRest: () => rest.resolve(undefined) }
}

describe('work that is done together', () => {
  test('gives all results in order, whichever comes first', async () => {
    const last = Promise.withResolvers<string>()
    const results = together<[string, number, undefined]>(NEVER, [
      () => last.promise,
      () => {
        last.resolve('last')
        return Promise.resolve(1)
      },
      () => Promise.resolve(undefined)
    ])
    expect(await results).toEqual(['last', 1, undefined])
  })

  test('is told to stop when a piece fails, and awaited', async () => {
    const broken = new RangeError('broken')
    const other = patient()
    let end: unknown
    const work = together<[never, never]>(NEVER, [
      other.work,
      () => Promise.reject(broken)
    ]).catch((error: unknown) => {
      end = error
    })
    await settle()
    expect(other.state.signal.aborted).toBe(true)
    expect(end).toBeUndefined()
    other.letRest()
    await work
    expect(end).toBe(broken)
    expect(other.state.isAtRest).toBe(true)
  })

  test.each([0, 1, 2])(
    'fails with the first failure: piece %d',
    async first => {
      const errors = [0, 1, 2].map(piece => new RangeError(`piece ${piece}`))
      const work = errors.map((error, piece) => async () => {
        if (piece !== first) await settle()
        throw error
      })
      await expect(together<never[]>(NEVER, work)).rejects.toBe(errors[first])
    }
  )

  test('fails with a failure that is no error, too', async () => {
    const work = together<[never]>(NEVER, [
      // The first failure is thrown as it is, whatever it is.
      () => Promise.reject(undefined)
    ])
    expect(
      await work.then(
        () => 'done',
        () => 'failed'
      )
    ).toBe('failed')
  })

  test('fails when a piece throws before it has begun', async () => {
    const broken = new RangeError('broken')
    const work = together<[never]>(NEVER, [
      () => {
        throw broken
      }
    ])
    await expect(work).rejects.toBe(broken)
  })

  test('is stopped from outside', async () => {
    const outside = new AbortController()
    const pieces = [patient(), patient()]
    const work = together<never[]>(
      outside.signal,
      pieces.map(piece => piece.work)
    )
    await settle()
    expect(pieces.map(({ state }) => state.signal.aborted)).toEqual([
      false,
      false
    ])
    outside.abort()
    expect(pieces.map(({ state }) => state.signal.aborted)).toEqual([
      true,
      true
    ])
    for (const { letRest } of pieces) letRest()
    await expect(work).rejects.toThrow('told to stop')
    expect(pieces.every(({ state }) => state.isAtRest)).toBe(true)
  })

  test('says at once that a piece has failed', async () => {
    const broken = new RangeError('broken')
    const other = patient()
    const failures: unknown[] = []
    const work = together<never[]>(
      NEVER,
      [() => Promise.reject(broken), other.work],
      error => failures.push(error)
    )
    await settle()
    expect(failures).toEqual([broken])
    other.letRest()
    await expect(work).rejects.toBe(broken)
  })

  test('that fails leaves the signal from outside alone', async () => {
    const outside = new AbortController()
    const work = together<[never]>(outside.signal, [
      () => Promise.reject(new RangeError('broken'))
    ])
    await expect(work).rejects.toThrow('broken')
    expect(outside.signal.aborted).toBe(false)
  })
})
