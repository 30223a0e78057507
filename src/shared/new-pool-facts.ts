/** What becomes of a part of a definition in a new pool. */
export type Verdict =
  'same' | 'changed' | 'needs-a-person' | 'impossible' | 'not-captured'

/** How far a run, or an earlier one, came with a part. */
export type PartFate =
  | 'made'
  | 'there-already'
  /** For a later run, once the users are restored. */
  | 'waits'
  | 'left-out'
  | 'not-made'
  /** A call of which it isn't known whether it had its effect. */
  | 'unknown'

/** A part of the definition in the plan of a new pool. */
export interface PlanLine {
  /** As mode compare names it: `client/mobile`. */
  part: string
  verdict: Verdict
  sentence: string
  /** `undefined`: a dry run, or a plan that was refused. */
  became: PartFate | undefined
}

/** Something that a person has to know or to do. */
export interface FindingFacts {
  /** What, then the part: `new-secret/client/mobile`. */
  id: string
  sentence: string
  state: 'open' | 'accepted'
  /** `false`: only `secrets`, `replace`, `domain` or `leave-out` solve it. */
  canAccept: boolean
}

/** A pool that a run has begun, and that isn't complete. */
export interface HalfMadePool {
  userPoolId: string
  /** The snapshot that it is made from. */
  snapshotId: string
}

/** Where a pool is made. */
export interface PoolTarget {
  accountId: string
  region: string
}
