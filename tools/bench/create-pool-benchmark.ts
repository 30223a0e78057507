import type { Stats } from '../../simulator/stats.ts'
import {
  countIn,
  failureOf,
  measureAction,
  pacingInputs,
  type MeasuredAction
} from './action-run.ts'
import { runExport } from './export-run.ts'
import type { CreatePoolOptions } from './options.ts'
import { readBound, writeBound, type QuotaBound } from './quota-bound.ts'
import {
  callCognito,
  readStats,
  resetStats,
  withSimulator,
  type SimulatorProcess
} from './simulator-process.ts'

/** What `create-pool --json` prints. */
export interface CreatePoolResult {
  benchmark: 'create-pool'
  clients: number
  providers: number
  resourceServers: number
  latencyMs: number
  quotaShare: number
  elapsedSeconds: number
  creation: QuotaBound | null
  readBack: QuotaBound | null
  /** Of the creation, and of the reading back that follows it. */
  boundSeconds: number
  cpuSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  /** By operation, of Cognito, S3 and STS. */
  calls: Record<string, number>
  problems: string[]
}

/**
 * Exports a pool and measures how it is made anew. The simulator enforces no
 * quotas, so that the pool is soon there; the run keeps to the default quotas by
 * itself.
 */
export async function benchmarkCreatePool(
  options: CreatePoolOptions,
  signal: AbortSignal
): Promise<CreatePoolResult> {
  const { pool, quotaShare } = options
  console.error('Starting a simulator …')
  return await withSimulator(pool, 1, 'none', signal, async simulator => {
    await seed(simulator, options)
    console.error('Exporting, not measured …')
    const unpaced = { quotas: 'none', quotaShare: 100 } as const
    const exported = await runExport(simulator, { ...unpaced, pool, users: 1 })
    if (exported.problems.length > 0)
      throw new Error(exported.problems.join('\n'))
    const inputs = {
      mode: 'create-pool',
      'source-user-pool-id': simulator.userPoolId,
      bucket: simulator.bucket,
      'pool-name': 'made anew',
      domain: 'made-anew',
      secrets: ['Google', ...newProviders(options)]
        .map(name => `provider/${name} => a-secret-of-this-benchmark`)
        .join('\n')
    }
    console.error('Planning, not measured …')
    const { action: planned } = await measureAction(simulator, {
      ...inputs,
      'dry-run': 'true',
      ...(await pacingInputs(unpaced))
    })
    await resetStats(simulator)
    console.error('Making the pool …')
    const run = await measureAction(simulator, {
      ...inputs,
      accept: planned.outputs['findings'] ?? 'none',
      ...(await pacingInputs({ quotas: 'default', quotaShare }))
    })
    return resultOf(options, run, await readStats(simulator))
  })
}

/** What the simulator's pool has of itself. */
const SEEDED = { clients: 2, providers: 2, resourceServers: 1 }

const newProviders = ({ providers }: CreatePoolOptions) =>
  numbered('oidc', providers - SEEDED.providers)

/** Adds parts until the pool has as many as the options say. */
async function seed(
  simulator: SimulatorProcess,
  options: CreatePoolOptions
): Promise<void> {
  const { clients, resourceServers } = options
  const providers = newProviders(options)
  // Cognito makes one app client of a pool at a time.
  const make = async (operation: string, inputs: object[]) => {
    for (const input of inputs) await callCognito(simulator, operation, input)
  }
  await make(
    'CreateResourceServer',
    numbered('api', resourceServers - SEEDED.resourceServers).map(Name => ({
      Identifier: `https://${Name}.example.com`,
      Name,
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }]
    }))
  )
  await make(
    'CreateIdentityProvider',
    providers.map(ProviderName => ({
      ProviderName,
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'shop',
        client_secret: 'a-secret-of-this-benchmark',
        attributes_request_method: 'GET',
        oidc_issuer: `https://${ProviderName}.example.com`,
        authorize_scopes: 'openid email'
      },
      AttributeMapping: { email: 'email' }
    }))
  )
  await make(
    'CreateUserPoolClient',
    numbered('client', clients - SEEDED.clients).map(ClientName => ({
      ClientName,
      SupportedIdentityProviders: ['COGNITO', ...providers],
      CallbackURLs: ['https://shop.example.com/in'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      AllowedOAuthFlowsUserPoolClient: true
    }))
  )
}

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name}-${at + 1}`)

function resultOf(
  { clients, providers, resourceServers, pool, quotaShare }: CreatePoolOptions,
  { action, elapsedSeconds, usage }: MeasuredAction,
  { calls, quota }: Stats
): CreatePoolResult {
  const failure = failureOf(action, 'creation of the pool')
  const creation = writeBound(calls, quota, quotaShare) ?? null
  const readBack = readBound(calls, quota, quotaShare) ?? null
  return {
    benchmark: 'create-pool',
    clients,
    providers,
    resourceServers,
    latencyMs: pool.latencyMs,
    quotaShare,
    elapsedSeconds,
    creation,
    readBack,
    boundSeconds: (creation?.seconds ?? 0) + (readBack?.seconds ?? 0),
    cpuSeconds: usage.cpuSeconds,
    peakMemoryMB: usage.peakMemoryKiB / 1024,
    calls,
    problems:
      failure !== undefined
        ? [failure]
        : (countIn(action, 'created') ?? 0) > clients + providers
          ? []
          : [
              `The output created is ${countIn(action, 'created') ?? 'not set'}.`
            ]
  }
}
