import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../../src/shared/errors.ts'
import {
  LOOK_EVERY_MS,
  stopWhenTakenOver
} from '../../../../src/restore/records/other-run.ts'
import { fakeClock, settle } from '../../../fixtures/fake-world.ts'

const OTHER = new UserError('other-run', 'Another run goes on.')

/** Looks with an answer of the test's; each tick of the clock is one look. */
function looking(answer: () => Promise<UserError | undefined>) {
  const time = fakeClock()
  const stop = new AbortController()
  let looks = 0
  const takenOver = () => {
    looks += 1
    return answer()
  }
  const end = stopWhenTakenOver({ takenOver }, time.clock, stop)
  return {
    stop,
    end,
    time,
    looks: () => looks,
    look: async () => {
      time.pass(LOOK_EVERY_MS)
      await settle()
    }
  }
}

describe('a restore that is under way', () => {
  test('goes on until another run has taken it over', async () => {
    const answers = [undefined, undefined, OTHER]
    const { stop, look, end, time } = looking(() =>
      Promise.resolve(answers.shift())
    )
    await look()
    await look()
    expect(stop.signal.aborted).toBe(false)
    await look()
    expect(stop.signal.reason).toBe(OTHER)
    end()
    expect(time.running()).toBe(0)
  })

  test('waits for one answer before it asks again', async () => {
    const answer = Promise.withResolvers<UserError | undefined>()
    const { look, looks } = looking(() => answer.promise)
    await look()
    await look()
    expect(looks()).toBe(1)
    answer.resolve(undefined)
    await settle()
    await look()
    expect(looks()).toBe(2)
  })

  test('ends by a bug', async () => {
    const bug = new TypeError('a bug')
    const { stop, look } = looking(() => Promise.reject(bug))
    await look()
    expect(stop.signal.reason).toBe(bug)
  })
})
