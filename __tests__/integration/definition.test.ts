import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runRestore } from '../fixtures/run-here.ts'
import { signed } from '../fixtures/simulator-clients.ts'

/** The text of an object in the newest snapshot. */
function textOf(simulator: Simulator, name: string): string {
  const object = simulator
    .bucketObjects()
    .filter(({ key }) => key.endsWith(name))
    .at(-1)
  return gunzipSync(object?.bytes ?? '').toString('utf8')
}

const poolJson = (simulator: Simulator) => textOf(simulator, '/pool.json.gz')

/** The app clients of the newest snapshot. */
function clientsOf(simulator: Simulator): Record<string, unknown>[] {
  const text = textOf(simulator, '/clients/part-00000.ndjson.gz')
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
}

test('the definition of a pool holds what the pool is made of, and no secret', async () => {
  const simulator = await startSimulator({ users: 60, groups: 2 })
  try {
    const run = await runExport(simulator)
    expect(run.exitCode).toBe(0)
    expect(annotations(run, 'warning')).toEqual([])
    const text = poolJson(simulator)
    const definition = JSON.parse(text) as Record<string, unknown>
    expect(definition['notCaptured']).toEqual([])
    expect(definition).not.toHaveProperty('clients')
    expect(clientsOf(simulator)).toHaveLength(2)
    expect(definition['identityProviders']).toHaveLength(2)
    expect(definition['resourceServers']).toHaveLength(1)

    const secrets = simulator.secrets()
    expect(secrets.length).toBeGreaterThan(1)
    const everything = Buffer.concat(
      simulator
        .bucketObjects()
        .map(({ key, bytes }) =>
          key.endsWith('.gz') ? gunzipSync(bytes) : bytes
        )
    )
    for (const secret of secrets) {
      expect(everything.includes(secret)).toBe(false)
      expect(run.stdout + run.summary).not.toContain(secret)
    }
  } finally {
    await simulator.close()
  }
})

test('of each app client the snapshot says whether it has a secret', async () => {
  const simulator = await startSimulator({ users: 1 })
  try {
    const { userPoolId: UserPoolId } = simulator
    const ofCognito = async (operation: string, request: object) => {
      const answer = await fetch(simulator.endpoint, {
        method: 'POST',
        headers: {
          ...signed,
          'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`
        },
        body: JSON.stringify({ UserPoolId, ...request })
      })
      return (await answer.json()) as {
        UserPoolClient: { ClientId: string; ClientSecretArn?: string }
      }
    }
    const managed = await ofCognito('CreateUserPoolClient', {
      ClientName: 'managed',
      GenerateSecret: true,
      PublishSecretsInAWSSecretsManager: true
    })
    const rotated = await ofCognito('CreateUserPoolClient', {
      ClientName: 'rotated',
      GenerateSecret: true
    })
    const { ClientId } = rotated.UserPoolClient
    await ofCognito('AddUserPoolClientSecret', { ClientId })

    const exported = async () => {
      const run = await runExport(simulator)
      expect(run.exitCode).toBe(0)
      const clients = clientsOf(simulator)
      const text = JSON.stringify(clients)
      for (const secret of simulator.secrets()) {
        expect(text).not.toContain(secret)
      }
      const warnings = annotations(run, 'warning')
      return {
        warnings,
        clients,
        hasSecret: Object.fromEntries(
          clients.map(one => [one['ClientName'], one['hasClientSecret']])
        ) as Record<string, unknown>
      }
    }
    const known = await exported()
    expect(known.warnings).toEqual([])
    expect(known.hasSecret).toEqual({
      web: true,
      mobile: false,
      managed: true,
      rotated: true
    })
    expect(known.clients).toContainEqual(
      expect.objectContaining({
        ClientName: 'managed',
        ClientSecretArn: managed.UserPoolClient.ClientSecretArn
      })
    )

    simulator.deny(['cognito-idp:ListUserPoolClientSecrets'])
    const unknown = await exported()
    expect(unknown.hasSecret).toEqual({
      web: true,
      mobile: 'unknown',
      managed: true,
      rotated: 'unknown'
    })
    expect(unknown.warnings).toEqual([
      expect.stringContaining(
        'clients.secrets (cognito-idp:ListUserPoolClientSecrets)'
      )
    ])
  } finally {
    await simulator.close()
  }
})

test('a part that the role may not read is named, and the export goes on', async () => {
  const simulator = await startSimulator({
    users: 60,
    groups: 2,
    deny: ['cognito-idp:ListIdentityProviders', 'cognito-idp:ListTerms']
  })
  try {
    const run = await runExport(simulator)
    expect(run.exitCode).toBe(0)
    expect(run.outputs['users']).toBe('60')
    expect(annotations(run, 'warning')).toEqual([
      expect.stringMatching(
        /lacks 2 sections: identityProviders \(cognito-idp:ListIdentityProviders\), terms \(cognito-idp:ListTerms\)/
      )
    ])
    expect(poolJson(simulator)).toContain('"section":"identityProviders"')
    const restored = await runRestore(simulator)
    expect(restored.exitCode).toBe(0)
  } finally {
    await simulator.close()
  }
})
