import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { AwsContext } from '../../src/aws/client-config.ts'
import type { PoolClient } from '../../src/cognito/calls/pool-client.ts'
import type { Bucket } from '../../src/storage/bucket.ts'
import type { EncryptionRequest } from '../../src/storage/put.ts'
import type { Clock } from '../../src/shared/world.ts'
import type { Made } from './made.ts'
import type { CreationRequest, PoolFacts, PoolKind } from './pool-kinds.ts'

/** A user pool that proofs are tried on. */
export interface LabPool extends PoolFacts {
  client: PoolClient
}

/** Where objects may be put, and how they are encrypted. */
export interface LabBucket {
  name: string
  bucket: Bucket
  encryption: EncryptionRequest
  /** All keys of this run begin with it; it ends in a slash. */
  folder: string
}

/** What proofs are tried with. */
export interface Lab {
  context: AwsContext
  clock: Clock
  /** Aborted when somebody stops the run: no proof goes on waiting. */
  signal: AbortSignal
  made: Made
  /** Names and values that no report may hold. */
  personal: Set<string>
  /** @throws NotSettled where there is none of that kind */
  pool: (kind: PoolKind) => Promise<LabPool>
  /**
   * Makes a pool for one proof alone, which is deleted in the end.
   *
   * @throws NotSettled without `--create-pools`
   */
  newPool: (request: CreationRequest) => Promise<LabPool>
  /** A client that makes each call once, for what the SDK would try again. */
  once: CognitoIdentityProviderClient
  /** @throws NotSettled without `--bucket` */
  bucket: () => LabBucket
  /** @throws NotSettled without `--import-role-arn` */
  importRoleArn: () => string
  /** Does something once a run, for several proofs to look at. */
  shared: <Result>(name: string, make: () => Promise<Result>) => Promise<Result>
}
