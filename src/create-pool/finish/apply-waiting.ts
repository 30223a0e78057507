import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { describePool } from '../../cognito/describe-pool.ts'
import { sendChange } from '../../cognito/send-change.ts'
import type { DefinitionSide } from '../../compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../compare/definition/json.ts'
import { StoppedCallError } from '../../shared/errors.ts'
import type { PartFate } from '../../shared/new-pool-facts.ts'
import type { ApplyTools } from '../apply/apply-tools.ts'
import { sendStep } from '../apply/send-step.ts'
import { objectIn } from '../parts/pool-members.ts'
import { updateBody } from '../parts/update-body.ts'
import { readPool } from '../target/read-pool.ts'
import type { Waiting } from './waiting.ts'

/**
 * Makes the calls for what is left to set: one for all settings of the pool, then
 * one for each replica, which copies them.
 *
 * @param before the pool as it was when the run began
 * @param fates gets what became of each
 * @throws AwsCallError; StoppedCallError
 */
export async function applyWaiting(
  left: readonly Waiting[],
  { pool, before }: { pool: PoolClient; before: DefinitionSide },
  fates: Map<Waiting, PartFate>,
  tools: ApplyTools
): Promise<void> {
  const { signal } = tools
  const { userPoolId: UserPoolId } = pool
  const settings = left.filter(({ step }) => step === undefined)
  if (settings.length > 0) {
    const { userPool } = await describePool(pool, signal)
    const body = bodyOf(userPool as unknown as JsonObject, settings)
    await noted(settings, fates, async () => {
      await sendChange(pool, 'UpdateUserPool', { ...body, UserPoolId }, tools)
      return 'made'
    })
  }
  const read = async () => {
    const { side } = await readPool(pool, before, signal)
    return side.definition
  }
  const newPool = { pool, before: before.definition, read }
  for (const one of left) {
    const { step } = one
    if (step === undefined) continue
    await noted([one], fates, () => sendStep(step, newPool, tools))
  }
}

/** The pool as it is now, with what waited. */
function bodyOf(
  userPool: JsonObject,
  settings: readonly Waiting[]
): JsonObject {
  const body = updateBody(userPool, {})
  return settings
    .flatMap(({ update }) => Object.entries(update))
    .reduce<JsonObject>(
      (before, [member, added]) => ({
        ...before,
        [member]: { ...objectIn(before, member), ...(added as JsonObject) }
      }),
      body
    )
}

async function noted(
  waiting: readonly Waiting[],
  fates: Map<Waiting, PartFate>,
  send: () => Promise<PartFate>
): Promise<void> {
  const note = (fate: PartFate) => {
    for (const one of waiting) fates.set(one, fate)
  }
  try {
    note(await send())
  } catch (error) {
    if (error instanceof StoppedCallError && error.mayHaveHappened) {
      note('unknown')
    }
    throw error
  }
}
