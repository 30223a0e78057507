import type { Clock } from '../shared/world.ts'
import { AwsCallError, stopIfCancelled } from '../shared/errors.ts'
import { callOnce } from './calls/call-once.ts'
import { callInJson, type Answer } from './calls/json-answer.ts'
import type { CognitoCalls } from './calls/pool-client.ts'
import { RawCommand } from './calls/raw-command.ts'

/**
 * Refusals that pass, and how long to wait before each further attempt, in ms.
 * Cognito takes one change of a pool's app clients at a time, and may still work
 * on a pool that was just made. IAM makes a new role known within some 10 s.
 */
const PASSING: Readonly<Record<string, readonly number[]>> = {
  ConcurrentModificationException: [1000, 2000, 4000, 8000, 16_000],
  InvalidSmsRoleTrustRelationshipException: [5000, 10_000],
  InvalidSmsRoleAccessPolicyException: [5000, 10_000]
}

export interface ChangeTools {
  clock: Clock
  /** Ends the waits. A call that was sent is always waited for. */
  signal: AbortSignal
}

/**
 * Makes a call that may have its effect twice.
 *
 * @param operation its name in the API
 * @param input the request in JSON, as it goes out
 * @throws AwsCallError; StoppedCallError
 */
export function sendChange(
  cognito: CognitoCalls,
  operation: string,
  input: object,
  tools: ChangeTools
): Promise<Answer> {
  return untilTaken(tools, () =>
    callInJson(cognito, operation, new RawCommand(operation, input))
  )
}

/** The same for a call that must not have its effect twice: see callOnce. */
export function sendOnce(
  cognito: CognitoCalls,
  operation: string,
  input: object,
  tools: ChangeTools
): Promise<{ answer: Answer } | { lost: AwsCallError }> {
  return untilTaken(tools, () =>
    callOnce(cognito, operation, new RawCommand(operation, input))
  )
}

async function untilTaken<T>(
  { clock, signal }: ChangeTools,
  send: () => Promise<T>
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    stopIfCancelled(signal)
    try {
      return await send()
    } catch (error) {
      const wait =
        error instanceof AwsCallError && PASSING[error.awsCode]?.[attempt]
      if (typeof wait !== 'number') throw error
      await clock.sleep(wait, signal)
    }
  }
}
