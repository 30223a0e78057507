import type { PoolPlace } from '../parts/made-part.ts'

/** What a plan has to know that no definition says. */
export interface PoolFacts {
  /** Of the snapshot's manifest. */
  source: PoolPlace & { userPoolId: string }
  target: TargetSeen
  /** Users that a restore of the snapshot creates and Cognito bills. */
  users: number
}

/** What was read in the account and Region of the new pool. */
export interface TargetSeen {
  place: PoolPlace
  /** The pool of the snapshot; in another account or Region it is `unknown`. */
  source: 'there' | 'gone' | 'unknown'
  /** Ids of pools with the name of the new one that aren't this tool's beginning. */
  sameName: readonly string[] | 'unknown'
  /** Domains of the new pool, by their names. */
  domains: ReadonlyMap<string, 'free' | 'taken' | 'unknown'>
}
