import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import type { MfaConfig } from '../../../cognito/mfa-config.ts'
import type { TargetUsers } from '../../target/target-users.ts'
import type { ProofFacts } from './proof.ts'

/** What the plan of a user needs to know of the target pool. */
export interface TargetFacts extends ProofFacts {
  description: PoolDescription
  /** By name, with the attributes that the restore will add to the pool. */
  schema: ProofFacts['schema']
  mfa: MfaConfig
  users: TargetUsers
}
