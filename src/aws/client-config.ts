import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Ending } from '../shared/ending.ts'
import { VERSION } from '../shared/version.ts'
import type { Env, Log, RandomBytes } from '../shared/world.ts'
import { environmentCredentials } from './environment-credentials.ts'
import { createRetryStrategy } from './retry.ts'
import type { AssumedRole } from './roles/role.ts'

/** How often a call is attempted, the first attempt included. */
const MAX_ATTEMPTS = 10

/** Enough for every call that a run has in flight. */
const MAX_SOCKETS = 50

/** What all AWS clients of a run share. */
export interface AwsContext {
  env: Env
  region: string
  /** Where the Region came from, for sentences: "the input aws-region". */
  regionSource: string
  randomBytes: RandomBytes
  /** The role whose credentials sign calls; without it, the environment's do. */
  role?: AssumedRole | undefined
  /** The run's signal: its reason is the error of an aborted call. */
  signal?: AbortSignal
  /** How a cancelled run ends; without it, every call is finished. */
  ending?: Ending
  /** Of the step; without it, nothing is said. */
  log?: Log
}

/**
 * The configuration of an AWS client. Endpoints, FIPS and dual stack come from
 * the SDK's environment variables, see correctedVariables.
 *
 * Ten attempts with up to 15 s between them outlast a throttle and a short
 * outage. The SDK ignores HTTPS_PROXY, Node's agents don't.
 *
 * @param ifUnknown how often a call is attempted that the endpoint may not know
 */
export function clientConfig(
  context: AwsContext,
  ifUnknown: number = MAX_ATTEMPTS
) {
  return {
    region: context.region,
    ...(context.role && { credentials: context.role.credentials }),
    credentialDefaultProvider: environmentCredentials(context.env),
    maxAttempts: MAX_ATTEMPTS,
    retryStrategy: createRetryStrategy(
      MAX_ATTEMPTS,
      context.randomBytes,
      ifUnknown
    ),
    customUserAgent: [['cognito-backup', VERSION]] as [string, string][],
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: 120_000,
      // The other two timeouts don't cover the body of an answer.
      socketTimeout: 120_000,
      throwOnRequestTimeout: true,
      ...httpAgents(context)
    }
  }
}

/** Agents that keep connections open and use the job's proxy. */
export function httpAgents({ env }: Pick<AwsContext, 'env'>) {
  const options = {
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    proxyEnv: { ...env }
  }
  return {
    httpAgent: new HttpAgent(options),
    httpsAgent: new HttpsAgent(options)
  }
}
