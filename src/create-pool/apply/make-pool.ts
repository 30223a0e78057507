import type { DefinitionSide } from '../../compare/definition/compare-definitions.ts'
import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import type { HalfMadePool, PartFate } from '../../shared/new-pool-facts.ts'
import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import { removalCommands } from '../../shared/pool-removal.ts'
import type { PoolPlace } from '../parts/made-part.ts'
import type { CreatePlan } from '../plan/plan.ts'
import type { Journal } from '../records/journal.ts'
import type { EarlierPool } from '../rerun/earlier-pool.ts'
import { applyPlan } from './apply-plan.ts'
import type { ApplyTools } from './apply-tools.ts'
import { beginPool } from './begin-pool.ts'
import { Fates } from './fates.ts'
import { readBack } from './read-back.ts'

/** What is made of a plan, and where. */
export interface PoolToMake {
  plan: CreatePlan
  /** The old definition after replacements. */
  planned: DefinitionSide
  snapshotId: string
  place: PoolPlace
  /** The pool to go on with, if an earlier run has begun one. */
  earlier: EarlierPool | undefined
}

/**
 * Makes a pool, or goes on with one that isn't complete, and proves that it is as
 * planned. Deletes nothing: a pool that isn't complete stays, and the outcome
 * names it.
 *
 * @param outcome is filled as things become known, on failure too
 * @returns its definition
 * @throws UserError `not-the-same`, `half-made`, or about the journal;
 *   AwsCallError; StoppedCallError
 */
export async function makePool(
  { plan, planned, snapshotId, place, earlier }: PoolToMake,
  journal: Journal,
  tools: ApplyTools,
  outcome: CreatePoolOutcome
): Promise<JsonObject> {
  const { cognito, log, signal } = tools
  const own = earlier?.own
  const source = { snapshotId, sourceUserPoolId: planned.userPoolId }
  const clients = new Map<string, string>()
  const fates = new Fates()
  outcome.clientIds = clients
  let ofPool: PartFate = 'not-made'
  try {
    const begun = own
      ? { userPoolId: own.userPoolId, nonce: own.entry.nonce }
      : await beginPool(plan, source, journal, tools, outcome)
    const { userPoolId } = begun
    ofPool = own ? 'there-already' : 'made'
    for (const step of plan.steps.slice(0, 1)) fates.note(step, ofPool)
    outcome.pool = { id: userPoolId, ...place }
    outcome.halfMade = halfMadeBy(plan, userPoolId, place)
    outcome.status = 'partial'
    log.info(`${own ? 'Goes on with' : 'Made'} the user pool ${userPoolId}.`)
    const onClients = () => journal.record('clients', begun, clients)
    await applyPlan(
      { plan, userPoolId, earlier, planned },
      clients,
      fates,
      onClients,
      tools
    )
    log.info('Reads the new pool back.')
    const pool = cognito.pool(userPoolId)
    const now = await readBack(pool, planned, plan, clients, signal, outcome)
    await journal.record('complete', begun, clients)
    outcome.halfMade = undefined
    outcome.status = 'complete'
    return now
  } catch (error) {
    if (outcome.mayExist) {
      ofPool = 'unknown'
      for (const step of plan.steps.slice(0, 1)) fates.note(step, ofPool)
      outcome.status = 'partial'
    }
    if (outcome.halfMade !== undefined) {
      const { userPoolId } = outcome.halfMade
      const { stoppedAt: step } = fates
      if (step !== undefined) {
        outcome.halfMade.stoppedAt = `${step.part} (${step.operation})`
      }
      log.info(
        `The user pool ${userPoolId} is not complete. Run the job again to go on with it. Or remove it, if it has no users: ${removalCommands(outcome.halfMade).join('; ')}`
      )
    }
    throw error
  } finally {
    outcome.lines = plan.parts.map(part => ({
      part: part.part,
      verdict: part.verdict,
      sentence: part.sentence,
      became: fates.of(part, ofPool)
    }))
  }
}

/** A pool that isn't complete, with the domains that it has or may get. */
export function halfMadeBy(
  { steps }: CreatePlan,
  userPoolId: string,
  { region }: PoolPlace
): HalfMadePool {
  const domains = steps
    .filter(({ operation }) => operation === 'CreateUserPoolDomain')
    .map(({ input }) => textOf(input['Domain']))
  return { userPoolId, region, domains }
}
