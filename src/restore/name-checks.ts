import type { PoolDescription } from '../cognito/definition.ts'
import type { Manifest } from '../snapshot/manifest.ts'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/

/** Names that a target pool would take for something else. */
export interface NameChecks {
  see(username: string): void
  /** Users whose names differ from another's in capitals alone. */
  caseCollisions: number
  /** Names that read like an address by which the pool's users sign in. */
  likeAlias: number
}

/**
 * Counts the names of users to create that can't stand in the target. Capitals
 * matter only from a pool that tells them apart into one that doesn't.
 */
export function checkNames(
  source: Manifest['source'],
  target: PoolDescription
): NameChecks {
  const folded = new Set<string>()
  const mayCollide = source.caseSensitive && !target.caseSensitive
  const checks: NameChecks = {
    caseCollisions: 0,
    likeAlias: 0,
    see(username) {
      const { aliasAttributes } = target
      const isLike =
        (aliasAttributes.includes('email') && EMAIL.test(username)) ||
        (aliasAttributes.includes('phone_number') &&
          PHONE_NUMBER.test(username))
      if (isLike) checks.likeAlias += 1
      if (!mayCollide) return
      const name = username.toLowerCase()
      if (folded.has(name)) checks.caseCollisions += 1
      folded.add(name)
    }
  }
  return checks
}
