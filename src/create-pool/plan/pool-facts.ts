import type { PoolPlace } from '../parts/made-part.ts'
import type { TargetFacts } from '../target/target.ts'

/** What a plan has to know that no definition says. */
export interface PoolFacts {
  /** Of the snapshot's manifest. */
  source: PoolPlace & { userPoolId: string }
  target: TargetSeen
  /** Users that a restore of the snapshot creates and Cognito bills. */
  users: number
  /** Whether the snapshot lacks app clients that had registered themselves. */
  lacksClients: boolean
}

/** What was read in the account and Region of the new pool. */
export type TargetSeen = Omit<TargetFacts, 'own'>
