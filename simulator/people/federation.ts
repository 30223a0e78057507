import type { Random } from '../random.ts'
import { characters, pick } from '../random.ts'

/** The identity of a federated user at another provider. */
export interface FederatedIdentity {
  /** `[Provider name]_identifier`: Cognito's username for such profiles. */
  username: string
  /** The value of the `identities` attribute, a JSON text. */
  identities: string
}

interface Provider {
  name: string
  type: string
  issuer: string | null
  userId: (random: Random, index: number) => string
}

const providers: readonly Provider[] = [
  {
    name: 'Google',
    type: 'Google',
    issuer: null,
    userId: (random: Random) => characters(random, 21, '0123456789')
  },
  {
    name: 'saml-idp',
    type: 'SAML',
    issuer: 'https://idp.example.com/saml/metadata',
    userId: (random: Random, index: number) =>
      `${characters(random, 6, 'abcdefghij')}.${index}@corp.example.com`
  },
  {
    name: 'SignInWithApple',
    type: 'SignInWithApple',
    issuer: null,
    userId: (random: Random) =>
      `${characters(random, 6, '0123456789')}.${characters(random, 32, '0123456789abcdef')}.${characters(random, 4, '0123456789')}`
  }
]

/**
 * Source: developer guide, "Linking federated users to an existing user
 * profile"; public reports quote the JSON from ListUsers.
 */
export function federatedIdentity(
  random: Random,
  index: number,
  createdAt: number
): FederatedIdentity {
  const { name, type, issuer, userId } = pick(random, providers)
  const id = userId(random, index)
  return {
    username: `${name}_${id}`,
    identities: JSON.stringify([
      {
        userId: id,
        providerName: name,
        providerType: type,
        issuer,
        primary: true,
        dateCreated: createdAt
      }
    ])
  }
}
