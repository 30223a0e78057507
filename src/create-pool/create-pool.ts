import type { Cognito } from '../cognito/calls/pool-client.ts'
import { definitionOf } from '../compare/definition-sides.ts'
import { textOf, type JsonObject } from '../compare/definition/json.ts'
import { sectionAt } from '../compare/definition/parts.ts'
import { refuseOtherCredentials } from '../shared/allowed-accounts.ts'
import { UserError } from '../shared/errors.ts'
import type { CreatePoolOutcome } from '../shared/outcome.ts'
import type { Ending } from '../shared/ending.ts'
import type { Bucket } from '../storage/bucket.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import { openExpected } from '../storage/open-expected.ts'
import type { ApplyTools } from './apply/apply-tools.ts'
import { halfMadeBy, makePool } from './apply/make-pool.ts'
import { finishPool } from './finish/finish-pool.ts'
import type { PoolPlace } from './parts/made-part.ts'
import { MAKERS } from './parts/makers.ts'
import { smsInOwnRegion } from './parts/places.ts'
import { planPool } from './plan/plan-pool.ts'
import { replaceTexts } from './plan/replace-texts.ts'
import { fillComplete, fillPlan } from './plan-outcome.ts'
import { readEarlier } from './rerun/earlier-pool.ts'
import { partsKnown, refuseUnasked } from './rerun/parts-there.ts'
import { refuseOpen } from './refuse-open.ts'
import { wantedDomains } from './wanted-domains.ts'
import { openJournal } from './records/journal.ts'
import type { CreatePoolRequest } from './request.ts'
import { readTarget } from './target/target.ts'

/** What mode create-pool works with. */
export interface CreatePoolTools extends ApplyTools {
  cognito: Cognito
  bucket: Bucket
  ending: Ending
  /** The account of the credentials, and the Region of the calls. */
  target: PoolPlace
}

/**
 * Makes a user pool from the definition of a snapshot, or sets what waited in one
 * that an earlier run made. Everything is read, planned and checked before the
 * first write. A run that ends early leaves a pool that the next run goes on with.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws UserError whose sentence says what to change; AwsCallError
 */
export async function createPool(
  request: CreatePoolRequest,
  tools: CreatePoolTools,
  outcome: CreatePoolOutcome
): Promise<void> {
  const { bucket, cognito, signal, target: place } = tools
  outcome.finishes = request.finish
  outcome.takeOver = request.takeOver
  refuseOtherCredentials(place.accountId, request.allowedAccountIds)

  // Open the snapshot.
  const snapshot = await openExpected(request, tools, outcome)
  const { snapshotId, source, counts } = snapshot.manifest
  const side = await definitionOf(snapshot, fetchFrom(bucket, signal))
  const replaced = replaceTexts(side.definition, request.replacements)
  const poolName = request.poolName ?? nameIn(replaced.definition)
  outcome.sourceUserPoolId = source.userPoolId
  outcome.poolName = poolName

  // Read what the new pool meets.
  const journal = openJournal(snapshot, place, tools)
  const domains = wantedDomains(request.domain, replaced.definition)
  const wanted = { snapshotId, source, place, poolName, domains }
  const target = await readTarget(cognito, journal, wanted, signal)
  const { own } = target

  // Plan.
  const { users } = counts
  const { lacksClients } = side
  const facts = { source, target, users, lacksClients }
  const plan = planPool(replaced, request, facts, MAKERS)
  outcome.clientNames = plan.clientNames
  const planned = {
    ...side,
    region: place.region,
    definition: smsInOwnRegion(plan.definition, source)
  }
  if (request.finish) {
    const { dryRun } = request
    const toFinish = { plan, planned, place, own, users, dryRun }
    const found = await finishPool(toFinish, journal, tools, outcome)
    outcome.partsThere = partsKnown(plan, found, outcome.clientIds)
    return
  }
  fillPlan(outcome, plan)
  const earlier =
    own && (await readEarlier(own, { plan, planned, request, place }, tools))
  if (earlier?.own.entry.isComplete === true) {
    const { dryRun } = request
    fillComplete(outcome, earlier, { plan, snapshotId, place, dryRun })
    return
  }
  if (earlier !== undefined) {
    const { userPoolId } = earlier.own
    outcome.halfMade = halfMadeBy(plan, userPoolId, place)
    outcome.remarks.push(
      `Goes on with the user pool ${userPoolId}, which is half made.`,
      ...earlier.remarks
    )
    refuseUnasked(plan, earlier.now, userPoolId)
  }
  if (request.dryRun) {
    outcome.status = 'planned'
    return
  }
  refuseOpen(plan.findings)

  // Apply, and read the new pool back.
  const toMake = { plan, planned, snapshotId, place, earlier }
  const made = await makePool(toMake, journal, tools, outcome)
  outcome.partsThere = partsKnown(plan, made, outcome.clientIds)
}

function nameIn(definition: JsonObject): string {
  const name = textOf(sectionAt(definition, 'userPool.Name'))
  if (name !== '') return name
  throw new UserError(
    'input',
    'The snapshot does not say what its pool was called. Set the input pool-name.'
  )
}
