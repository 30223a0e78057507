import { expect, test } from '@jest/globals'
import { pause } from '../../../../src/restore/import/pause.ts'
import {
  fakeClock,
  inNoTime,
  NEVER,
  settle
} from '../../../fixtures/fake-world.ts'

test.each([0, 1, 499, 500, 501, 10_000])('a pause takes %d ms', async ms => {
  const time = fakeClock(0)
  await inNoTime(time, pause(time.clock, ms, NEVER))
  expect(time.clock.now()).toBe(ms)
})

test('a pause ends within half a second of the signal', async () => {
  const time = fakeClock(0)
  const stop = new AbortController()
  let isOver = false
  const pausing = pause(time.clock, 60_000, stop.signal).then(() => {
    isOver = true
  })
  for (let passed = 0; passed < 20; passed += 1) {
    await settle()
    time.pass(500)
  }
  await settle()
  expect(isOver).toBe(false)
  stop.abort()
  time.pass(500)
  await settle()
  expect(isOver).toBe(true)
  await pausing
})

test('a pause is none when the signal was aborted before', async () => {
  const time = fakeClock(0)
  await pause(time.clock, 60_000, AbortSignal.abort())
  expect(time.clock.now()).toBe(0)
})
