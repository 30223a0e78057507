import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { Manifest } from '../../snapshot/manifest.ts'
import { signInValues, type Attributes } from '../target/attributes.ts'
import type { PlannedUser } from './users/user-plan.ts'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/

/** Users whose names mean something else in the target pool. */
export interface NameCounts {
  /**
   * Users whose names, or the addresses that they would sign in by, differ from
   * another user's in letter case only.
   */
  caseCollisions: number
  /** Users whose names look like an alias of the target pool. */
  likeAlias: number
}

export interface NameChecks extends NameCounts {
  /** Counts a user. To be called once for each user of the plan. */
  see(user: PlannedUser): void
}

/**
 * Counts the users to create or update whose names and addresses the target
 * pool can't hold. The order of the users must not decide who gets a name, so
 * such a plan blocks.
 */
export function checkNames(
  source: Manifest['source'],
  target: PoolDescription
): NameChecks {
  /** The first spelling of each name, by the name in lower case. */
  const spellings = new Map<string, string>()
  const exact = { ...target, caseSensitive: true }
  const mayCollide = couldDiffer(source, target)
  const checks: NameChecks = {
    caseCollisions: 0,
    likeAlias: 0,
    see(user) {
      const { plan } = user
      const isNew = plan.action === 'create' && plan.resumes === undefined
      if (isNew && isLikeAlias(plan.username, target)) checks.likeAlias += 1
      if (!mayCollide) return
      const names = signInValues(exact, newAttributes(user))
      if (isNew) names.push(`username:${plan.username}`)
      const isSecond = names.map(name => {
        const folded = name.toLowerCase()
        const first = spellings.get(folded)
        if (first === undefined) spellings.set(folded, name)
        return first !== undefined && first !== name
      })
      if (isSecond.includes(true)) checks.caseCollisions += 1
    }
  }
  return checks
}

/**
 * Whether the target pool ignores letter case and the source may have names
 * that differ in it only: because the source pool respects case, or because an
 * attribute to sign in by was none in the source.
 */
function couldDiffer(
  source: Manifest['source'],
  target: PoolDescription
): boolean {
  const had = [...source.usernameAttributes, ...source.aliasAttributes]
  const has = [...target.usernameAttributes, ...target.aliasAttributes]
  return (
    !target.caseSensitive &&
    (source.caseSensitive || has.some(name => !had.includes(name)))
  )
}

function isLikeAlias(
  username: string,
  { aliasAttributes }: PoolDescription
): boolean {
  return (
    (aliasAttributes.includes('email') && EMAIL.test(username)) ||
    (aliasAttributes.includes('phone_number') && PHONE_NUMBER.test(username))
  )
}

/** The sign-in attributes that a user would get, if they were free. */
function newAttributes({ record, plan }: PlannedUser): Attributes {
  const { attributes } = record
  switch (plan.action) {
    case 'create':
      return plan.resumes === undefined ? attributes : {}
    case 'fail':
      return plan.code === 'address-taken' ? attributes : {}
    case 'update': {
      const isNew = (name: string) =>
        Object.hasOwn(plan.attributes, name) ||
        Object.hasOwn(plan.attributes, `${name}_verified`)
      return Object.fromEntries(
        Object.entries(attributes).filter(
          ([name]) => name.endsWith('_verified') || isNew(name)
        )
      )
    }
    case 'keep':
    case 'skip':
      return {}
  }
}
