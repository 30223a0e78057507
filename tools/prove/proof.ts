import type { Lab } from './lab.ts'
import type { PoolKind } from './pool-kinds.ts'

/**
 * What one proof found out. What was seen holds names of errors, statuses,
 * counts and yes or no: never a name, an address, an attribute value or a sub.
 */
export type Verdict =
  | { outcome: 'as-assumed'; seen: string }
  | { outcome: 'otherwise'; seen: string }
  | { outcome: 'not-settled'; seen: string }

export type Outcome = Verdict['outcome']

/** What somebody who runs the proofs has to give for this one. */
export interface Needs {
  /** What kind of pool it is tried on. */
  pool?: PoolKind
  /** `--bucket` and `--kms-key-id`. */
  bucket?: true
  /** `--import-role-arn`. */
  importRole?: true
}

/** The way to find out whether an assumption about live AWS holds. */
export interface Proof {
  /** That of the assumption. */
  id: string
  needs: Needs
  /** How many users it creates at most. */
  users: number
  /** How many pools it creates for itself alone. */
  pools?: number
  /**
   * @throws NotSettled; AwsCallError where a call failed that should have
   *   worked, which settles nothing either
   */
  try: (lab: Lab) => Promise<Verdict>
}

/** Why nothing can be said: the message is shown, so it holds no personal data. */
export class NotSettled extends Error {}

export const asAssumed = (seen: string): Verdict => ({
  outcome: 'as-assumed',
  seen
})
export const otherwise = (seen: string): Verdict => ({
  outcome: 'otherwise',
  seen
})
export const notSettled = (seen: string): Verdict => ({
  outcome: 'not-settled',
  seen
})

/** The verdict on something that is so or isn't. */
export function holds(isSo: boolean, seen: string): Verdict {
  return isSo ? asAssumed(seen) : otherwise(seen)
}
