import type { FaultName } from '../../../simulator/simulator.ts'
import type { ErrorCode } from '../../../src/errors.ts'

/** The calls of S3 that a fault can meet, by what they are about. */
export type S3Call =
  | `PUT ${'pool' | 'groups' | 'users' | 'memberships' | 'manifest'}`
  | `PUT ${'started' | 'finished' | 'report' | 'map of subs'}`
  | `GET ${'pool' | 'groups' | 'users' | 'memberships' | 'manifest'}`
  | `GET ${'started' | 'finished'}`
  /** The second reading of users, which is to apply what was checked. */
  | 'GET users again'
  /** The version that the manifest names, and whatever is the newest. */
  | `GET ${'version' | 'newest'} of users`
  | 'HEAD users'
  | 'HEAD manifest'
  | `LIST ${'snapshots' | 'versions'}`
  | 'every call'

/** A fault, where it strikes, and how the run is to end. Plain data. */
export interface S3Case {
  /** What went wrong, as a person would say it. */
  tried: string
  /** Its name in the simulator. */
  fault: FaultName
  on: S3Call
  /** How often it strikes; once by default. */
  times?: 'all'
  /** Another fault of the same run. */
  and?: { fault: FaultName; on: S3Call; times?: 'all' }
  /**
   * `recovered`: as if nothing had happened. `partial`: the pool was changed,
   * and the next run completes it. `failed`: nothing was.
   */
  outcome: 'recovered' | 'partial' | 'failed'
  /** Of a run that fails, its code and a part of its only sentence. */
  code?: ErrorCode
  says?: string
  /** A part of the only warning. */
  warns?: string
}

/** What is tried, without where. */
export type S3Fault = Omit<S3Case, 'on'>

/** One case for each call. */
export function onEach<Call extends S3Call>(
  calls: readonly Call[],
  faults: readonly S3Fault[]
): (S3Fault & { on: Call })[] {
  return faults.flatMap(fault => calls.map(on => ({ ...fault, on })))
}

/** A case in a line, for the name of its test. */
export function title({ tried, on, times, outcome, says, warns }: S3Case) {
  const forGood = times === 'all' ? ', for good' : ''
  const words = says ?? warns
  const ending = words === undefined ? outcome : `${outcome}: “${words}”`
  return `${on}: ${tried}${forGood}: ${ending}`
}
