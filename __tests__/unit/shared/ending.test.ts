import { describe, expect, test } from '@jest/globals'
import {
  ENDING_MS,
  untilOver,
  watchForEnding
} from '../../../src/shared/ending.ts'
import { fakeClock, NEVER } from '../../fixtures/fake-world.ts'

const STAGES = ['lastWrite', 'lastAnswer', 'lastRecord', 'over'] as const

/** An ending in fake time, of a run that may be cancelled. */
function endingOf(stop = new AbortController()) {
  const time = fakeClock()
  const ending = watchForEnding(stop.signal, time.clock)
  const reached = () => STAGES.filter(stage => ending[stage].aborted)
  return { time, ending, stop, reached }
}

describe('the ending of a run', () => {
  test('does not come unless it is cancelled', () => {
    const { time, reached } = endingOf()
    time.pass(6 * 60 * 60_000)
    expect(reached()).toEqual([])
    expect(time.running()).toBe(0)
  })

  test('comes stage by stage from the cancellation on', () => {
    const { time, stop, reached } = endingOf()
    time.pass(60_000)
    stop.abort()
    expect(reached()).toEqual([])
    let now = 0
    for (const [index, stage] of STAGES.entries()) {
      time.pass(ENDING_MS[stage] - now - 1)
      expect(reached()).toEqual(STAGES.slice(0, index))
      time.pass(1)
      expect(reached()).toEqual(STAGES.slice(0, index + 1))
      now = ENDING_MS[stage]
    }
  })

  test('comes for a run that was cancelled before it began', () => {
    const stop = new AbortController()
    stop.abort()
    const { time, reached } = endingOf(stop)
    time.pass(ENDING_MS.over)
    expect(reached()).toEqual(STAGES)
  })

  test('is over before the runner sends its second signal', () => {
    expect(ENDING_MS.over).toBeLessThan(7500)
    const inOrder = STAGES.map(stage => ENDING_MS[stage])
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
  })

  test('leaves nothing behind when the run has ended', () => {
    const { time, ending, stop, reached } = endingOf()
    stop.abort()
    ending.end()
    expect(time.running()).toBe(0)
    time.pass(ENDING_MS.over)
    expect(reached()).toEqual([])

    const other = endingOf()
    other.ending.end()
    other.stop.abort()
    expect(other.time.running()).toBe(0)
    expect(watchForEnding(NEVER, other.time.clock).over.aborted).toBe(false)
  })
})

describe('work that does not come to its end', () => {
  const never = () => new Promise<never>(() => undefined)

  test('is left to itself when the run is over', async () => {
    const { time, ending, stop } = endingOf()
    const work = untilOver(never, ending)
    stop.abort()
    time.pass(ENDING_MS.over)
    await expect(work).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringMatching(/^The run was cancelled, and not all/)
    })
  })

  test('is waited for until then, and its failure is its own', async () => {
    const { ending } = endingOf()
    expect(await untilOver(() => Promise.resolve(7), ending)).toBe(7)
    const bug = new TypeError('a bug')
    await expect(untilOver(() => Promise.reject(bug), ending)).rejects.toBe(bug)
  })
})
