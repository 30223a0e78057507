import { isCustom, type SchemaAttribute } from '../../cognito/schema.ts'
import type { RestorePolicies } from '../policies.ts'
import type { ImportReadiness } from '../target/import-format.ts'
import type { Target } from '../target/target.ts'
import { newSubAttribute } from './users/old-sub.ts'

/** The schema of the snapshot, with the attribute that keeps the old `sub`s. */
export function withSubAttribute(
  schema: readonly SchemaAttribute[],
  { subAttribute }: RestorePolicies
): readonly SchemaAttribute[] {
  const isThere = schema.some(({ name }) => name === subAttribute)
  return subAttribute === undefined || isThere
    ? schema
    : [...schema, newSubAttribute(subAttribute)]
}

/** The target's schema, by name, with the attributes that may be added. */
export function schemaAfterwards(
  target: Target,
  sourceSchema: readonly SchemaAttribute[],
  policies: RestorePolicies
): ReadonlyMap<string, SchemaAttribute> {
  const added = policies.addCustomAttributes
    ? sourceSchema.filter(({ name }) => name.startsWith('custom:'))
    : []
  const all = [...added, ...target.description.schema]
  return new Map(all.map(attribute => [attribute.name, attribute]))
}

/**
 * The format of import files once the restore has added its attributes: the
 * header has a column for each attribute of the pool.
 */
export function withNewColumns(
  { importing }: Target,
  sourceSchema: readonly SchemaAttribute[],
  { addCustomAttributes }: RestorePolicies
): ImportReadiness {
  if (importing.format === undefined || !addCustomAttributes) return importing
  const { format } = importing
  const added = sourceSchema.filter(
    ({ name }) => isCustom(name) && !format.columns.includes(name)
  )
  const booleans = added.filter(({ type }) => type === 'Boolean')
  return {
    format: {
      ...format,
      columns: [...format.columns, ...added.map(({ name }) => name)],
      booleans: [...format.booleans, ...booleans.map(({ name }) => name)]
    }
  }
}
