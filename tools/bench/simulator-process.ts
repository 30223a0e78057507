import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { NewPerson } from '../../simulator/cognito/users/sign-up.ts'
import type { RequestFindings } from '../../simulator/service-model/request-check.ts'
import type { Stats } from '../../simulator/stats.ts'
import { stopWith } from './measured-process.ts'
import type { PoolOptions } from './options.ts'

/** A simulator that runs in a process of its own. */
export interface SimulatorProcess {
  endpoint: string
  region: string
  /** The pool with the people. */
  userPoolId: string
  /** One like it, with nobody in it. */
  emptyUserPoolId: string
  bucket: string
  kmsKeyArn: string
  signal: AbortSignal
}

/** What kinds of people there are beside the plain ones, from 0 to 1. */
export interface Shares {
  disabledShare?: number
  federatedShare?: number
  noUsernameShare?: number
  /** Nobody else than people whom an import file can carry. */
  plain?: boolean
  /** People made anew when somebody asks: millions, none of them in a group. */
  onDemand?: boolean
}

/** A ceiling, in MiB: a million restored users need a third of it. */
const SIMULATOR_HEAP = 14_000

/**
 * Starts a simulator with a pool of that many people, hands it over and stops
 * it afterwards, whatever happens. A process of its own, so that its work is
 * not counted as the action's and doesn't hold up this process.
 */
export async function withSimulator<Result>(
  pool: PoolOptions & Shares,
  users: number,
  quotas: 'default' | 'none',
  signal: AbortSignal,
  use: (simulator: SimulatorProcess) => Promise<Result>
): Promise<Result> {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${SIMULATOR_HEAP}`,
      fileURLToPath(new URL('../../simulator/main.ts', import.meta.url)),
      '--port=0',
      `--users=${users}`,
      `--groups=${pool.groups}`,
      `--memberships-per-user=${pool.membershipsPerUser}`,
      `--mfa=${pool.mfa}`,
      `--seed=${pool.seed}`,
      `--latency-ms=${pool.latencyMs}`,
      `--disabled-share=${pool.disabledShare ?? 0}`,
      `--federated-share=${pool.federatedShare ?? 0}`,
      `--no-username-share=${pool.noUsernameShare ?? 0}`,
      `--quotas=${quotas}`,
      '--import-rows-per-second=unlimited',
      ...(pool.plain === true ? ['--plain'] : []),
      ...(pool.onDemand === true ? ['--on-demand'] : [])
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  stopWith(child, signal)
  const closed = once(child, 'close')
  try {
    const lines = createInterface(child.stdout)
    const first = once(lines, 'line') as Promise<[string]>
    const [line] = await Promise.race([
      first,
      closed.then(() => {
        signal.throwIfAborted()
        throw new Error('The simulator did not start.')
      })
    ])
    const simulator = { ...(JSON.parse(line) as SimulatorProcess), signal }
    const result = await use(simulator)
    await expectValidRequests(simulator)
    return result
  } finally {
    child.kill('SIGKILL')
    await closed
  }
}

/** A figure of requests that AWS would refuse is a figure of nothing. */
async function expectValidRequests(simulator: SimulatorProcess): Promise<void> {
  const { endpoint, signal } = simulator
  const response = await fetch(`${endpoint}/_simulator/requests`, { signal })
  const { breaches } = (await response.json()) as RequestFindings
  if (breaches.length === 0) return
  throw new Error(
    `AWS's own model has something against requests of the action: ${JSON.stringify(breaches)}`
  )
}

/** What the simulator has counted since its start, or since the last reset. */
export async function readStats(simulator: SimulatorProcess): Promise<Stats> {
  const { endpoint, signal } = simulator
  const response = await fetch(`${endpoint}/_simulator/stats`, { signal })
  return (await response.json()) as Stats
}

/** Has the simulator count from zero. */
export async function resetStats(simulator: SimulatorProcess): Promise<void> {
  const { endpoint, signal } = simulator
  await fetch(`${endpoint}/_simulator/stats/reset`, { method: 'POST', signal })
}

export type ListOperation = 'ListUsers' | 'ListGroups' | 'ListUsersInGroup'

/**
 * One page of a listing, as Cognito's bytes, of the seeded pool if `input` names
 * no other.
 */
export async function listPage(
  simulator: SimulatorProcess,
  operation: ListOperation,
  input: Record<string, string | undefined>
): Promise<Buffer> {
  return await callCognito(simulator, operation, { Limit: 60, ...input })
}

/** Any call, of the seeded pool if `input` names no other. */
export async function callCognito(
  simulator: SimulatorProcess,
  operation: string,
  input: object
): Promise<Buffer> {
  return await call(simulator, 'cognito-idp', '/', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`
    },
    body: JSON.stringify({
      UserPoolId: simulator.userPoolId,
      ...input
    })
  })
}

/** Signs a user up to the seeded pool, and confirms them. */
export async function signUp(
  { endpoint, userPoolId, signal }: SimulatorProcess,
  person: NewPerson
): Promise<void> {
  const response = await fetch(`${endpoint}/_simulator/sign-up`, {
    method: 'POST',
    body: JSON.stringify({ userPoolId, ...person }),
    signal
  })
  if (!response.ok)
    throw new Error(`The simulator answered a sign-up with ${response.status}.`)
}

/** Deletes a user of the seeded pool. */
export async function deleteUser(
  simulator: SimulatorProcess,
  username: string
): Promise<void> {
  await callCognito(simulator, 'AdminDeleteUser', { Username: username })
}

/** An object in S3, by its `s3://…` address. */
export async function getObject(
  simulator: SimulatorProcess,
  address: string
): Promise<Buffer> {
  return await call(simulator, 's3', address.replace(/^s3:\//, ''))
}

async function call(
  { endpoint, region, signal }: SimulatorProcess,
  service: string,
  path: string,
  request: { method?: string; headers?: object; body?: string } = {}
): Promise<Buffer> {
  const scope = `20261123/${region}/${service}/aws4_request`
  const send = () =>
    fetch(`${endpoint}${path}`, {
      ...request,
      // The simulator reads who signed a request but verifies no signature.
      headers: {
        ...request.headers,
        authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=host, Signature=0`,
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD'
      },
      signal
    })
  for (;;) {
    const response = await send()
    const body = Buffer.from(await response.arrayBuffer())
    if (response.ok) return body
    if (!body.includes('TooManyRequestsException'))
      throw new Error(`The simulator answered ${response.status} for ${path}.`)
    await setTimeout(500, undefined, { signal })
  }
}
