import type { Step } from '../parts/made-part.ts'

/** The calls that make a pool, but for the first and the last. */
export interface Lanes {
  /** One after the other. */
  first: Step[]
  /** After those, each list at the same time as the others. */
  parallel: Step[][]
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
  const others = steps.filter(step => !BASE.includes(kindOf(step)))
  return {
    first: steps.filter(step => BASE.includes(kindOf(step))),
    parallel: [...Map.groupBy(others, kindOf).values()]
  }
}

function kindOf({ part }: Step): string {
  const [kind = ''] = part.split('/')
  // A pool has to count sessions before its clients may.
  return kind === 'client-sessions' ? 'sessions' : kind
}
