import {
  isObject,
  textOf,
  type JsonObject
} from '../../compare/definition/json.ts'
import { sectionAt } from '../../compare/definition/parts.ts'
import { isStandard } from '../../compare/definition/schema-part.ts'
import { UserError } from '../../shared/errors.ts'
import { objectsIn, partsIn } from '../plan/parts-in.ts'
import type { CreatePlan, PlannedPart } from '../plan/plan.ts'

/** Kinds of parts that inputs choose, besides domains. A call makes each. */
const CHOSEN: readonly string[] = [
  'client',
  'identity-provider',
  'resource-server',
  'schema'
]

/**
 * Names of the parts that a pool of an earlier run has.
 *
 * @param now its definition
 * @param clients new ids of app clients by the old ones, as far as they are known
 */
export function partsThere(
  { clientNames }: CreatePlan,
  now: JsonObject,
  clients: ReadonlyMap<string, string> = new Map()
): Set<string> {
  const names = new Map(
    [...clients].map(([old, id]) => [id, clientNames.get(old) ?? old])
  )
  return new Set(partsIn(now, names).map(({ name }) => name))
}

/**
 * The same of a pool that was read back; `undefined` if the role may not read its
 * providers or resource servers.
 */
export function partsKnown(
  plan: CreatePlan,
  now: JsonObject,
  clients: ReadonlyMap<string, string> | undefined
): Set<string> | undefined {
  const isWhole =
    now['identityProviders'] !== undefined &&
    now['resourceServers'] !== undefined
  return isWhole ? partsThere(plan, now, clients) : undefined
}

/** Parts that a pool has, and the inputs `domain` and `leave-out` don't ask for. */
export function unasked(
  plan: CreatePlan,
  now: JsonObject
): { domain: string[]; leaveOut: string[] } {
  const there = partsThere(plan, now)
  const isThere = ({ part }: PlannedPart) =>
    part.startsWith('client/') ? hasTooMany(plan, now, part) : there.has(part)
  return {
    domain: [...there].filter(
      name => name.startsWith('domain/') && !isMade(plan, name)
    ),
    leaveOut: plan.parts
      .filter(
        one => one.becomes === 'left-out' && isChosen(one) && isThere(one)
      )
      .map(({ part }) => part)
  }
}

/** Parts that the inputs ask for, and a complete pool lacks. */
export function lacking(
  { parts }: CreatePlan,
  there: ReadonlySet<string>
): string[] {
  return parts
    .filter(
      one =>
        one.steps.length > 0 &&
        (isChosen(one) || one.part.startsWith('domain/')) &&
        !there.has(one.part)
    )
    .map(({ part }) => part)
}

/**
 * Refuses inputs that ask for less than a half-made pool has, or for another domain.
 *
 * @param now its definition
 * @throws UserError `input`
 */
export function refuseUnasked(
  plan: CreatePlan,
  now: JsonObject,
  userPoolId: string
): void {
  const { domain, leaveOut } = unasked(plan, now)
  if (domain.length > 0) {
    throw new UserError(
      'input',
      `The half-made pool ${userPoolId} has ${domain.join(', ')}, and the input domain asks for another one or none. Set the input as before, or remove that domain.`
    )
  }
  if (leaveOut.length > 0) {
    throw new UserError(
      'input',
      `The half-made pool ${userPoolId} has these parts, which the input leave-out names: ${leaveOut.join(', ')}. Set the input as before, or remove the parts.`
    )
  }
}

function isMade({ steps }: CreatePlan, name: string): boolean {
  return steps.some(({ part }) => part === name)
}

function isChosen({ part }: PlannedPart): boolean {
  const [kind = '', name = ''] = part.split('/')
  return CHOSEN.includes(kind) && !(kind === 'schema' && isStandard(name))
}

/** Names of app clients aren't unique, so those of one name are counted. */
function hasTooMany(
  { definition, clientNames, steps }: CreatePlan,
  now: JsonObject,
  part: string
): boolean {
  const nameOf = (one: JsonObject) => textOf(one['ClientName'])
  const left = objectsIn(definition['clients']).find(
    ({ ClientId }) => `client/${clientNames.get(textOf(ClientId))}` === part
  )
  if (!isObject(left)) return false
  const name = nameOf(left)
  const made = steps.filter(
    ({ operation, input }) =>
      operation === 'CreateUserPoolClient' && nameOf(input) === name
  )
  const found = objectsIn(sectionAt(now, 'clients')).filter(
    one => nameOf(one) === name
  )
  return found.length > made.length
}
