import type { Clock, Log, Piece, Progress } from '../shared/world.ts'
import { amount } from '../shared/amount.ts'
import { formatCount, readableDuration } from './numbers.ts'

/** A line appears at least this often, even without progress. */
const EVERY_MS = 10_000

/** Logs progress in lines: done, expected, rate, time left. */
export function createProgress(log: Log, clock: Clock): Progress {
  return {
    start(label, noun, expected): Piece {
      const startedAt = clock.now()
      let done = 0
      const stop = clock.every(EVERY_MS, () => {
        log.info(
          progressLine({
            label,
            noun,
            done,
            expected,
            elapsedMs: clock.now() - startedAt
          })
        )
      })
      return {
        advance(by) {
          done += by
        },
        end() {
          stop()
          const elapsed = readableDuration(clock.now() - startedAt)
          log.info(`${label}: ${amount(done, noun)} in ${elapsed}`)
        }
      }
    }
  }
}

export interface ProgressState {
  label: string
  noun: string
  done: number
  /** May be an estimate that is too low. */
  expected: number | undefined
  elapsedMs: number
}

/** "Reading users: 1,200 of about 100,000 (120/s, about 14 min left)" */
export function progressLine(state: ProgressState): string {
  const { label, noun, done, expected, elapsedMs } = state
  const rate = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0
  const speed = `${formatCount(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate))}/s`
  if (expected === undefined || expected < done) {
    return `${label}: ${amount(done, noun)} so far (${speed})`
  }
  const left =
    rate > 0
      ? `, about ${readableDuration(((expected - done) * 1000) / rate)} left`
      : ''
  return `${label}: ${formatCount(done)} of about ${amount(expected, noun)} (${speed}${left})`
}
