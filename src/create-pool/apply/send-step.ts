import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { sendChange, sendOnce } from '../../cognito/send-change.ts'
import type { JsonObject } from '../../compare/definition/json.ts'
import type { AwsCallError } from '../../shared/errors.ts'
import type { PartFate } from '../../shared/new-pool-facts.ts'
import type { Step } from '../parts/made-part.ts'
import type { ApplyTools } from './apply-tools.ts'
import { isMadeOnce, stillToSend } from './still-to-send.ts'

/** How often a call is made whose answer was lost each time. */
export const MOST_SENDINGS = 3

/** The new pool, and what is known of it. */
export interface NewPool {
  pool: PoolClient
  /** What the pool had when the run began; `undefined`: nothing. */
  before: JsonObject | undefined
  /** What it has now. */
  read: () => Promise<JsonObject>
}

/**
 * Makes one call for a new pool, unless an earlier run made what it makes. A lost
 * answer of a call that makes something is settled by a look at the pool.
 *
 * @param step with the new ids of app clients
 * @throws AwsCallError; StoppedCallError; UserError `half-made`
 */
export async function sendStep(
  { operation, input }: Step,
  { pool, before, read }: NewPool,
  tools: ApplyTools
): Promise<PartFate> {
  const { userPoolId: UserPoolId } = pool
  let left = before ? stillToSend(operation, input, before) : input
  if (left === undefined) return 'there-already'
  if (!isMadeOnce(operation)) {
    await sendChange(pool, operation, { ...left, UserPoolId }, tools)
    return 'made'
  }
  let lost: AwsCallError | undefined
  for (let sendings = 0; sendings < MOST_SENDINGS; sendings += 1) {
    const request = { ...left, UserPoolId }
    const sent = await sendOnce(pool, operation, request, tools)
    if ('answer' in sent) return 'made'
    lost = sent.lost
    left = stillToSend(operation, input, await read())
    if (left === undefined) return 'made'
  }
  throw lost ?? new TypeError('nothing was sent')
}
