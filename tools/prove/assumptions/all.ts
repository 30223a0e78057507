import type { Assumption } from './assumption.ts'
import { gitHubAssumptions } from './github.ts'
import { importAssumptions } from './imports.ts'
import { listingAssumptions } from './listing.ts'
import { newPoolAssumptions } from './new-pools.ts'
import { permissionAssumptions } from './permissions.ts'
import { recoveryAssumptions } from './recoveries.ts'
import { signInAssumptions } from './sign-in.ts'
import { storageAssumptions } from './storage.ts'
import { userAssumptions } from './users.ts'

/** All that isn't proven without an account, by subject. */
export const assumptions: readonly Assumption[] = [
  ...listingAssumptions,
  ...storageAssumptions,
  ...userAssumptions,
  ...signInAssumptions,
  ...importAssumptions,
  ...recoveryAssumptions,
  ...newPoolAssumptions,
  ...permissionAssumptions,
  ...gitHubAssumptions
]
