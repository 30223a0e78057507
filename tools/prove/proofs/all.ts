import type { Proof } from '../proof.ts'
import { aliasProofs } from './aliases.ts'
import { clientProofs } from './clients.ts'
import { groupAndAttributeProofs } from './groups-and-attributes.ts'
import { importProofs } from './imports.ts'
import { linkingProofs } from './linking.ts'
import { listingProofs } from './listings.ts'
import { mfaProofs } from './mfa.ts'
import { newPoolProofs } from './new-pools.ts'
import { quotaProofs } from './quotas.ts'
import { readingProofs } from './reading.ts'
import { recoveryProofs } from './recoveries.ts'
import { searchProofs } from './searches.ts'
import { storageProofs } from './storage.ts'
import { userProofs } from './users.ts'

/**
 * All proofs, in the order in which they are tried. A recovery blocks its pool for
 * a while, and throttles slow all that follows.
 */
export const proofs: readonly Proof[] = [
  ...readingProofs,
  ...listingProofs,
  ...searchProofs,
  ...userProofs,
  ...groupAndAttributeProofs,
  ...aliasProofs,
  ...mfaProofs,
  ...linkingProofs,
  ...clientProofs,
  ...newPoolProofs,
  ...storageProofs,
  ...importProofs,
  ...recoveryProofs,
  ...quotaProofs
]
