import {
  DescribeRiskConfigurationCommand,
  type RiskConfigurationType
} from '@aws-sdk/client-cognito-identity-provider'
import { readEach, unlessAbsent, type Source } from './source.ts'

/**
 * The pool's risk configuration. `null`: none is set. `not-enabled`: the pool
 * has no threat protection, so its clients have no risk configurations either.
 */
export async function readPoolRisk(
  source: Source
): Promise<RiskConfigurationType | 'not-enabled' | null> {
  const answer = await describeRisk(source)
  if (answer === undefined) return 'not-enabled'
  return answer.RiskConfiguration !== undefined &&
    isSet(answer.RiskConfiguration)
    ? answer.RiskConfiguration
    : null
}

/** The risk configurations of the clients that have their own. */
export function readClientRisks(
  source: Source,
  clientIds: readonly string[]
): Promise<RiskConfigurationType[]> {
  return readEach(source, clientIds, async clientId => {
    const found = (await describeRisk(source, clientId))?.RiskConfiguration
    return found !== undefined && isSet(found) ? found : undefined
  })
}

function describeRisk({ pool, signal }: Source, clientId?: string) {
  return unlessAbsent(
    pool.call('DescribeRiskConfiguration', client =>
      client.send(
        new DescribeRiskConfigurationCommand({
          UserPoolId: pool.userPoolId,
          ClientId: clientId
        }),
        { abortSignal: signal }
      )
    )
  )
}

/** Whether an answer says more than the ids of the pool and the client. */
function isSet(risk: RiskConfigurationType): boolean {
  return (
    risk.CompromisedCredentialsRiskConfiguration !== undefined ||
    risk.AccountTakeoverRiskConfiguration !== undefined ||
    risk.RiskExceptionConfiguration !== undefined
  )
}
