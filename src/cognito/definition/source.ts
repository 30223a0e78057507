import { AwsCallError } from '../../shared/errors.ts'
import { withoutNulls } from '../calls/answers.ts'
import type { PoolCalls } from '../calls/pool-client.ts'

/** Where the sections of a definition are read from. */
export interface Source {
  pool: PoolCalls
  signal: AbortSignal
}

/**
 * A section that can't be read although AWS answered. Its reason stands in the
 * snapshot, so it is a word of ours and nothing that came from AWS.
 */
export class UnreadableSection extends Error {
  readonly reason: 'UnexpectedAnswer' | 'TooLarge'

  constructor(reason: UnreadableSection['reason']) {
    super(`A section of the pool's definition can't be read: ${reason}.`)
    this.name = 'UnreadableSection'
    this.reason = reason
  }
}

/**
 * A field that Cognito's API documents as always present.
 *
 * @throws UnreadableSection when it is missing: users are more than a style, so
 *   an odd answer costs its section and not the backup
 */
export function told<T>(value: T | undefined): T {
  if (value === undefined) throw new UnreadableSection('UnexpectedAnswer')
  return value
}

/** The same of a list, without its nulls. */
export function toldList<T>(list: readonly T[] | undefined): readonly T[] {
  if (!Array.isArray(list)) throw new UnreadableSection('UnexpectedAnswer')
  return withoutNulls(list as readonly (T | null)[])
}

/**
 * Answers that say "there is none" and not "you can't have it": what was asked
 * for was never set up or is gone by now, or the pool lacks the feature, by its
 * add-ons or by its tier.
 */
const ABSENT = [
  'ResourceNotFoundException',
  'UserPoolAddOnNotEnabledException',
  'FeatureUnavailableInTierException'
]

/**
 * What a call answers, `undefined` where Cognito says that there is none.
 *
 * @throws AwsCallError for all other failures
 */
export async function unlessAbsent<T>(
  answer: Promise<T>
): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof AwsCallError && ABSENT.includes(error.awsCode)) {
      return undefined
    }
    throw error
  }
}

/** All items of the pages of a listing. */
export async function gather<T>(
  pages: AsyncIterable<readonly T[]>
): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

/**
 * Sorted by a key, in the order of UTF-16 code units. Cognito promises no order
 * of its lists, and the definitions of an unchanged pool should be equal.
 */
export function sortedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined
): T[] {
  const key = (item: T) => keyOf(item) ?? ''
  return items.toSorted((a, b) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
  )
}
