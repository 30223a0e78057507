import { STRUCTURES } from '../../cognito/definition/structures.ts'
import type { Kind } from './rules.ts'

/** The structure that describes a part of each kind. */
export const SHAPE_OF: Readonly<Record<Kind, string>> = {
  pool: 'UserPoolType',
  triggers: 'LambdaConfigType',
  schema: 'SchemaAttributeType',
  mfa: 'GetUserPoolMfaConfigResponse',
  tags: '{}text',
  client: 'UserPoolClientType',
  'identity-provider': 'IdentityProviderType',
  'resource-server': 'ResourceServerType',
  domain: 'DomainDescriptionType',
  branding: 'UICustomizationType',
  'managed-login': 'ManagedLoginBrandingType',
  risk: 'RiskConfigurationType',
  'log-delivery': 'LogDeliveryConfigurationType',
  terms: 'TermsType',
  replica: 'UserPoolReplicaType',
  sessions: 'GetUserPoolSessionConfigurationResponse',
  'client-sessions': 'GetUserPoolClientSessionConfigurationResponse',
  'cimd-policy': 'CIMDPolicyType'
}

/** Members of parts that the snapshot's writer adds, or moves. */
const OWN: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  client: ['hasClientSecret', 'secrets'],
  'identity-provider': ['removedProviderDetails'],
  branding: ['logo'],
  schema: ['MinLength', 'MaxLength', 'MinValue', 'MaxValue']
}

/**
 * Whether the pinned service model, or this tool itself, knows a setting. What it
 * doesn't know is new: AWS shows it for the first time.
 *
 * @param path members of the API from the part down, with keys of lists and maps
 */
export function isKnownSetting(kind: Kind, path: string): boolean {
  const members = path.split('.')
  if (OWN[kind]?.includes(members[0] ?? '') === true) return true
  let shape: string | undefined = SHAPE_OF[kind]
  for (const member of members) {
    if (shape === undefined) return false
    // Keys of maps, and of lists with keys, may hold anything.
    if (/^(\{\}|\[\])/.test(shape)) shape = shape.slice(2)
    else if (STRUCTURES.has(shape)) shape = STRUCTURES.get(shape)?.get(member)
    else return true
  }
  return shape !== undefined
}
