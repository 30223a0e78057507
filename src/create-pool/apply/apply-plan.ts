import { describePool } from '../../cognito/describe-pool.ts'
import { sendChange } from '../../cognito/send-change.ts'
import { readBrandingId } from '../../cognito/user-pools.ts'
import type { DefinitionSide } from '../../compare/definition/compare-definitions.ts'
import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import { StoppedCallError } from '../../shared/errors.ts'
import { together } from '../../shared/together.ts'
import type { Step } from '../parts/made-part.ts'
import { updateBody } from '../parts/update-body.ts'
import type { CreatePlan } from '../plan/plan.ts'
import type { EarlierPool } from '../rerun/earlier-pool.ts'
import { readPool } from '../target/read-pool.ts'
import type { ApplyTools } from './apply-tools.ts'
import type { Fates } from './fates.ts'
import { toLanes } from './lanes.ts'
import {
  findMadeClients,
  makeClient,
  withoutGoneClients
} from './make-clients.ts'
import { sendStep, type NewPool } from './send-step.ts'
import { waitForDomain } from './wait-for-domain.ts'

/** A pool that was made or begun, and what is left to be done. */
export interface Begun {
  plan: CreatePlan
  userPoolId: string
  /** What an earlier run did, if one did. */
  earlier: EarlierPool | undefined
  /** The old definition after replacements. */
  planned: DefinitionSide
}

/**
 * Makes all calls of a plan but the first, each once. A pool that an earlier run
 * left is looked at first, and gets what it lacks.
 *
 * @param clients gets the new ids of app clients by the old ones
 * @param fates gets what became of each call
 * @param onClients called once all app clients are made
 * @throws AwsCallError; StoppedCallError; UserError
 */
export async function applyPlan(
  { plan, userPoolId, earlier, planned }: Begun,
  clients: Map<string, string>,
  fates: Fates,
  onClients: () => Promise<void>,
  tools: ApplyTools
): Promise<void> {
  const { cognito, progress, signal } = tools
  const pool = cognito.pool(userPoolId)
  const steps = plan.steps.slice(1)
  const last = steps.filter(({ operation }) => operation === 'UpdateUserPool')
  const { first, parallel } = toLanes(
    steps.filter(step => !last.includes(step))
  )
  const read = async () => {
    const { side } = await readPool(pool, planned, signal)
    return side.definition
  }
  const newPool = { pool, before: earlier?.now, read }
  if (earlier !== undefined) {
    const { own } = earlier
    const made = await findMadeClients(
      first.filter(isClient),
      await withoutGoneClients(own.entry.clients ?? new Map(), pool, tools),
      pool,
      signal
    )
    for (const [old, id] of made) clients.set(old, id)
  }
  const piece = progress.start('Making the user pool', 'call', steps.length)
  const send = async (step: Step, until = signal) => {
    await noted(step, fates, tools, () =>
      sendOne(step, newPool, clients, { ...tools, signal: until })
    )
    piece.advance(1)
  }
  try {
    for (const step of first) await send(step)
    await onClients()
    const domains = first.filter(isDomain)
    await together(
      signal,
      parallel.map(lane => async (either: AbortSignal) => {
        if (lane.some(needsDomain)) {
          const names = domains.map(({ input }) => textOf(input['Domain']))
          await waitForDomain(names, pool, { ...tools, signal: either })
        }
        for (const step of lane) await send(step, either)
      })
    )
    for (const step of last) await send(step)
  } finally {
    piece.end()
  }
}

const isClient = ({ operation }: Step) => operation === 'CreateUserPoolClient'
const isDomain = ({ operation }: Step) => operation === 'CreateUserPoolDomain'
const needsDomain = ({ operation }: Step) => operation === 'SetUICustomization'

async function noted(
  step: Step,
  fates: Fates,
  { log }: ApplyTools,
  send: () => ReturnType<typeof sendStep>
): Promise<void> {
  fates.note(step, 'not-made')
  try {
    fates.note(step, await send())
  } catch (error) {
    const isUnknown = error instanceof StoppedCallError && error.mayHaveHappened
    if (isUnknown) fates.note(step, 'unknown')
    fates.stoppedAt ??= step
    log.info(`Stopped at ${step.part} (${step.operation}).`)
    throw error
  }
}

async function sendOne(
  step: Step,
  newPool: NewPool,
  clients: Map<string, string>,
  tools: ApplyTools
): ReturnType<typeof sendStep> {
  const { pool } = newPool
  if (isClient(step)) return makeClient(step, clients, pool, tools)
  const { operation, input } = step
  if (operation === 'UpdateUserPool') {
    // Cognito resets what the request leaves out.
    const { userPool } = await describePool(pool, tools.signal)
    const { userPoolId: UserPoolId } = pool
    const body = updateBody(userPool as unknown as JsonObject, input)
    await sendChange(pool, operation, { ...body, UserPoolId }, tools)
    return 'made'
  }
  const mapped = withNewId(input, clients)
  if (operation !== 'UpdateManagedLoginBranding') {
    return sendStep({ ...step, input: mapped }, newPool, tools)
  }
  const { ClientId, ...style } = mapped
  const ManagedLoginBrandingId = await readBrandingId(
    pool,
    textOf(ClientId),
    tools.signal
  )
  const ofStyle = { ...style, ManagedLoginBrandingId }
  return sendStep({ ...step, input: ofStyle }, newPool, tools)
}

/** All app clients that a plan names are made by it. */
function withNewId(
  input: JsonObject,
  clients: ReadonlyMap<string, string>
): JsonObject {
  const { ClientId: old } = input
  if (old === undefined || old === 'ALL') return input
  const ClientId = clients.get(textOf(old))
  if (ClientId === undefined)
    throw new TypeError('an app client that is not made')
  return { ...input, ClientId }
}
