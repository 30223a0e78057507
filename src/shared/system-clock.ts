import { setTimeout } from 'node:timers/promises'
import type { Clock } from './world.ts'

/** The clock of the machine. */
export const systemClock: Clock = {
  // Date.now() jumps when the runner's clock is set.
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    try {
      // Rounded up: a timer of 33.9 ms would fire after 33.
      const whole = Math.ceil(ms)
      await setTimeout(whole, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      if (signal?.aborted !== true) throw error
    }
  },
  every(ms, tick) {
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  }
}
