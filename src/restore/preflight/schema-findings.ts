import { isCustom } from '../../cognito/schema.ts'
import { isAcceptedCustomName } from '../plan/users/accepted-texts.ts'
import { canKeepSubs } from '../plan/users/old-sub.ts'
import {
  compareSchemas,
  type MissingAttribute,
  type SchemaFit
} from '../plan/users/schema-fit.ts'
import type { PreflightFacts } from './facts.ts'
import { block, nameList, warn, type Finding } from './findings.ts'

/** Developer guide, quotas: custom attributes per user pool. */
const MOST_CUSTOM_ATTRIBUTES = 50

/**
 * Whether the target pool takes the attributes of the users. Attributes of a
 * pool are final: "You can't remove or change it after you add it" (developer
 * guide, user pool attributes).
 */
export function findInSchema(facts: PreflightFacts): Finding[] {
  const { sourceSchema, target, plan, policies } = facts
  const unfit = unfitForSubs(facts)
  const written = new Set(plan.attributes)
  if (unfit.length > 0) written.delete(policies.subAttribute ?? '')
  const fit = compareSchemas(sourceSchema, target.schema, written)
  return [
    ...unfit,
    ...missing(fit.missing, facts),
    ...otherType(fit),
    ...immutable(fit, facts),
    ...narrower(fit)
  ]
}

function unfitForSubs({ policies, sourceSchema, target }: PreflightFacts) {
  const { subAttribute } = policies
  const attribute = [...target.schema, ...sourceSchema].find(
    ({ name }) => name === subAttribute
  )
  if (attribute === undefined || canKeepSubs(attribute)) return []
  return [
    block(
      "Old subs don't fit",
      `The attribute ${attribute.name} of the input sub-attribute can't keep old subs, which takes a mutable String of 36 characters. Name another one, and set add-custom-attributes to true to have it added.`
    )
  ]
}

/** Whether a restore can add the attribute to the target pool. */
function isAddable({ name, source }: MissingAttribute): boolean {
  return isCustom(name) && source !== undefined
}

function missing(
  all: readonly MissingAttribute[],
  { target, policies }: PreflightFacts
): Finding[] {
  const findings: Finding[] = []
  const addable = all.filter(isAddable)
  const others = all.filter(one => !isAddable(one))
  const had = target.schema.filter(({ name }) => isCustom(name)).length
  if (addable.length > 0 && had + addable.length > MOST_CUSTOM_ATTRIBUTES) {
    findings.push(
      block(
        'Too many custom attributes',
        `The target pool has ${had} custom attributes and lacks ${names(addable)}; Cognito allows ${MOST_CUSTOM_ATTRIBUTES} a pool and removes none. Restore into a pool with fewer of its own.`
      )
    )
  } else if (addable.length > 0 && !policies.addCustomAttributes) {
    findings.push(
      block(
        'Attributes are missing in the target pool',
        `The target pool lacks the attributes ${names(addable)}. Set the input add-custom-attributes to true, or add them to it (AddCustomAttributes).`
      )
    )
  }
  const misnamed = addable.filter(({ name }) => !isAcceptedCustomName(name))
  if (misnamed.length > 0) {
    findings.push(
      block(
        "Attributes can't be added to the target pool",
        `Cognito takes no custom attributes of the names ${names(misnamed)}: after the prefix they have 1 to 20 characters and no spaces. No pool had them, so the snapshot was changed since. Restore from another snapshot.`
      )
    )
  }
  if (others.length > 0) {
    findings.push(
      block(
        'Attributes are missing in the target pool',
        `The target pool lacks the attributes ${names(others)}, and the snapshot doesn't hold their types. Add them yourself (AddCustomAttributes), or restore into a pool that has them.`
      )
    )
  }
  return findings
}

function names(attributes: readonly MissingAttribute[]): string {
  return nameList(attributes.map(({ name }) => name))
}

function otherType({ otherType: pairs }: SchemaFit): Finding[] {
  if (pairs.length === 0) return []
  const list = nameList(
    pairs.map(
      ({ source, target }) =>
        `${source.name} (${source.type} in the snapshot, ${target.type} in the target pool)`
    )
  )
  return [
    block(
      'Attributes are of another type',
      `The types of attributes differ, which can't be changed once they exist: ${list}. Restore into a pool whose attributes have the types of the snapshot.`
    )
  ]
}

/**
 * "You can only write a value to an immutable attribute when you create a
 * user."
 */
function immutable(
  { immutable: list }: SchemaFit,
  { policies }: PreflightFacts
): Finding[] {
  if (list.length === 0) return []
  // "All attributes in the DestinationUser profile must be mutable"
  // (AdminLinkProviderForUser; gone from its latest page).
  const rest =
    policies.federatedUsers === 'link'
      ? ' Users who have custom ones of them may not be linked to an identity provider.'
      : ''
  return [
    warn(
      'Attributes are immutable in the target pool',
      `These attributes could be changed in the source pool and can't be in the target pool: ${nameList(list)}. They are written when a user is created and stay as they are for users who exist.${rest}`
    )
  ]
}

function narrower({ narrower: pairs }: SchemaFit): Finding[] {
  if (pairs.length === 0) return []
  return [
    warn(
      'Attributes are more limited in the target pool',
      `The target pool allows fewer values of these attributes than the source pool: ${nameList(pairs.map(({ source }) => source.name))}. Users with other values can't be restored; they are counted as failed. Restore into a pool with the limits of the snapshot to have them all.`
    )
  ]
}
