import type { TakeOver } from '../shared/new-pool-facts.ts'
import type { Replacement } from '../shared/replacements.ts'
import type { ExpectedSnapshot } from '../storage/open-expected.ts'

/** What mode create-pool is asked for. */
export interface CreatePoolRequest extends ExpectedSnapshot {
  /** The bucket of the snapshot. */
  bucket: string
  /** `undefined`: the name of the snapshot's pool. */
  poolName: string | undefined
  /** In all texts of the definition, in this order. */
  replacements: readonly Replacement[]
  domain: DomainChoice
  secrets: readonly GivenSecret[]
  /** Parts not to make, `client/mobile`, or all of a kind, `triggers`. */
  leaveOut: readonly string[]
  /** Ids of findings that a person has seen, `new-secret/client/mobile`. */
  accept: readonly string[]
  /** Whether to set what waited, in the pool that an earlier run made. */
  finish: boolean
  /** For which tool the run says how to import the pool. */
  takeOver: TakeOver | undefined
  /** Whether to plan, with reads only. */
  dryRun: boolean
  allowedAccountIds: readonly string[]
}

/** `keep`: the domains of the snapshot. */
export type DomainChoice = 'none' | 'keep' | { prefix: string }

/** One line of the input `secrets`. Its value is never shown and never stored. */
export interface GivenSecret {
  of: 'client' | 'provider'
  /** The name, or the id of a client. */
  name: string
  value: string
}
