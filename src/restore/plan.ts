import type { SkipReason, UserRecord } from '../snapshot/records.ts'

/**
 * What a restore will do with a user: a pure function of the record, the facts
 * of the target pool and the policies, so that a plan can be counted, shown and
 * carried out, and is the same each time (DESIGN section 7).
 */
export type UserPlan =
  | UserCreation
  | { action: 'keep' }
  | { action: 'skip'; reasons: readonly SkipReason[] }

export interface UserCreation {
  action: 'create'
  username: string
  /** Given to AdminCreateUser. */
  attributes: Readonly<Record<string, string>>
  /** Set once the user is confirmed, because Cognito takes them only then. */
  attributesAfterwards: Readonly<Record<string, string>>
  disable: boolean
  groups: readonly string[]
}

/** What a plan has to know of the target pool. */
export interface TargetFacts {
  has(username: string): boolean
  /** `email`, `phone_number`, `preferred_username`. */
  aliasAttributes: readonly string[]
}

export function planUser(
  record: UserRecord,
  groups: readonly string[],
  target: TargetFacts
): UserPlan {
  // Somebody who is there needs no restoring, whatever speaks against it.
  if (target.has(record.username)) return { action: 'keep' }
  if (record.skip.length > 0) return { action: 'skip', reasons: record.skip }
  const { now, afterwards } = splitAttributes(record.attributes, target)
  return {
    action: 'create',
    username: record.username,
    attributes: now,
    attributesAfterwards: afterwards,
    disable: !record.enabled,
    groups
  }
}

function splitAttributes(
  attributes: Readonly<Record<string, string>>,
  target: TargetFacts
) {
  const now: Record<string, string> = {}
  const afterwards: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (!isWritable(name)) continue
    const verifies = VERIFIED.get(name)
    // Cognito takes a verified flag only with the value that it speaks of.
    if (verifies !== undefined && !attributes[verifies]) continue
    const isLate =
      name === 'preferred_username' && target.aliasAttributes.includes(name)
    if (isLate) afterwards[name] = value
    else now[name] = value
  }
  return { now, afterwards }
}

// A map, because an attribute may be called "constructor".
const VERIFIED: ReadonlyMap<string, string> = new Map([
  ['email_verified', 'email'],
  ['phone_number_verified', 'phone_number']
])

/** `sub` is Cognito's to give, and the others are Cognito's to keep. */
function isWritable(name: string): boolean {
  return name !== 'sub' && name !== 'identities' && !name.startsWith('cognito:')
}
