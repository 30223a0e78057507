import type { Lab } from './lab.ts'

/** How long something is waited for, and how often it is asked. Milliseconds. */
const LATEST_MS = 30_000
const ASK_EVERY_MS = 250

/** @returns after how many milliseconds it was so; Infinity if it never was */
export async function waitFor(
  { clock, signal }: Lab,
  isSo: () => Promise<boolean>
): Promise<number> {
  const startedAt = clock.now()
  const elapsed = () => clock.now() - startedAt
  while (elapsed() < LATEST_MS && !signal.aborted) {
    if (await isSo()) return elapsed()
    await clock.sleep(ASK_EVERY_MS, signal)
  }
  return Infinity
}

/** How a report says a time of waitFor. */
export const seconds = (ms: number) =>
  ms === Infinity ? 'not within 30 s' : `after ${(ms / 1000).toFixed(1)} s`
