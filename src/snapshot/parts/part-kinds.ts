/** What `objects` of a manifest lists, in the order of the format. */
export const PART_KINDS = ['pool', 'groups', 'users', 'memberships'] as const
export type ListedKind = (typeof PART_KINDS)[number]

/** Parts with app clients, which format 1.0 didn't have, are listed apart. */
export type PartKind = ListedKind | 'clients'
