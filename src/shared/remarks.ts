/** Findings about a snapshot that are no reason to refuse it. */
export const REMARKS = [
  'bucket-unversioned',
  'listing-unchecked',
  'versions-unchecked',
  'checksum-unknown',
  'version-missing',
  'membership-of-nobody',
  'username-twice',
  'definition-changed'
] as const
export type Remark = (typeof REMARKS)[number]
