import { AwsCallError } from '../../shared/errors.ts'
import {
  callInJson,
  type AnyCommand,
  type Answer
} from '../calls/json-answer.ts'
import type { PoolCalls } from '../calls/pool-client.ts'
import { LeftOut } from './left-out.ts'

/** Where the sections of a definition are read from. */
export interface Source {
  pool: PoolCalls
  signal: AbortSignal
  /** Takes what a section lacks that is read from here. */
  leftOut: LeftOut
}

/** A source for a call of its own, of whose answer nothing is stored. */
export function newSource(pool: PoolCalls, signal: AbortSignal): Source {
  return { pool, signal, leftOut: new LeftOut() }
}

/**
 * A section that can't be read although AWS answered. Its reason stands in the
 * snapshot, so it is a word of this tool and nothing that came from AWS.
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
 * Makes one call of the definition.
 *
 * @param operation its name in the API
 * @returns the answer, with members that the SDK doesn't know
 * @throws AwsCallError
 */
export async function ask(
  { pool, signal }: Source,
  operation: string,
  command: AnyCommand
): Promise<Answer> {
  return callInJson(pool, operation, command, signal)
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
