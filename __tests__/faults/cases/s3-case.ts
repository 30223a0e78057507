import type { FaultName } from '../../../simulator/simulator.ts'
import type { ErrorCode } from '../../../src/shared/errors.ts'
import type { FaultCase } from './case.ts'

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

/** A fault of S3, where it strikes, and how the run is to end. Plain data. */
export interface S3Case extends FaultCase {
  does: FaultName
  on: S3Call
  /** Once by default. */
  times?: 'all'
  /** Other calls of the same run that the same fault meets. */
  also?: readonly S3Call[]
  /** Another fault of the same run. */
  and?: { does: FaultName; on: S3Call; times?: 'all' }
  /** Of a run that fails, its code; `says` is a part of its only sentence. */
  code?: ErrorCode
}

/** What is tried, without where. */
export type S3Fault = Omit<S3Case, 'on'>

/** The faults of these names. */
export function of(
  faults: readonly S3Fault[],
  ...names: readonly string[]
): S3Fault[] {
  return names.map(name => {
    const found = faults.find(({ fault }) => fault === name)
    if (found === undefined) throw new Error(`There is no fault ${name}`)
    return found
  })
}

/** One case for each call. */
export function onEach<Call extends S3Call>(
  calls: readonly Call[],
  faults: readonly S3Fault[]
): (S3Fault & { on: Call })[] {
  return faults.flatMap(fault => calls.map(on => ({ ...fault, on })))
}

/** One case, and so one run, for all calls: for faults that pass. */
export function onAll<Call extends S3Call>(
  [on, ...also]: readonly [Call, ...Call[]],
  faults: readonly S3Fault[]
): (S3Fault & { on: Call; also: Call[] })[] {
  return faults.map(fault => ({ ...fault, on, also }))
}

/** A case in a line, for the name of its test. */
export function title(one: S3Case) {
  const { fault, on, also = [], times, outcome, says, warns } = one
  const forGood = times === 'all' ? ', for good' : ''
  const words = says ?? warns?.join('”, “')
  const ending = words === undefined ? outcome : `${outcome}: “${words}”`
  return `${[on, ...also].join(', ')}: ${fault}${forGood}: ${ending}`
}
