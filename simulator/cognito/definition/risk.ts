import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { CognitoError } from '../protocol/errors.ts'
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
 * A request without any part resets: the pool to nothing, a client to what the
 * pool has.
 *
 * Source: API reference, SetRiskConfiguration.
 */
export const setRiskConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { riskConfigurations } = pool.definition
  checkAddOn(pool)
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
 * What a client or a pool gets that nothing was set for is inferred: a
 * configuration that names it and says nothing.
 *
 * Source: API reference, DescribeRiskConfiguration.
 */
export const describeRiskConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  checkAddOn(pool)
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

/** Threat protection is an add-on, which a pool has or hasn't turned on. */
function checkAddOn({ settings }: Pool): void {
  const addOns = settings.others['UserPoolAddOns'] as
    { AdvancedSecurityMode?: string } | undefined
  if ((addOns?.AdvancedSecurityMode ?? 'OFF') === 'OFF')
    throw new CognitoError(
      'UserPoolAddOnNotEnabledException',
      'The user pool add-on for advanced security is not enabled.'
    )
}
