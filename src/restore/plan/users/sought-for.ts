import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { identitiesOf } from '../../../cognito/identities.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { RestorePolicies } from '../../policies.ts'
import { linkedName } from '../../target/attributes.ts'
import type { SoughtValue } from '../../target/sought-values.ts'

/**
 * All values that the plans of the users ask the target pool for: in
 * findExisting, planCreation and planUpdate.
 *
 * @returns why no search finds what a plan asks for: the end of a sentence
 */
export function soughtFor(
  records: readonly UserRecord[],
  description: PoolDescription,
  policies: Pick<RestorePolicies, 'federatedUsers'>
): SoughtValue[] | string {
  const isLinking = policies.federatedUsers === 'link'
  const asksForIdentities = records.some(
    ({ skip, attributes }) =>
      (isLinking || skip.includes('federated')) &&
      identitiesOf(attributes).length > 0
  )
  return asksForIdentities
    ? 'no filter finds linked identities'
    : records.flatMap(record => soughtForOne(record, description))
}

function soughtForOne(
  { username, sub, skip, attributes }: UserRecord,
  { usernameAttributes, aliasAttributes }: PoolDescription
): SoughtValue[] {
  const isFederated = skip.includes('federated')
  const names = isFederated ? [username, linkedName(sub)] : [username]
  const isKnownByAddress = isFederated || username === sub
  const byName = names.map(value => ({
    attribute: 'username',
    value,
    isIdentifying: true
  }))
  // Aliases too that aren't verified: an update counts the flag that the user of
  // the pool has.
  const byAttribute = [...usernameAttributes, ...aliasAttributes].flatMap(
    attribute => {
      const value = attributes[attribute]
      const isIdentifying =
        isKnownByAddress && usernameAttributes.includes(attribute)
      return value ? [{ attribute, value, isIdentifying }] : []
    }
  )
  return [...byName, ...byAttribute]
}
