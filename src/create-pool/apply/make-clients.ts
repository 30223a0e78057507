import { describeClients, findGoneClients } from '../../cognito/app-clients.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { presentText } from '../../cognito/calls/answers.ts'
import { sendOnce } from '../../cognito/send-change.ts'
import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import { amount } from '../../shared/amount.ts'
import type { AwsCallError } from '../../shared/errors.ts'
import type { PartFate } from '../../shared/new-pool-facts.ts'
import type { Step } from '../parts/made-part.ts'
import type { ApplyTools } from './apply-tools.ts'
import { pairClients } from './pair-clients.ts'
import { MOST_SENDINGS } from './send-step.ts'

/**
 * The app clients of the journal that the pool still has. One that a person deleted
 * meanwhile is made again, and the entry `complete` has its newer id.
 *
 * @param journalled new ids by the old ones
 * @throws AwsCallError; StoppedCallError
 */
export async function withoutGoneClients(
  journalled: ReadonlyMap<string, string>,
  pool: PoolClient,
  { log, signal }: ApplyTools
): Promise<ReadonlyMap<string, string>> {
  if (journalled.size === 0) return journalled
  const gone = await findGoneClients(pool, journalled.values(), signal)
  if (gone.size === 0) return journalled
  log.info(
    `The pool no longer has ${amount(gone.size, 'app client')} that an earlier run made: ${[...gone].join(', ')}.`
  )
  return new Map([...journalled].filter(([, id]) => !gone.has(id)))
}

/**
 * The app clients that an earlier run made.
 *
 * @param steps CreateUserPoolClient
 * @param journalled new ids by the old ones, as far as the journal has them and the
 *   pool too
 */
export async function findMadeClients(
  steps: readonly Step[],
  journalled: ReadonlyMap<string, string>,
  pool: PoolClient,
  signal: AbortSignal
): Promise<Map<string, string>> {
  const missing = steps.filter(({ input }) => !journalled.has(oldId(input)))
  if (missing.length === 0) return new Map(journalled)
  const known = new Set(journalled.values())
  const found = await describeClients(pool, known, signal)
  return new Map([
    ...journalled,
    ...pairClients(missing, found as JsonObject[])
  ])
}

/**
 * Makes an app client, and remembers its new id. Nothing is kept of the answer's
 * secret. A lost answer is settled by a look at the pool's clients.
 *
 * @param clients new ids by the old ones
 * @throws AwsCallError; StoppedCallError
 */
export async function makeClient(
  step: Step,
  clients: Map<string, string>,
  pool: PoolClient,
  tools: ApplyTools
): Promise<PartFate> {
  const { ClientId: _, ...input } = step.input
  const old = oldId(step.input)
  if (clients.has(old)) return 'there-already'
  const request = { ...input, UserPoolId: pool.userPoolId }
  let lost: AwsCallError | undefined
  for (let sendings = 0; sendings < MOST_SENDINGS; sendings += 1) {
    const sent = await sendOnce(pool, step.operation, request, tools)
    if ('answer' in sent) {
      const client = sent.answer['UserPoolClient'] as JsonObject | undefined
      clients.set(
        old,
        presentText(client?.['ClientId'], 'ClientId of a client')
      )
      return 'made'
    }
    lost = sent.lost
    const found = await findMadeClients([step], clients, pool, tools.signal)
    const id = found.get(old)
    if (id !== undefined) {
      clients.set(old, id)
      return 'made'
    }
  }
  throw lost ?? new TypeError('nothing was sent')
}

function oldId(input: JsonObject): string {
  return textOf(input['ClientId'])
}
