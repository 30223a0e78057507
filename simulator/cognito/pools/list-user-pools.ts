import { listPage } from '../definition/list.ts'
import type { Operation } from '../operation.ts'
import { invalidParameter } from '../protocol/errors.ts'

/**
 * The pools of the account in the Region, in the order of their ids. Their tags
 * are not in the list: DescribeUserPool has them.
 *
 * Source: API reference, ListUserPools and UserPoolDescriptionType.
 */
export const listUserPools: Operation = (request, state) => {
  if (!request.has('MaxResults'))
    throw invalidParameter(
      "1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null"
    )
  const { items, next } = listPage(
    request,
    state,
    { id: '' },
    {
      operation: 'ListUserPools',
      items: state.pools,
      keyOf: pool => pool.id,
      results: [1, 60]
    }
  )
  return {
    UserPools: items.map(pool => ({
      Id: pool.id,
      Name: pool.settings.name,
      LambdaConfig: pool.settings.lambdaConfig,
      LastModifiedDate: pool.modifiedAt / 1000,
      CreationDate: pool.createdAt / 1000
    })),
    ...next
  }
}
