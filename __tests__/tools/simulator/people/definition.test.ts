import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ emptyPageShare: 0 })
})
afterAll(() => simulator.close())

describe('the definition of the seeded pool', () => {
  /** All that the API tells of a pool beside its users and groups. */
  async function readDefinition(from: Simulator, UserPoolId: string) {
    const api = clients(from).cognito
    const { UserPool } = await api.describeUserPool({ UserPoolId })
    const { UserPoolClients = [] } = await api.listUserPoolClients({
      UserPoolId
    })
    const { Providers = [] } = await api.listIdentityProviders({ UserPoolId })
    const described = await Promise.all([
      ...UserPoolClients.map(({ ClientId }) =>
        api.describeUserPoolClient({ UserPoolId, ClientId })
      ),
      ...Providers.map(({ ProviderName }) =>
        api.describeIdentityProvider({ UserPoolId, ProviderName })
      ),
      api.listTerms({ UserPoolId }),
      api.listResourceServers({ UserPoolId }),
      api.getUICustomization({ UserPoolId }),
      api.describeRiskConfiguration({ UserPoolId })
    ])
    return {
      counts: [
        UserPoolClients.length,
        Providers.length,
        described.at(-4),
        described.at(-3)
      ],
      domain: UserPool?.Domain,
      tags: UserPool?.UserPoolTags,
      text: JSON.stringify(described.map(({ $metadata: _, ...rest }) => rest))
    }
  }

  test('has something of everything, and two secrets that can be read', async () => {
    const { counts, domain, tags, text } = await readDefinition(
      simulator,
      simulator.userPoolId
    )
    expect(counts).toMatchObject([
      2,
      2,
      { Terms: [{ TermsName: 'terms-of-use' }] },
      { ResourceServers: [{ Scopes: [{}, {}] }] }
    ])
    expect(domain).toMatch(/^customers-/)
    expect(tags).toMatchObject({ team: 'identity' })
    expect(text).toContain('.banner-customizable')
    expect(text).toContain('BlockedIPRangeList')
    const seeded = simulator.secrets()
    expect(seeded).toHaveLength(2)
    for (const secret of seeded) {
      expect(secret.length).toBeGreaterThanOrEqual(50)
      expect(text).toContain(secret)
    }
  })

  test('is the same for the same seed, and another for another', async () => {
    const others = await Promise.all(
      [1, 2].map(seed => startSimulator({ seed, emptyPageShare: 0 }))
    )
    const secrets = others.map(other => other.secrets())
    expect(secrets[0]).toEqual(simulator.secrets())
    expect(secrets[1]).not.toEqual(secrets[0])
    await Promise.all(others.map(other => other.close()))
  })

  test('is nothing in its empty twin', async () => {
    const { counts, domain, tags, text } = await readDefinition(
      simulator,
      simulator.emptyUserPoolId
    )
    expect(counts).toMatchObject([0, 0, { Terms: [] }, { ResourceServers: [] }])
    expect(domain).toBeUndefined()
    expect(tags).toEqual({})
    expect(text).toContain('"UICustomization":{}')
    expect(text).not.toContain('BlockedIPRangeList')
  })
})
