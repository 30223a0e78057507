export {
  identitiesOf,
  isSameIdentity,
  profileName,
  type Identity
} from '../../cognito/identities.ts'

/**
 * The name that a federated user is recreated under. Not its own: a native user
 * of that name keeps the identity from ever signing in again. The same for each
 * run, so that a second one finds the user.
 */
export function linkedName(sub: string): string {
  return `linked-${sub}`
}
