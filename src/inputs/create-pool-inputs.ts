import type { DomainChoice } from '../create-pool/request.ts'
import { givenSecrets } from './given-secrets.ts'
import {
  boolean,
  choice,
  linesGiven,
  matching,
  optional,
  wrong,
  type Input,
  type Read
} from './kinds.ts'

const CREATE_POOL = ['create-pool'] as const

/** Source: the user guide, "Configuring a user pool domain"; the service model. */
const PREFIX = /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

const domain: Read<DomainChoice> = given => {
  const { value } = given
  if (value === 'none' || value === 'keep') return value
  if (PREFIX.test(value)) return { prefix: value }
  // Nothing else is shown: it may be a secret in the wrong place.
  const shown = /^[a-z\d.-]{1,80}$/i.test(value) ? `${value} ` : ''
  throw wrong(
    given,
    `${shown}is neither none, nor keep, nor a prefix: small letters, digits and hyphens, without aws, amazon and cognito. keep brings a domain of your own`
  )
}

/** Names of one form, one a line, each once. */
function namesOf(form: RegExp, problem: string): Read<string[]> {
  return given => {
    const lines = linesGiven(given)
    for (const { text, number } of lines) {
      if (!form.test(text))
        throw wrong(given, `has in line ${number} ${problem}`)
    }
    return [...new Set(lines.map(({ text }) => text))]
  }
}

/** The inputs that mode create-pool alone takes, for the table of all inputs. */
export const CREATE_POOL_INPUTS = {
  'pool-name': {
    default: 'same',
    example: 'customers',
    modes: CREATE_POOL,
    read: optional(
      // Source: the service model, UserPoolNameType.
      matching(
        /^[\w +=,.@-]{1,128}$/,
        'is not 1 to 128 letters, digits, blanks and characters of +=,.@_-'
      )
    )
  },
  domain: {
    default: 'none',
    example: 'my-app',
    modes: CREATE_POOL,
    read: domain
  },
  secrets: {
    default: 'none',
    example: 'provider/Google => ${{ secrets.GOOGLE_SECRET }}',
    modes: CREATE_POOL,
    read: givenSecrets
  },
  'leave-out': {
    default: 'none',
    example: 'identity-provider/Google',
    modes: CREATE_POOL,
    read: namesOf(/^[a-z-]+(\/.+)?$/, 'something else than the name of a part')
  },
  accept: {
    default: 'none',
    example: 'new-client-id/client/mobile',
    modes: CREATE_POOL,
    read: namesOf(
      /^[a-z-]+\/.+$/,
      'something else than a finding; paste those that the dry run lists, one a line'
    )
  },
  finish: { default: 'false', modes: CREATE_POOL, read: boolean },
  'take-over': {
    default: 'none',
    modes: CREATE_POOL,
    read: choice('none', 'terraform', 'cloudformation')
  }
} satisfies Record<string, Input>
