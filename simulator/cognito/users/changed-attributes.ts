import { invalidParameter } from '../protocol/errors.ts'
import { isVerified, verifiable } from '../state/attributes.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/**
 * The attributes of a user after a change. A blank value deletes; a new address
 * is unverified unless the request says otherwise. Inferred: throws
 * InvalidParameterException if the user could no longer sign in.
 */
export function changedAttributes(
  { settings }: Pool,
  user: User,
  changes: ReadonlyMap<string, string>
): Map<string, string> {
  for (const name of settings.usernameAttributes)
    if (changes.get(name) === '' && settings.usernameAttributes.length === 1)
      throw invalidParameter(
        `user.${name}: Attribute cannot be deleted, since users sign in with it.\n`
      )
  const attributes = new Map(user.attributes)
  for (const [name, value] of changes) {
    if (value === '') attributes.delete(name)
    else attributes.set(name, value)
  }
  for (const name of verifiable) {
    const flag = `${name}_verified`
    if (!attributes.has(name)) attributes.delete(flag)
    else if (attributes.get(name) !== user.attributes.get(name))
      attributes.set(flag, changes.get(flag) ?? 'false')
  }
  return attributes
}

/**
 * "If your user pool requires verification before Amazon Cognito updates an
 * attribute value that you specify in this request, Amazon Cognito doesn't
 * immediately update the value of that attribute", unless the request calls the
 * new value verified. API reference, AdminUpdateUserAttributes.
 */
export function withoutUnverified(
  { settings }: Pool,
  user: User,
  wanted: ReadonlyMap<string, string>
): Map<string, string> {
  const attributes = new Map(wanted)
  const { AttributesRequireVerificationBeforeUpdate: late = [] } = (settings
    .others['UserAttributeUpdateSettings'] ?? {}) as {
    AttributesRequireVerificationBeforeUpdate?: string[]
  }
  for (const name of verifiable) {
    const before = user.attributes.get(name)
    if (!late.includes(name) || isVerified(wanted, name)) continue
    if (before === undefined || !wanted.has(name)) continue
    if (before === wanted.get(name)) continue
    for (const kept of [name, `${name}_verified`]) {
      const value = user.attributes.get(kept)
      if (value === undefined) attributes.delete(kept)
      else attributes.set(kept, value)
    }
  }
  return attributes
}
