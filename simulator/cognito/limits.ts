import {
  adjustableCategories,
  defaultQuotas,
  isQuotaCategory
} from '../quota-table.ts'
import type { Operation } from './operation.ts'
import { invalidParameter } from './protocol/errors.ts'
import { Members } from './protocol/members.ts'

/**
 * A category that can't be adjusted always has its documented limit, even if a
 * test sets another one. The error for an unknown category is inferred.
 *
 * Source: API reference, GetProvisionedLimit; developer guide, "Quotas in
 * Amazon Cognito".
 */
export const getProvisionedLimit: Operation = (request, state) => {
  const nothing = new Members({})
  const definition = request.structure('LimitDefinition') ?? nothing
  definition.string('LimitClass')
  const LimitClass = definition.choice('LimitClass', ['API_CATEGORY'])
  const Category = (definition.structure('Attributes') ?? nothing).string(
    'Category'
  )
  if (!isQuotaCategory(Category))
    throw invalidParameter(`Unknown limit category ${Category}.`)
  const FreeLimitValue = defaultQuotas[Category]
  return {
    Limit: {
      LimitDefinition: { LimitClass, Attributes: { Category } },
      // A whole number, as the service model has it.
      ProvisionedLimitValue: adjustableCategories.has(Category)
        ? Math.floor(state.quotas.limit(Category))
        : FreeLimitValue,
      FreeLimitValue
    }
  }
}
