import { defaultQuotas, isQuotaCategory } from '../quota-table.ts'
import { invalidParameter } from './errors.ts'
import { Members } from './members.ts'
import type { Operation } from './operation.ts'

/** Source: API reference, GetProvisionedLimit. */
export const getProvisionedLimit: Operation = (request, state) => {
  const nothing = new Members({})
  const definition = request.structure('LimitDefinition') ?? nothing
  const LimitClass = definition.choice('LimitClass', ['API_CATEGORY'])
  const Category = (definition.structure('Attributes') ?? nothing).string(
    'Category'
  )
  if (!isQuotaCategory(Category))
    throw invalidParameter(`Unknown limit category ${Category}.`)
  return {
    Limit: {
      LimitDefinition: { LimitClass, Attributes: { Category } },
      ProvisionedLimitValue: state.quotas.limit(Category),
      FreeLimitValue: defaultQuotas[Category]
    }
  }
}
