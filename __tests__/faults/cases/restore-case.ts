import type { SimulatorOptions } from '../../../simulator/simulator.ts'
import type { FaultCase } from './case.ts'

/** Something that happens to the target between the plan and a call. */
export type TargetEvent =
  | 'the user is deleted'
  | 'somebody signs up with the address'
  | 'a stranger takes the name'
  | 'the group is created'
  | 'the group is deleted'

/** What the target is before the restore. */
export type TargetKind =
  | 'empty'
  /** It lacks a custom attribute, and some of the users are there and differ. */
  | 'with changed users'
  /** Empty, and filled by import jobs of Cognito's. */
  | 'by import jobs'

export interface RestoreCase extends FaultCase {
  target?: TargetKind
  /** Happens before the call that `on` and `from` say, to whom it names. */
  event?: TargetEvent
  inputs?: Readonly<Record<string, string>>
  /**
   * Strikes every call to Cognito from the first one of `on`. A fault of
   * credentials meets S3 as well.
   */
  spreads?: true
  /** How many users fail; 0 unless the run stops. */
  failedUsers?: number
  /**
   * The second run, which meets no fault, ends in the state of an undisturbed
   * one: with these inputs, but for one conflict, or not at all while somebody is
   * in the way.
   */
  again?: Readonly<Record<string, string>> | 'conflicts' | 'fails'
  /** It ends before its first write, so that a second run is like a first one. */
  writesNothing?: true
}

/** Whom the snapshots of all cases hold. */
export const RESTORE_POOL = {
  users: 16,
  groups: 4,
  membershipsPerUser: 2,
  disabledShare: 0.15,
  federatedShare: 0.2,
  signIn: 'alias',
  mfa: 'OPTIONAL',
  shortPageShare: 0,
  emptyPageShare: 0
} as const satisfies SimulatorOptions

/** Everybody is restored, and as much of everybody as there is. */
export const RESTORE_INPUTS = {
  'users-without-username': 'recreate',
  'mfa-users': 'restore',
  'federated-users': 'link'
} as const
