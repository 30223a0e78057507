import { AwsCallError, stopIfCancelled } from '../../shared/errors.ts'
import { withoutNulls } from '../calls/answers.ts'
import type { PoolCalls } from '../calls/pool-client.ts'

/** What the readers of sections need. */
export interface Source {
  pool: PoolCalls
  signal: AbortSignal
}

/**
 * A section that can't be read although AWS answered. The snapshot holds the
 * reason, so it is a fixed word and nothing that came from AWS.
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
 * @throws UnreadableSection if it is missing: an odd answer costs its section,
 *   but not the backup of the users
 */
export function expectField<T>(value: T | undefined): T {
  if (value === undefined) throw new UnreadableSection('UnexpectedAnswer')
  return value
}

/** The same for a list; removes its nulls. */
export function expectList<T>(list: readonly T[] | undefined): readonly T[] {
  if (!Array.isArray(list)) throw new UnreadableSection('UnexpectedAnswer')
  return withoutNulls(list as readonly (T | null)[])
}

/**
 * Errors that mean "there is none" and not "you may not read it": the thing was
 * never set up or is gone, or the pool's add-ons or tier lack the feature.
 */
const ABSENT = [
  'ResourceNotFoundException',
  'UserPoolAddOnNotEnabledException',
  'FeatureUnavailableInTierException'
]

/**
 * A call's answer; `undefined` if Cognito says that there is none.
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

/**
 * What `read` finds for each id, in the order of the ids. It reads one at a time:
 * Cognito allows five calls a second of one operation for one pool, and a chain
 * of calls is as fast as that.
 *
 * @param read returns `undefined` to leave an id out
 * @throws UserError `cancelled` or `out-of-time`; whatever `read` throws
 */
export async function readEach<T>(
  { signal }: Source,
  ids: readonly string[],
  read: (id: string) => Promise<T | undefined>
): Promise<T[]> {
  const found: T[] = []
  for (const id of ids) {
    stopIfCancelled(signal)
    const one = await read(id)
    if (one !== undefined) found.push(one)
  }
  return found
}

/** The names or ids in the pages of a listing, each once, sorted. */
export async function sortedNames(
  pages: AsyncIterable<readonly string[]>
): Promise<string[]> {
  return [...new Set((await Array.fromAsync(pages)).flat())].sort()
}

/**
 * Sorts by a key, in the order of UTF-16 code units. Cognito promises no order of
 * its lists, and the definitions of an unchanged pool should be equal.
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
