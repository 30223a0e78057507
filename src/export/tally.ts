import { newUserCounts, type UserCounts } from '../snapshot/user-counts.ts'

export { countUser } from '../snapshot/user-counts.ts'

/** What has been counted of the users of a pool. */
export interface UserTally extends UserCounts {
  /** Users that Cognito listed once more than once; they are written once. */
  duplicates: number
}

export function newUserTally(): UserTally {
  return { ...newUserCounts(), duplicates: 0 }
}
