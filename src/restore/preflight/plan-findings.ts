import { amount } from '../../shared/amount.ts'
import { MOST_GROUPS_PER_USER } from '../plan/tally.ts'
import type { PreflightFacts } from './facts.ts'
import { block, nameList, warn, type Finding } from './findings.ts'

/** Developer guide, quotas: groups per user pool. */
export const MOST_GROUPS = 10_000

/** What Cognito would refuse of the plan, and its consequences. */
export function findInPlan(facts: PreflightFacts): Finding[] {
  return [
    ...realUsers(facts),
    ...existingUsers(facts),
    ...groups(facts),
    ...roles(facts),
    ...providers(facts),
    ...requiredAttributes(facts),
    ...recovery(facts)
  ]
}

function realUsers({ plan }: PreflightFacts): Finding[] {
  if (!plan.realUsers) return []
  return [
    block(
      'Real users are in the target pool',
      `The target pool holds ${amount(plan.realUsers, 'user')} that the input pseudonym-key did not make. Made-up users go only into a pool without real ones. Restore into a new pool, or give the key of the earlier run.`
    )
  ]
}

function existingUsers({ policies, plan }: PreflightFacts): Finding[] {
  if (policies.existingUsers !== 'fail' || plan.existing === 0) return []
  return [
    block(
      'Users exist already',
      `${amount(plan.existing, 'user')} of the snapshot ${plan.existing === 1 ? 'is' : 'are'} in the target pool already${plan.conflicts === 0 ? '' : ` (${plan.conflicts} of them not proven to be the same person)`}, and the input existing-users is fail. Set it to skip to leave them as they are, or to update to bring them to the state of the snapshot${plan.conflicts === 0 ? '' : ', but for those not proven'}.`
    )
  ]
}

function groups({ plan }: PreflightFacts): Finding[] {
  const findings: Finding[] = []
  if (plan.groupsAfterwards > MOST_GROUPS) {
    findings.push(
      block(
        'Too many groups',
        `The target pool would have ${amount(plan.groupsAfterwards, 'group')}, and Cognito allows ${amount(MOST_GROUPS, 'group')} a pool. Remove groups that aren't needed from the target pool, or restore into an empty one.`
      )
    )
  }
  if (plan.groupsNotAccepted > 0) {
    findings.push(
      block(
        "Groups can't be created",
        `Cognito doesn't take the name, the description, the precedence or the role of ${amount(plan.groupsNotAccepted, 'group')} to be created. It takes 128 characters without spaces, 2,048 characters, a number of 32 bits and the ARN of a role. Check what the input replace makes of the roles; without it, restore from another snapshot.`
      )
    )
  }
  if (plan.usersOverGroupLimit > 0) {
    findings.push(
      block(
        'Too many groups of one user',
        `${amount(plan.usersOverGroupLimit, 'user')} would be in more than ${amount(MOST_GROUPS_PER_USER, 'group')}, which Cognito refuses. Take groups from them where they have too many and export again, or name the other users in the input only-users.`
      )
    )
  }
  return findings
}

function roles({ source, target, plan }: PreflightFacts): Finding[] {
  if (plan.foreignRoles === 0) return []
  const from =
    source.accountId === target.accountId ? 'OTHER_ACCOUNT' : source.accountId
  return [
    block(
      'Roles of groups belong to another account',
      `${amount(plan.foreignRoles, 'group')} to be created ${plan.foreignRoles === 1 ? 'has a role' : 'have roles'} of another AWS account than the target pool's, ${target.accountId}. Say in the input replace what stands for them there, such as: ${from} => ${target.accountId}`
    )
  ]
}

function providers({ policies, plan }: PreflightFacts): Finding[] {
  const { missingProviders } = plan
  if (policies.federatedUsers !== 'link' || missingProviders.size === 0) {
    return []
  }
  return [
    block(
      'Identity providers are missing in the target pool',
      `Federated users can't be linked, because the target pool lacks the identity providers ${nameList(missingProviders)}. Create them in it (CreateIdentityProvider), or set the input federated-users to skip.`
    )
  ]
}

/**
 * "If the attribute is required and the user doesn't provide a value,
 * registration or sign-in will fail" (SchemaAttributeType), while an
 * administrator may create the user (developer guide, user pool attributes).
 */
function requiredAttributes({ target, plan }: PreflightFacts): Finding[] {
  const lacking = [...plan.missingRequired].filter(([, users]) => users > 0)
  if (lacking.length === 0) return []
  const list = nameList(
    lacking.map(([name, users]) => `${name} (${amount(users, 'user')})`)
  )
  const stuck = lacking
    .map(([name]) => name)
    .filter(name =>
      target.schema.some(one => one.name === name && !one.mutable)
    )
  const rest =
    stuck.length === 0
      ? ''
      : ` ${nameList(stuck)} can't even be given later, being immutable.`
  return [
    warn(
      'Users lack required attributes',
      `The target pool requires attributes that users to be created don't have: ${list}. They are created, but may fail to sign in until they have them (AdminUpdateUserAttributes).${rest}`
    )
  ]
}

/** People can't know the password of a restored user, so they must reset it. */
function recovery(facts: PreflightFacts): Finding[] {
  const { plan } = facts
  const { byAdministrator, forMfaAlone } = plan.waysIn
  if (byAdministrator === 0) return []
  const forMfa =
    forMfaAlone === 0
      ? ''
      : ` The only such address of ${amount(forMfaAlone, 'user')} receives MFA codes, and Cognito sends no others there.`
  return [
    warn(
      "Users can't reset their passwords",
      `${amount(byAdministrator, 'user')} to be created can't use "Forgot password", because ${whyNone(facts)}.${forMfa} An administrator has to set their passwords (AdminSetUserPassword).`
    )
  ]
}

function whyNone({
  target: { recovery },
  plan
}: Pick<PreflightFacts, 'target' | 'plan'>): string {
  if (plan.realUsers !== undefined) return 'no code reaches a made-up address'
  const [first, second] = recovery.by
  if (first === undefined) {
    return 'the target pool sends its code to no address, by its AccountRecoverySetting or for lack of an SmsConfiguration'
  }
  if (second !== undefined) {
    return 'they have neither a verified e-mail address nor a verified phone number for its code'
  }
  return first === 'email'
    ? 'the target pool sends its code to verified e-mail addresses only, and they have none for it'
    : 'the target pool sends its code to verified phone numbers only, and they have none for it'
}
