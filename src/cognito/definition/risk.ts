import {
  DescribeRiskConfigurationCommand,
  type RiskConfigurationType
} from '@aws-sdk/client-cognito-identity-provider'
import { keepDescribed } from './keep-answers.ts'
import { ofEachClient } from './clients.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

type Risk = Stored<RiskConfigurationType>

/**
 * What the pool does about risky sign-ins; `null` where nothing was set, or
 * `not-enabled` in a pool without threat protection, whose clients needn't be
 * asked.
 */
export async function readPoolRisk(
  source: Source
): Promise<Risk | 'not-enabled' | null> {
  const answer = await describeRisk(source)
  if (answer === undefined) return 'not-enabled'
  return keepRisk(source, 'riskConfigurations.pool', answer) ?? null
}

/** The risk configurations of those clients that have one of their own. */
export function readClientRisks(
  source: Source,
  clientIds: readonly string[]
): Promise<Risk[]> {
  return ofEachClient(source, clientIds, async clientId => {
    const answer = await describeRisk(source, clientId)
    return answer && keepRisk(source, 'riskConfigurations.clients', answer)
  })
}

/** Members that say whose risks an answer is about. */
const NAMES = ['UserPoolId', 'ClientId', 'LastModifiedDate']

const OPERATION = 'DescribeRiskConfiguration'

function describeRisk(source: Source, clientId?: string) {
  const command = new DescribeRiskConfigurationCommand({
    UserPoolId: source.pool.userPoolId,
    ClientId: clientId
  })
  return unlessAbsent(ask(source, OPERATION, command))
}

/** An answer that names the pool or the client and says nothing of it is none. */
function keepRisk(
  source: Source,
  section: string,
  answer: Readonly<Record<string, unknown>>
): Risk | undefined {
  const risk = keepDescribed<RiskConfigurationType>(
    source,
    section,
    OPERATION,
    answer
  )
  const isSet = Object.keys(risk ?? {}).some(name => !NAMES.includes(name))
  return isSet ? risk : undefined
}
