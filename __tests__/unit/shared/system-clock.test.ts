import { expect, jest, test } from '@jest/globals'
import { systemClock } from '../../../src/shared/system-clock.ts'

test('the clock of the machine ticks until it is told to stop', async () => {
  let ticks = 0
  await new Promise<void>(resolve => {
    const stop = systemClock.every(1, () => {
      ticks += 1
      if (ticks < 3) return
      stop()
      resolve()
    })
  })
  await systemClock.sleep(20)
  expect(ticks).toBe(3)
})

test('the clock of the machine does not jump where its date is set', () => {
  const before = systemClock.now()
  const date = jest.spyOn(Date, 'now').mockReturnValue(0)
  expect(systemClock.now()).toBeGreaterThanOrEqual(before)
  date.mockRestore()
})
