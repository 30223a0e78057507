import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import type { Members } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import { everyClient } from '../state/pool-definition.ts'
import { clientOf } from './clients.ts'

const parts = [
  'CompromisedCredentialsRiskConfiguration',
  'AccountTakeoverRiskConfiguration',
  'RiskExceptionConfiguration'
] as const

/**
 * A request without any part resets: it leaves the pool without a
 * configuration, and the client with that of the pool. Every tier takes it, also
 * without threat protection (alchemy-run/alchemy, measured in July 2026).
 *
 * Source: API reference, SetRiskConfiguration.
 */
export const setRiskConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { riskConfigurations } = pool.definition
  const ClientId = clientIn(request, pool)
  const given = request.kept(parts)
  const key = ClientId ?? everyClient
  if (Object.keys(given).length === 0) riskConfigurations.delete(key)
  else
    riskConfigurations.set(key, {
      ...given,
      LastModifiedDate: state.account.clock.now() / 1000
    })
  return describe(pool, ClientId)
}

/**
 * Inferred: a client or a pool without a configuration gets one that has its id
 * alone.
 *
 * Source: API reference, DescribeRiskConfiguration.
 */
export const describeRiskConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  return describe(pool, clientIn(request, pool))
}

function describe(pool: Pool, ClientId: string | undefined): object {
  return {
    RiskConfiguration: {
      UserPoolId: pool.id,
      ...(ClientId !== undefined && { ClientId }),
      ...pool.definition.riskConfigurations.get(ClientId ?? everyClient)
    }
  }
}

const clientIn = (request: Members, pool: Pool) =>
  request.has('ClientId') ? clientOf(request, pool).ClientId : undefined
