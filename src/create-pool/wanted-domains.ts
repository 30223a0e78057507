import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../compare/definition/json.ts'
import { sectionAt } from '../compare/definition/parts.ts'
import type { DomainChoice } from './request.ts'

/**
 * The names of the domains that the new pool is to have.
 *
 * @param definition of the old pool, after replacements
 */
export function wantedDomains(
  domain: DomainChoice,
  definition: JsonObject
): string[] {
  if (domain === 'none') return []
  if (domain !== 'keep') return [domain.prefix]
  const domains = sectionAt(definition, 'domains')
  return Array.isArray(domains)
    ? (domains as Json[]).filter(isObject).map(one => textOf(one['Domain']))
    : []
}
