import {
  choice,
  linesGiven,
  matching,
  optional,
  wrong,
  type Input,
  type Read
} from './kinds.ts'

const RESTORE = ['restore'] as const

/**
 * Two users must not share what they sign in by, nor get messages of people. The
 * `profile` proves that a user is a made-up one.
 */
const NEVER_KEPT = [
  'email',
  'identities',
  'phone_number',
  'preferred_username',
  'profile',
  'sub'
]

const attributes: Read<string[]> = given => {
  const names = linesGiven(given).map(({ text }) => text)
  if (names.some(name => NEVER_KEPT.includes(name))) {
    throw wrong(
      given,
      `names one of ${NEVER_KEPT.join(', ')}, which lead to the person and are never kept`
    )
  }
  return [...new Set(names)]
}

/** Far fewer than 32 random characters have, of whichever alphabet. */
const LEAST_DIFFERENT = 8

const key: Read<string> = given => {
  const value = matching(
    /^.{32,}$/,
    'is not one line of at least 32 characters'
  )(given)
  if (new Set(value).size >= LEAST_DIFFERENT) return value
  throw wrong(given, 'is not random: it repeats a few characters')
}

/** The inputs of a restore with made-up users, for the table of all inputs. */
export const PSEUDONYM_INPUTS = {
  pseudonymise: {
    default: 'none',
    modes: RESTORE,
    read: choice('none', 'stable')
  },
  'keep-attributes': {
    default: 'none',
    example: 'custom:plan',
    modes: RESTORE,
    read: attributes
  },
  'pseudonym-key': {
    default: 'none',
    example:
      '32 characters or more from a secret, ${{ secrets.PSEUDONYM_KEY }}',
    modes: RESTORE,
    read: optional(key)
  }
} satisfies Record<string, Input>
