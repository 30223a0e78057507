import {
  DescribeRiskConfigurationCommand,
  DescribeUserPoolDomainCommand,
  GetLogDeliveryConfigurationCommand,
  GetProvisionedLimitCommand,
  ListUserPoolReplicasCommand
} from '@aws-sdk/client-cognito-identity-provider'
import { unlessAbsent } from '../../../src/cognito/definition/source.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import { randomName } from '../people.ts'
import { holds, type Proof } from '../proof.ts'
import type { Lab } from '../lab.ts'

/** What Cognito answers where nothing is set, and what it tells of quotas. */
export const readingProofs: readonly Proof[] = [
  {
    id: 'provisioned-limit',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const seen: string[] = []
      let isTold = true
      for (const category of ['UserCreation', 'UserRead', 'UserResourceRead']) {
        let limit: number | undefined
        const answer = await answerTo(async () => {
          limit = await limitOf(lab, category)
        })
        isTold &&= answer === ACCEPTED && limit !== undefined && limit > 0
        seen.push(`${category} ${limit ?? answer}`)
      }
      return holds(isTold, seen.join(', '))
    }
  },
  {
    id: 'unknown-limit',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const answer = await answerTo(() => limitOf(lab, 'NoSuchCategory'))
      return holds(answer === 'InvalidParameterException', answer)
    }
  },
  {
    id: 'nothing-configured',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const { client: pool } = await lab.pool('username')
      const of = { UserPoolId: pool.userPoolId }
      const risk = await answerTo(() =>
        unlessAbsent(
          pool.call('DescribeRiskConfiguration', client =>
            client.send(new DescribeRiskConfigurationCommand(of))
          )
        )
      )
      const logs = await answerTo(() =>
        unlessAbsent(
          pool.call('GetLogDeliveryConfiguration', client =>
            client.send(new GetLogDeliveryConfigurationCommand(of))
          )
        )
      )
      return holds(
        risk === ACCEPTED && logs === ACCEPTED,
        `risk: ${risk}, logs: ${logs}`
      )
    }
  },
  {
    id: 'domain-of-nobody',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const { client: pool } = await lab.pool('username')
      let members = 0
      const answer = await answerTo(async () => {
        const { DomainDescription: found } = await pool.call(
          'DescribeUserPoolDomain',
          client =>
            client.send(
              new DescribeUserPoolDomainCommand({
                Domain: randomName(lab.context.randomBytes)
              })
            )
        )
        members = Object.values(found ?? {}).filter(
          value => value !== undefined
        ).length
      })
      return holds(
        answer === ACCEPTED && members === 0,
        `${answer}; ${members} members`
      )
    }
  },
  {
    id: 'not-replicated',
    needs: { pool: 'username' },
    users: 0,
    async try(lab) {
      const { client: pool } = await lab.pool('username')
      let replicas = 0
      const answer = await answerTo(async () => {
        const { UserPoolReplicas: found = [] } = await pool.call(
          'ListUserPoolReplicas',
          client =>
            client.send(
              new ListUserPoolReplicasCommand({ UserPoolId: pool.userPoolId })
            )
        )
        replicas = found.length
      })
      return holds(
        answer === ACCEPTED && replicas === 0,
        `${answer}; ${replicas} replicas`
      )
    }
  }
]

async function limitOf(
  lab: Lab,
  category: string
): Promise<number | undefined> {
  const { client: pool } = await lab.pool('username')
  const { Limit } = await pool.call('GetProvisionedLimit', client =>
    client.send(
      new GetProvisionedLimitCommand({
        LimitDefinition: {
          LimitClass: 'API_CATEGORY',
          Attributes: { Category: category }
        }
      })
    )
  )
  return Limit?.ProvisionedLimitValue
}
