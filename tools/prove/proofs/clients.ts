import {
  AddUserPoolClientSecretCommand,
  CreateUserPoolClientCommand,
  ListUserPoolClientSecretsCommand,
  type CreateUserPoolClientCommandInput
} from '@aws-sdk/client-cognito-identity-provider'
import { present } from '../../../src/cognito/calls/answers.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import type { Lab, LabPool } from '../lab.ts'
import { randomName } from '../people.ts'
import { holds, type Proof } from '../proof.ts'

/** App clients, in a pool that takes them along when it is deleted. */
export const clientProofs: readonly Proof[] = [
  {
    id: 'client-secret-hidden',
    needs: { pool: 'own' },
    users: 0,
    async try(lab) {
      const pool = await lab.pool('own')
      const secret = await newClient(lab, pool, { GenerateSecret: true })
      await pool.client.call('AddUserPoolClientSecret', client =>
        client.send(new AddUserPoolClientSecretCommand(secret))
      )
      const open = await newClient(lab, pool, {})
      const counts = {
        two: await secretsOf(pool, secret.ClientId),
        none: await secretsOf(pool, open.ClientId)
      }
      return holds(
        counts.two === 2 && counts.none === 0,
        `listed of two: ${counts.two}, of a public client: ${counts.none}`
      )
    }
  },
  {
    id: 'client-after-scope',
    needs: { pool: 'own' },
    users: 0,
    async try(lab) {
      const pool = await lab.pool('own')
      const scope = await answerTo(() =>
        createClient(lab, pool, {
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['prove/missing'],
          CallbackURLs: ['https://example.com/'],
          SupportedIdentityProviders: ['COGNITO']
        })
      )
      const provider = await answerTo(() =>
        createClient(lab, pool, { SupportedIdentityProviders: ['Missing'] })
      )
      return holds(
        scope !== ACCEPTED && provider !== ACCEPTED,
        `without the scope: ${scope}, without the provider: ${provider}`
      )
    }
  }
]

/** Creates an app client. */
export function createClient(
  lab: Lab,
  { client: pool }: LabPool,
  settings: Partial<CreateUserPoolClientCommandInput>,
  ClientName = randomName(lab.context.randomBytes)
) {
  const request = { ...settings, UserPoolId: pool.userPoolId, ClientName }
  return pool.call('CreateUserPoolClient', client =>
    client.send(new CreateUserPoolClientCommand(request))
  )
}

/** How requests name a new app client. */
async function newClient(
  lab: Lab,
  pool: LabPool,
  settings: Partial<CreateUserPoolClientCommandInput>
) {
  const { UserPoolClient } = await createClient(lab, pool, settings)
  const ClientId = present(UserPoolClient?.ClientId, 'ClientId')
  return { UserPoolId: pool.client.userPoolId, ClientId }
}

async function secretsOf(
  { client: pool }: LabPool,
  ClientId: string
): Promise<number> {
  const of = { UserPoolId: pool.userPoolId, ClientId }
  const { ClientSecrets = [] } = await pool.call(
    'ListUserPoolClientSecrets',
    client => client.send(new ListUserPoolClientSecretsCommand(of))
  )
  return ClientSecrets.length
}
