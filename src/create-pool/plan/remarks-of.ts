import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import { sectionAt } from '../../compare/definition/parts.ts'
import { amount } from '../../shared/amount.ts'
import type { PoolFacts, TargetSeen } from './pool-facts.ts'

/**
 * What to know before the pool is made, and concerns no single part: in sentences,
 * a Support case first.
 *
 * @param definition that the new pool is made from
 * @param waiting what a later run sets, once the users are restored
 * @param hasDomain whether the new pool gets one
 */
export function remarksOf(
  definition: JsonObject,
  { target, users, lacksClients }: PoolFacts,
  { waiting, hasDomain }: { waiting: readonly string[]; hasDomain: boolean }
): string[] {
  return [
    ...supportCase(target.source),
    ...unknownOf(target),
    ...(hasDomain ? [] : lostPages(definition)),
    ...(lacksClients
      ? [
          'The snapshot lacks app clients that had registered themselves, over its limit. Their apps have to register again.'
        ]
      : []),
    ...costs(definition, users),
    ...(waiting.length === 0
      ? []
      : [`Not set until the users are restored: ${waiting.join(', ')}.`])
  ]
}

/**
 * Of AWS: "retains deleted user pools in an inactive state for 14 days".
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html
 */
function supportCase(source: TargetSeen['source']): string[] {
  if (source === 'there') return []
  const [when, open] =
    source === 'gone'
      ? ['The old pool is gone.', 'Open']
      : ['It is not known whether the old pool still exists.', 'If not, open']
  return [
    `${when} ${open} a Support case first: AWS keeps a deleted pool for 14 days, with its ids and passwords. Until the case is closed, leave the old pool's domain alone.`
  ]
}

function unknownOf({ sameName, domains }: TargetSeen): string[] {
  const unknown = [...domains].flatMap(([domain, state]) =>
    state === 'unknown' ? [domain] : []
  )
  return [
    ...(sameName === 'unknown'
      ? ['It is not known whether another pool has this name.']
      : []),
    ...(unknown.length > 0
      ? [
          `It is not known whether another pool has the domain ${unknown.join(', ')}.`
        ]
      : [])
  ]
}

function lostPages(definition: JsonObject): string[] {
  const had = ['domains', 'identityProviders'].some(section =>
    isFilled(sectionAt(definition, section))
  )
  return had
    ? [
        'The new pool has no domain. Hosted pages and sign-in by providers do not work until it gets one.'
      ]
    : []
}

/** https://aws.amazon.com/cognito/pricing/ */
function costs(definition: JsonObject, users: number): string[] {
  const tier = textOf(sectionAt(definition, 'userPool.UserPoolTier'))
  const key = textOf(sectionAt(definition, 'userPool.KeyConfiguration.KeyType'))
  const replicas = sectionAt(definition, 'replicas')
  return [
    tier === ''
      ? 'Cost: the snapshot names no plan, and ESSENTIALS is the default of new pools.'
      : `Cost: the plan ${tier}, by monthly active users.`,
    ...(key === 'CUSTOMER_MANAGED_KEY'
      ? ['Cost: KMS bills the customer managed key and its use.']
      : []),
    ...(Array.isArray(replicas) && replicas.length > 0
      ? ['Cost: a replica is billed by users too, once you make it.']
      : []),
    `Cost: a restore writes ${amount(users, 'user')}, and AWS may bill each as active in that month.`
  ]
}

/** What the plan of a pool leaves for later, as far as the pool has it. */
export function waitingIn(definition: JsonObject): string[] {
  const selfSignUp = sectionAt(
    definition,
    'userPool.AdminCreateUserConfig.AllowAdminCreateUserOnly'
  )
  const triggers = sectionAt(definition, 'userPool.LambdaConfig')
  const dcr = sectionAt(definition, 'userPool.DcrConfiguration')
  const replicas = sectionAt(definition, 'replicas')
  return [
    ...(isFilled(triggers) ? ['triggers'] : []),
    ...(selfSignUp === true ? [] : ['self sign-up']),
    ...(isFilled(dcr) ? ['dynamic client registration'] : []),
    ...(isFilled(replicas) ? ['replicas'] : [])
  ]
}

function isFilled(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).length > 0
  )
}
