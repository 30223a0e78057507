import type { User } from './user.ts'

/**
 * The attributes that a filter of ListUsers can name, and whether their search
 * is case-sensitive. Two pages contradict each other: the developer guide
 * ("Searching for users") calls all searches case-insensitive, the API
 * reference (ListUsers) excepts `username` and `status`. The simulator follows
 * the latter, as it is more specific.
 */
export const searchable = {
  username: { caseSensitive: true },
  email: { caseSensitive: false },
  phone_number: { caseSensitive: false },
  name: { caseSensitive: false },
  given_name: { caseSensitive: false },
  family_name: { caseSensitive: false },
  preferred_username: { caseSensitive: false },
  'cognito:user_status': { caseSensitive: false },
  status: { caseSensitive: true },
  sub: { caseSensitive: false }
} as const

export type SearchableAttribute = keyof typeof searchable

export function isSearchable(name: string): name is SearchableAttribute {
  return Object.hasOwn(searchable, name)
}

/** A value in the form for searching and sorting. */
export function searchValue(
  attribute: SearchableAttribute,
  value: string
): string {
  return searchable[attribute].caseSensitive ? value : value.toLowerCase()
}

/** The user's value of a searchable attribute; undefined if it has none. */
export function searchedIn(
  user: User,
  attribute: SearchableAttribute
): string | undefined {
  switch (attribute) {
    case 'username':
      return user.username
    case 'sub':
      return user.sub
    case 'cognito:user_status':
      return user.status
    case 'status':
      return user.enabled ? 'Enabled' : 'Disabled'
    case 'email':
    case 'phone_number':
    case 'name':
    case 'given_name':
    case 'family_name':
    case 'preferred_username':
      return user.attributes.get(attribute)
  }
}
