import {
  DescribeRiskConfigurationCommand,
  type RiskConfigurationType
} from '@aws-sdk/client-cognito-identity-provider'
import { ofEachClient } from './clients.ts'
import { unlessAbsent, type Source } from './source.ts'

/**
 * What the pool does about risky sign-ins; `null` where nothing was set, or
 * `not-enabled` in a pool without threat protection, whose clients needn't be
 * asked.
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

/** The risk configurations of those clients that have one of their own. */
export function readClientRisks(
  source: Source,
  clientIds: readonly string[]
): Promise<RiskConfigurationType[]> {
  return ofEachClient(source, clientIds, async clientId => {
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

/** An answer that names the pool or the client and says nothing of it is none. */
function isSet(risk: RiskConfigurationType): boolean {
  return (
    risk.CompromisedCredentialsRiskConfiguration !== undefined ||
    risk.AccountTakeoverRiskConfiguration !== undefined ||
    risk.RiskExceptionConfiguration !== undefined
  )
}
