import type { CognitoState } from './operation.ts'
import type { Pool } from './state/pool.ts'

/**
 * The state of another account or Region: it has its own pools, and shares all
 * else, such as the quotas, which count the calls of every place together.
 */
export function placeAt(
  state: CognitoState,
  region: string,
  accountId: string
): CognitoState {
  const key = placeKey(region, accountId)
  const known = state.places.get(key)
  if (known !== undefined) return known
  const { account } = state
  const place: CognitoState = {
    ...state,
    pools: new Map(),
    account: {
      ...account,
      region,
      accountId,
      nextPoolId: () => account.nextPoolId().replace(/^[^_]+/, region)
    }
  }
  state.places.set(key, place)
  return place
}

export const placeKey = (region: string, accountId: string) =>
  `${accountId}/${region}`

/** Every pool of every account and Region, with its place. */
export function* everyPool(
  state: CognitoState
): Generator<{ place: CognitoState; pool: Pool }> {
  for (const place of state.places.values())
    for (const pool of place.pools.values()) yield { place, pool }
}
