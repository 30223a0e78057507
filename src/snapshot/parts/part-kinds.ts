export const PART_KINDS = ['pool', 'groups', 'users', 'memberships'] as const
export type PartKind = (typeof PART_KINDS)[number]
