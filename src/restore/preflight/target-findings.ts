import { accountFinding } from '../../shared/allowed-accounts.ts'
import { amount } from '../../shared/amount.ts'
import { sayRecovery, wayPast } from '../recovery-words.ts'
import type { PreflightFacts } from './facts.ts'
import { block, nameList, warn, type Finding } from './findings.ts'

/** Whether the target pool is the right one, and what it does to new users. */
export function findInTarget(facts: PreflightFacts): Finding[] {
  return [
    ...account(facts),
    ...replica(facts),
    ...activeRecovery(facts),
    ...mfa(facts),
    ...triggers(facts)
  ]
}

function account({ target, policies }: PreflightFacts): Finding[] {
  const finding = accountFinding(target.accountId, policies.allowedAccountIds)
  if (finding === undefined) return []
  return [
    block(
      'The account is not an allowed one',
      `${finding} Check which role the job assumes and the input user-pool-id, or add the account to the list.`
    )
  ]
}

/** "You can't generate new users in secondary user pools" (developer guide). */
function replica({ replicaRole }: PreflightFacts): Finding[] {
  if (replicaRole !== 'SECONDARY') return []
  return [
    block(
      'The pool is a secondary replica',
      'The user pool is a secondary replica, in which Cognito creates and changes no users. Restore into the primary one: set the input aws-region to its Region.'
    )
  ]
}

/** "Write operations in the user pool are paused" (RestorationType). */
function activeRecovery({ recovery }: PreflightFacts): Finding[] {
  if (recovery === null || recovery === 'unknown') return []
  return [
    block(
      'A recovery blocks the target pool',
      `Cognito blocks writes to the pool while ${sayRecovery(recovery)} is active. ${wayPast(recovery)}`
    )
  ]
}

/** Developer guide, MFA: "Required | Not configured | … No (can't sign in)". */
function mfa({ target, plan }: PreflightFacts): Finding[] {
  if (target.mfa !== 'ON' || plan.creations === 0) return []
  return [
    warn(
      'The target pool requires MFA',
      'The target pool requires MFA (MfaConfiguration is ON). A restored user without any of its factors must set one up before they can sign in. A phone number or an e-mail address that the pool sends codes to is enough.'
    )
  ]
}

const OF_MESSAGES = ['CustomEmailSender', 'CustomMessage', 'CustomSMSSender']

/**
 * AdminCreateUser calls the trigger PreSignUp and, with a message, those for
 * messages (developer guide, Lambda triggers). That it calls PreSignUp without
 * a message too is inferred: the guide says of SUPPRESS only that it sends no
 * message.
 */
function triggers({ target, plan }: PreflightFacts): Finding[] {
  const { lambdaTriggers } = target
  // The guide's table of triggers doesn't list the CSV import.
  const creations = plan.creations - plan.imported
  if (!lambdaTriggers.includes('PreSignUp') || creations === 0) return []
  const silent = lambdaTriggers.filter(name => OF_MESSAGES.includes(name))
  const rest =
    silent.length === 0
      ? ''
      : ` ${nameList(silent)} won't be called, because a restore sends no message.`
  return [
    warn(
      'A Lambda function runs for each new user',
      `The target pool's PreSignUp trigger runs for each of ${amount(creations, 'user')} to be created by API, has 5 seconds for it and may refuse them. Let it accept the trigger source PreSignUp_AdminCreateUser.${rest}`
    )
  ]
}
