import type { Breach } from './check.ts'
import type { ModelledService } from './model.ts'

/** A breach, and how often it was seen. */
export interface SeenBreach extends Breach {
  service: ModelledService
  times: number
}

/**
 * All breaches in this process, of all simulators. They fail a suite of tests,
 * so that no single test has to check them.
 */
const seenInProcess = new Map<string, SeenBreach>()

export function breachesInProcess(): SeenBreach[] {
  return [...seenInProcess.values()]
}

/** For tests that send what no model allows on purpose. */
export function forgetBreachesInProcess(): void {
  seenInProcess.clear()
}

export function noteInProcess(breach: SeenBreach): void {
  noteBreach(seenInProcess, breach)
}

export function noteBreach(
  into: Map<string, SeenBreach>,
  breach: SeenBreach
): void {
  const { service, operation, path, rule } = breach
  const key = JSON.stringify([service, operation, path, rule])
  const known = into.get(key)
  if (known === undefined) into.set(key, breach)
  else known.times += 1
}
