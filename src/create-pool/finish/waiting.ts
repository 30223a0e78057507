import type { Verdict } from '../../shared/new-pool-facts.ts'
import {
  canonical,
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import { sectionAt } from '../../compare/definition/parts.ts'
import type { Announced, PoolPlace, Step } from '../parts/made-part.ts'
import { objectIn } from '../parts/pool-members.ts'
import { takeMembers } from '../parts/request-members.ts'
import { ownTriggers } from '../parts/triggers.ts'
import { withoutEmpty } from '../parts/without-empty.ts'
import { objectsIn } from '../plan/parts-in.ts'

/** Something that waits until the users are restored. */
export interface Waiting {
  /** What the journal and people call it: `triggers`, `self sign-up`. */
  what: string
  part: string
  verdict: Verdict
  sentence: string
  /** Members of UpdateUserPool, each with what is added to the pool's. */
  update: JsonObject
  /** What makes it, if not UpdateUserPool. */
  step?: Step
  /** The settings that come to be. Empty: nothing is left to set. */
  sets: Announced[]
}

/**
 * The Lambda triggers. One that the pool has by now stays, with its function.
 *
 * @param planned the old pool's definition after replacements
 * @param now the new pool's
 */
export function waitingTriggers(
  planned: JsonObject,
  now: JsonObject
): Waiting[] {
  const triggers = Object.entries(triggersIn(planned))
  if (triggers.length === 0) return []
  const present = triggersIn(now)
  const slots = new Set(Object.keys(present).map(slotOf))
  const missing = triggers.filter(([name]) => !slots.has(slotOf(name)))
  const others = triggers.filter(
    ([name, value]) =>
      slots.has(slotOf(name)) && canonical(value) !== canonical(present[name])
  )
  const part = 'triggers'
  return [
    {
      what: part,
      part,
      verdict: others.length > 0 ? 'changed' : 'same',
      sentence: [
        ...(missing.length > 0 ? [`Set: ${listed(missing)}.`] : []),
        ...(others.length > 0
          ? [`Set otherwise since, so it stays: ${namesOf(others)}.`]
          : []),
        ...(missing.length + others.length === 0 ? ['They are set.'] : [])
      ].join(' '),
      update: { LambdaConfig: Object.fromEntries(missing) },
      sets: missing.flatMap(([name]) =>
        [...new Set([name, slotOf(name)])].map(setting => ({ part, setting }))
      )
    }
  ]
}

/** Whether users may sign up, which the pool doesn't allow at first. */
export function waitingSignUp(planned: JsonObject, now: JsonObject): Waiting[] {
  const member = 'AdminCreateUserConfig'
  const isClosed = (definition: JsonObject) =>
    objectIn(poolIn(definition), member)['AllowAdminCreateUserOnly'] === true
  if (isClosed(planned)) return []
  const part = 'pool'
  const isSet = !isClosed(now)
  return [
    {
      what: 'self sign-up',
      part,
      verdict: 'same',
      sentence: isSet
        ? 'Self sign-up is on.'
        : 'Self sign-up: from then on, users may sign up by themselves.',
      update: { [member]: { AllowAdminCreateUserOnly: false } },
      sets: isSet
        ? []
        : [{ part, setting: `${member}.AllowAdminCreateUserOnly` }]
    }
  ]
}

/** Whether apps may register as clients. What the pool has of it by now stays. */
export function waitingRegistration(
  planned: JsonObject,
  now: JsonObject
): Waiting[] {
  const member = 'DcrConfiguration'
  const [wanted, present] = [planned, now].map(definition =>
    withoutEmpty(objectIn(poolIn(definition), member))
  )
  if (isEmptied(wanted)) return []
  const part = 'pool'
  const isFree = isEmptied(present)
  const isOther = !isFree && canonical(present) !== canonical(wanted)
  return [
    {
      what: 'dynamic client registration',
      part,
      verdict: isOther ? 'changed' : 'same',
      sentence: isFree
        ? 'Dynamic client registration: set as it was.'
        : isOther
          ? 'Dynamic client registration: set otherwise since, so it stays.'
          : 'Dynamic client registration is set.',
      update: { [member]: wanted ?? {} },
      sets: isFree ? [{ part, setting: member }] : []
    }
  ]
}

/** The copies in other Regions. One in the new pool's own Region is none. */
export function waitingReplicas(
  planned: JsonObject,
  now: JsonObject,
  { region }: PoolPlace
): Waiting[] {
  const regionsIn = (definition: JsonObject) =>
    objectsIn(sectionAt(definition, 'replicas')).map(one =>
      textOf(one['RegionName'])
    )
  const there = regionsIn(now)
  return objectsIn(sectionAt(planned, 'replicas'))
    .filter(({ Role }) => Role !== 'PRIMARY')
    .map(one => textOf(one['RegionName']))
    .filter(name => name !== region)
    .map(name => {
      const part = `replica/${name}`
      const isThere = there.includes(name)
      return {
        what: part,
        part,
        verdict: 'changed',
        sentence: isThere
          ? 'It is there.'
          : 'It starts inactive, without e-mail, SMS and triggers of its own. Set them in its Region, then activate it.',
        update: {},
        step: {
          part,
          operation: 'CreateUserPoolReplica',
          input: { RegionName: name }
        },
        // With a replica, Cognito lists the pool's own Region, too.
        sets: isThere
          ? []
          : [name, region].map(one => ({ part: `replica/${one}`, setting: '' }))
      }
    })
}

function poolIn(definition: JsonObject): JsonObject {
  return objectIn(definition, 'userPool')
}

function triggersIn(definition: JsonObject): JsonObject {
  const triggers = withoutEmpty(objectIn(poolIn(definition), 'LambdaConfig'))
  return ownTriggers(takeMembers('LambdaConfigType', triggers).taken)
}

function slotOf(trigger: string): string {
  return trigger === 'PreTokenGenerationConfig' ? 'PreTokenGeneration' : trigger
}

function isEmptied(value: JsonObject | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0
}

function namesOf(triggers: readonly [string, Json][]): string {
  return triggers.map(([name]) => name).join(', ')
}

function listed(triggers: readonly [string, Json][]): string {
  return triggers
    .map(([name, value]) => {
      const arn = isObject(value) ? value['LambdaArn'] : value
      return `${name} ${textOf(arn)}`
    })
    .join(', ')
}
