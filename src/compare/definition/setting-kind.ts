import { STRUCTURES } from '../../cognito/definition/structures.ts'
import type { Kind } from './rules.ts'

/** The structure that describes a part of each kind. */
const SHAPE_OF: Readonly<Record<Kind, string>> = {
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

/** Members that the snapshot's writer adds, or that stand elsewhere in the API. */
const OWN: Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>> = {
  client: { hasClientSecret: 'boolean', secrets: 'number' },
  'identity-provider': { removedProviderDetails: '[]text' },
  branding: { logo: 'blob' },
  schema: {
    MinLength: 'number',
    MaxLength: 'number',
    MinValue: 'number',
    MaxValue: 'number'
  }
}

/**
 * What kind of value a setting has, as in model.ts: `word`, `text`, `[]word`, ….
 *
 * @param members of the API from the part down, without keys of lists and maps
 * @returns `undefined` where the pinned service model doesn't know the setting
 */
export function settingKind(
  kind: Kind,
  members: readonly string[]
): string | undefined {
  const [first = '', ...more] = members
  const own = OWN[kind]?.[first]
  if (own !== undefined && more.length === 0) return own
  return members.reduce<string | undefined>(
    (shape, member) => STRUCTURES.get(itemOf(shape ?? ''))?.get(member),
    SHAPE_OF[kind]
  )
}

/** The kind of what a list or a map holds; any other kind as it is. */
export function itemOf(kind: string): string {
  return kind.replace(/^(\[\]|\{\})/, '')
}

/** Whether values of a kind stand under keys of their own: a list or a map. */
export function hasKeys(kind: string | undefined): boolean {
  return kind !== undefined && itemOf(kind) !== kind
}
