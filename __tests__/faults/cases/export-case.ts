import type { SimulatorOptions } from '../../../simulator/simulator.ts'
import type { FaultCase } from './case.ts'

/** Something that happens to the pool between two calls of an export. */
export type PoolEvent =
  | 'a user is deleted'
  | 'a user signs up'
  | 'a user signs up and joins a group'
  | 'a user is deleted and created again'
  | 'a user moves to another group'
  | 'a group is created'
  | 'a group is deleted'
  | 'a group is created anew under another name'
  | 'the pool is deleted'

/** Whom the pool has, where it isn't the people of the simulator. */
export type Inhabitants =
  | 'fifty attributes of 2,048 bytes'
  | 'nobody with an e-mail address'
  | 'two with the same e-mail address'
  | 'attributes that the schema lacks'

export interface ExportCase extends FaultCase {
  /** The fault strikes each of these calls, in one run; `on` is in words. */
  calls?: readonly Pick<FaultCase, 'on' | 'from'>[]
  /** Happens before the call that `on` and `from` say. */
  event?: PoolEvent
  /** How the pool differs from the usual one. */
  pool?: Pick<
    SimulatorOptions,
    | 'users'
    | 'groups'
    | 'membershipsPerUser'
    | 'mfa'
    | 'disabledShare'
    | 'federatedShare'
    | 'noUsernameShare'
    | 'emptyPageShare'
  >
  inhabitants?: Inhabitants
  /** What DescribeUserPool estimates. */
  estimate?: number
  /** How many users of the pool the snapshot lacks, as a warning says. */
  lacks?: number
  /** The process gets this signal with the call that `on` and `from` say. */
  signal?: 'SIGTERM'
}

/**
 * The pool of each case that doesn't say otherwise: three pages of users; two
 * pages of members in three groups, and a fourth that is empty.
 */
export const EXPORT_POOL = {
  users: 130,
  groups: 4,
  membershipsPerUser: 2,
  shortPageShare: 0,
  emptyPageShare: 0
} as const satisfies SimulatorOptions

export const MFA = { mfa: 'OPTIONAL', users: 61 } as const
