import type { Step } from '../parts/made-part.ts'
import { joinAttributes } from '../parts/schema.ts'

const ATTRIBUTES = 'AddCustomAttributes'

/**
 * The order in which calls are made, where one needs what another has made: an app
 * client its scopes and providers, a look its domain and its client.
 */
const ORDER: readonly (readonly string[])[] = [
  ['CreateUserPool'],
  [ATTRIBUTES],
  ['CreateResourceServer'],
  ['CreateIdentityProvider'],
  ['CreateUserPoolDomain'],
  ['SetUserPoolMfaConfig'],
  ['CreateUserPoolClient'],
  ['SetUICustomization'],
  // What of a style is too large for one request follows it at once.
  ['CreateManagedLoginBranding', 'UpdateManagedLoginBranding'],
  ['SetRiskConfiguration'],
  ['CreateTerms'],
  ['CreateCIMDPolicy'],
  ['SetUserPoolSessionConfiguration'],
  ['SetUserPoolClientSessionConfiguration'],
  ['SetLogDeliveryConfiguration'],
  ['UpdateUserPool']
]

/**
 * Puts the calls of all parts in the order in which Cognito takes them. Calls of
 * one kind keep their order; those that add attributes become as few as possible.
 *
 * @throws Error if an operation has no place, or CreateUserPool isn't the first
 */
export function orderSteps(steps: readonly Step[]): Step[] {
  const byOperation = Map.groupBy(steps, ({ operation }) => operation)
  const pools = byOperation.get('CreateUserPool')?.length ?? 0
  if (pools !== 1) throw new Error(`A plan makes ${pools} pools.`)
  const attributes = byOperation.get(ATTRIBUTES) ?? []
  return [
    ...joinAttributes(attributes),
    ...steps.filter(({ operation }) => operation !== ATTRIBUTES)
  ].toSorted((a, b) => placeOf(a) - placeOf(b))
}

function placeOf({ operation }: Step): number {
  const place = ORDER.findIndex(operations => operations.includes(operation))
  if (place < 0) throw new Error(`${operation} has no place in a plan.`)
  return place
}
