import type { PoolToRemove } from './pool-removal.ts'

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
export interface HalfMadePool extends PoolToRemove {
  /** The part and the call at which this run stopped. */
  stoppedAt?: string
}

/** Where a pool is made. */
export interface PoolTarget {
  accountId: string
  region: string
}

/** A tool that takes a pool over. */
export type TakeOver = 'terraform' | 'cloudformation'

/** What is known of a run of mode create-pool. */
export interface NewPoolFacts {
  /** Whether the run sets what waited, in a pool that an earlier run made. */
  finishes: boolean
  /** The pool that the snapshot was taken of. */
  sourceUserPoolId: string | undefined
  /** Where the new pool is made; known before the pool is. */
  target: PoolTarget | undefined
  /** The name of the new pool. */
  poolName: string | undefined
  /** The plan, in the order of the definition. */
  lines: PlanLine[] | undefined
  findings: FindingFacts[] | undefined
  /** Sentences about no single part. The first is what to do before anything. */
  remarks: string[]
  /** New ids of app clients by the old ones, as far as they are made. */
  clientIds: ReadonlyMap<string, string> | undefined
  /** Names of app clients by their old ids. */
  clientNames: ReadonlyMap<string, string>
  /** Names of the parts that the pool has, once it is read. */
  partsThere: ReadonlySet<string> | undefined
  /** For which tool the run says how to import the pool. */
  takeOver: TakeOver | undefined
  /** A pool that isn't complete; `undefined`: there is none, as far as is known. */
  halfMade: HalfMadePool | undefined
  /** Whether CreateUserPool was sent, and whether it had its effect isn't known. */
  mayExist: boolean
}
