import type { Proof } from '../proof.ts'
import { aliasProofs } from './aliases.ts'
import { groupAndAttributeProofs } from './groups-and-attributes.ts'
import { importProofs } from './imports.ts'
import { linkingProofs } from './linking.ts'
import { listingProofs } from './listings.ts'
import { mfaProofs } from './mfa.ts'
import { quotaProofs } from './quotas.ts'
import { readingProofs } from './reading.ts'
import { storageProofs } from './storage.ts'
import { userProofs } from './users.ts'

/** All proofs, in the order in which they are tried: throttles come last. */
export const proofs: readonly Proof[] = [
  ...readingProofs,
  ...listingProofs,
  ...userProofs,
  ...groupAndAttributeProofs,
  ...aliasProofs,
  ...mfaProofs,
  ...linkingProofs,
  ...storageProofs,
  ...importProofs,
  ...quotaProofs
]
