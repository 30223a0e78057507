import type { Step } from '../parts/made-part.ts'
import { joinAttributes } from '../parts/schema.ts'

/** The calls that make a pool, but for the first and the last. */
export interface Lanes {
  /** One after the other. */
  first: Step[]
  /** After those; each list may go on beside the others. */
  beside: Step[][]
}

/**
 * Kinds of parts that others build on. App clients need providers, scopes and
 * attributes, and Cognito takes one client at a time.
 */
const BASE: readonly string[] = [
  'pool',
  'triggers',
  'schema',
  'mfa',
  'tags',
  'resource-server',
  'identity-provider',
  'domain',
  'client'
]

/**
 * Divides the calls into those that need their order and those that don't. Each
 * operation has a rate of its own, so that calls of several take no longer than
 * those of one.
 */
export function toLanes(steps: readonly Step[]): Lanes {
  const isAdding = ({ operation }: Step) => operation === 'AddCustomAttributes'
  const base = steps.filter(step => BASE.includes(kindOf(step)))
  const others = steps.filter(step => !BASE.includes(kindOf(step)))
  return {
    first: [
      ...joinAttributes(base.filter(isAdding)),
      ...base.filter(step => !isAdding(step))
    ],
    beside: [...Map.groupBy(others, kindOf).values()]
  }
}

function kindOf({ part }: Step): string {
  const [kind = ''] = part.split('/')
  // A pool has to count sessions before its clients may.
  return kind === 'client-sessions' ? 'sessions' : kind
}
