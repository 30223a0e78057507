import type { FaultName } from '../../../simulator/simulator.ts'

/**
 * What became of a run. `recovered`: it did all of its work, as if nothing had
 * been. `partial`: it says what is missing, and why. `failed`: it says why, and
 * nothing is half-visible.
 */
export type FaultOutcome = 'recovered' | 'partial' | 'failed'

/** A fault, where it strikes, and what must come of it. Plain data. */
export interface FaultCase {
  /** What goes wrong, in words. */
  fault: string
  /** The operation of Cognito's API or S3's, or what it strikes in words. */
  on: string
  outcome: FaultOutcome
  /** What a run that doesn't end well says: a part of its one sentence. */
  says?: string
  /** Parts of the warnings, beside those that the pool's people give rise to. */
  warns?: readonly string[]
  /** Outputs that the run must have. */
  outputs?: Readonly<Record<string, string>>
  /** One of the simulator's faults, aimed at `on` if that is an operation. */
  does?: FaultName
  from?: number
  /** `all`: every call from then on. */
  times?: number | 'all'
  every?: number
  lastsMs?: number
  /** Text that the call's input must hold. */
  holding?: string
  /** The service that it strikes, where `on` isn't an operation. */
  service?: 'cognito-idp'
}

/** What a test is named by. */
export function titleOf({ fault, on, outcome }: FaultCase): string {
  return `${fault}, on ${on}: ${outcome}`
}
