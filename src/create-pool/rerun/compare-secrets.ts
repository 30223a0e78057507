import { describeClients } from '../../cognito/app-clients.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import { UserError } from '../../shared/errors.ts'
import { pairClients } from '../apply/pair-clients.ts'
import type { Step } from '../parts/made-part.ts'
import type { CreatePlan } from '../plan/plan.ts'
import type { GivenSecret } from '../request.ts'
import type { OwnPool } from '../target/pools-of-name.ts'
import { unlessDenied } from '../target/unless-denied.ts'

/**
 * Compares the secrets of the input with those of the app clients that an earlier
 * run made. A secret that comes late would have no effect.
 *
 * @returns sentences about lines that have no effect or can't be compared
 * @throws UserError `input` for a client with another secret; AwsCallError
 */
export async function compareSecrets(
  { steps }: CreatePlan,
  { entry }: OwnPool,
  pool: PoolClient,
  region: string,
  signal: AbortSignal
): Promise<string[]> {
  const clients = steps.filter(
    ({ operation }) => operation === 'CreateUserPoolClient'
  )
  const given = clients.filter(
    ({ input }) => input['ClientSecret'] !== undefined
  )
  if (given.length === 0) return []
  const journalled: ReadonlyMap<string, string> = entry.clients ?? new Map()
  const compared = new Set(given.map(step => journalled.get(idIn(step.input))))
  const others = [...journalled.values()].filter(id => !compared.has(id))
  const found = (await unlessDenied(
    describeClients(pool, new Set(others), signal)
  )) as JsonObject[] | undefined
  if (found === undefined) {
    return [
      `It is not known whether these have the secret that you give: ${namesOf(given)}.`
    ]
  }
  const ids = new Set(journalled.values())
  const unnamed = entry.isComplete
    ? []
    : found.filter(one => !ids.has(idIn(one)))
  const missing = clients.filter(({ input }) => !journalled.has(idIn(input)))
  const made = new Map([...journalled, ...pairClients(missing, unnamed)])
  const paired = new Set(made.values())
  const there = new Map(given.map(step => [step, clientOf(step)]))
  const different = [...there].filter(
    ([{ input }, client]) =>
      client !== undefined && client['ClientSecret'] !== input['ClientSecret']
  )
  if (different.length > 0) {
    const commands = different.map(
      ([, client]) =>
        `aws cognito-idp add-user-pool-client-secret --user-pool-id ${pool.userPoolId} --client-id ${idIn(client ?? {})} --region ${region} --client-secret …`
    )
    throw new UserError(
      'input',
      `Made already with another secret: ${namesOf(different.map(([step]) => step))}. Add the one of the input secrets by AddUserPoolClientSecret, or just remove its line. The command: ${commands.join('; ')}`
    )
  }
  const unused = given.filter(step => there.get(step) === undefined)
  return entry.isComplete && unused.length > 0
    ? [
        `The complete pool lacks these, so their secrets are not used: ${namesOf(unused)}.`
      ]
    : []

  /** The client of a step, or one of its name that fits no step. */
  function clientOf({ input }: Step): JsonObject | undefined {
    const id = made.get(idIn(input))
    return id === undefined
      ? unnamed.find(
          one =>
            one['ClientName'] === input['ClientName'] && !paired.has(idIn(one))
        )
      : found?.find(one => idIn(one) === id)
  }
}

/**
 * Sentences about secrets of identity providers that are made already. No answer of
 * Cognito that this tool keeps has them, so they aren't compared.
 */
export function unusedSecrets(
  secrets: readonly GivenSecret[],
  there: ReadonlySet<string>
): string[] {
  return secrets
    .filter(
      ({ of, name }) =>
        of === 'provider' && there.has(`identity-provider/${name}`)
    )
    .map(
      ({ name }) =>
        `The line provider/${name} of the input secrets is not used: the provider is made already, and its secret can't be compared.`
    )
}

function idIn({ ClientId }: JsonObject): string {
  return textOf(ClientId)
}

function namesOf(steps: readonly Step[]): string {
  return steps.map(({ part }) => part).join(', ')
}
