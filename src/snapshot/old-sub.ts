import type { UserRecord } from './records.ts'

/** What is needed of a user to keep its `sub`. */
type WithSub = Pick<UserRecord, 'sub' | 'attributes'>

/**
 * The user with its `sub` in an attribute. A value that is there already stays:
 * it is the `sub` that the user had first, in a pool before.
 *
 * @param attribute a name with its prefix; `undefined`: no `sub` is kept
 */
export function withOldSub<User extends WithSub>(
  user: User,
  attribute: string | undefined
): User {
  if (attribute === undefined || user.attributes[attribute]) return user
  const attributes = { ...user.attributes, [attribute]: user.sub }
  return { ...user, attributes }
}

/** Whether a user that withOldSub returned has the `sub` of an earlier pool. */
export function hasOlderSub(
  { sub, attributes }: WithSub,
  attribute: string | undefined
): boolean {
  return attribute !== undefined && attributes[attribute] !== sub
}
