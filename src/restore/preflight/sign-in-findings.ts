import { amount } from '../../shared/amount.ts'
import type { PreflightFacts } from './facts.ts'
import { block, nameList, warn, type Finding } from './findings.ts'

/**
 * Whether people can sign in to the target pool as before. These settings are
 * final: "After you create a user pool, you can't change this setting"
 * (developer guide, user pool attributes).
 */
export function findInSignIn(facts: PreflightFacts): Finding[] {
  const mismatch = signIn(facts)
  return [
    ...mismatch,
    // If people sign in another way, the aliases don't matter.
    ...(mismatch.some(({ blocks }) => blocks) ? [] : aliases(facts)),
    ...letterCase(facts),
    ...namesLikeAliases(facts)
  ]
}

function signIn({ source, target }: PreflightFacts): Finding[] {
  const from = source.usernameAttributes
  const to = target.usernameAttributes
  const lost = from.filter(name => !to.includes(name))
  const isAlike =
    from.length === 0 ? to.length === 0 : lost.length < from.length
  if (!isAlike) {
    return [
      block(
        'People sign in another way',
        `The users of the snapshot sign in by ${words(from)}, those of the target pool by ${words(to)}, which can't be changed once a pool exists. Restore into a pool that was made with ${from.length === 0 ? 'no UsernameAttributes' : `the UsernameAttributes ${nameList(from)}`}.`
      )
    ]
  }
  if (lost.length === 0) return []
  return [
    warn(
      'People can sign in by less',
      `The users of the snapshot sign in by ${words(from)}, those of the target pool only by ${words(to)}. Users without ${words(to)} can't be created in it.`
    )
  ]
}

function words(usernameAttributes: readonly string[]): string {
  return usernameAttributes.length === 0
    ? 'username'
    : [...usernameAttributes].sort().join(' or ')
}

function aliases({ source, target }: PreflightFacts): Finding[] {
  const usable = [...target.aliasAttributes, ...target.usernameAttributes]
  const lost = source.aliasAttributes.filter(name => !usable.includes(name))
  if (lost.length === 0) return []
  return [
    warn(
      'Aliases are missing in the target pool',
      `People could sign in to the source pool by ${nameList(lost)} too; the target pool lacks that (AliasAttributes), which can't be changed once a pool exists. They have to use their usernames.`
    )
  ]
}

function letterCase({ source, target, plan }: PreflightFacts): Finding[] {
  if (plan.caseCollisions > 0) {
    return [
      block(
        'Names differ only in their case',
        `${amount(plan.caseCollisions, 'user')} of the snapshot would collide with others. The target pool takes upper and lower case for the same, in usernames and in addresses that people sign in by. Restore into a pool made with CaseSensitive true (UsernameConfiguration). Or choose one user of each such name in the input only-users, by its sub.`
      )
    ]
  }
  if (source.caseSensitive || !target.caseSensitive) return []
  return [
    warn(
      'The target pool tells upper from lower case',
      'The source pool takes upper and lower case in names for the same, the target pool does not. People have to sign in exactly as their names and addresses are written.'
    )
  ]
}

/** Developer guide, customizing sign-in attributes. */
function namesLikeAliases({ target, plan }: PreflightFacts): Finding[] {
  if (plan.nameLooksLikeAlias === 0) return []
  return [
    block(
      'Usernames read like an alias',
      `${amount(plan.nameLooksLikeAlias, 'user')} of the snapshot ${plan.nameLooksLikeAlias === 1 ? 'has a username that reads' : 'have usernames that read'} like an e-mail address or a phone number, which Cognito refuses in a pool with the aliases ${nameList(target.aliasAttributes)}. Restore into a pool without these aliases, or name the other users in the input only-users.`
    )
  ]
}
