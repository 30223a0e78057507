import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { ProviderType } from '../state/pool-definition.ts'
import type { Schema } from '../state/schema.ts'

/** Stands for the username, which is no attribute of the schema. */
const username = 'username'

/**
 * Reads `AttributeMapping`. Each attribute has to be in the schema, and "any user
 * pool attribute whose value you map from an IdP attribute must be mutable"; that
 * it is refused so early is inferred. Google's gets a mapping if it has none: the
 * tests of hashicorp/terraform-provider-aws see it on AWS.
 *
 * Source: API reference, CreateIdentityProvider and SchemaAttributeType.
 */
export function readMapping(
  request: Members,
  type: ProviderType,
  schema: Schema
): Record<string, string> | undefined {
  const mapping = request.optionalMap('AttributeMapping')
  const names = Object.keys(mapping ?? {})
  for (const name of names)
    if (name !== username && schema.get(name)?.Mutable !== true)
      throw invalidParameter(
        `The attribute ${name} is not in the schema, or is immutable.`
      )
  if (type === 'Google' && names.length === 0) return { [username]: 'sub' }
  return mapping
}
