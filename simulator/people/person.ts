import { subFrom } from '../cognito/state/subs.ts'
import type { User, UserStatus } from '../cognito/state/user.ts'
import type { MfaState } from '../cognito/state/mfa-state.ts'
import { noMfa } from '../cognito/state/mfa-state.ts'
import type { Random } from '../random.ts'
import { integer, pick, seededRandom, seedFor } from '../random.ts'
import { makePlain, personalAttributes } from './attributes.ts'
import { federatedIdentity } from './federation.ts'
import { hostileUsernames } from './hostile.ts'
import type { Name } from './names.ts'
import { names } from './names.ts'
import type { PeopleOptions, SignIn } from './options.ts'

const firstDay = Date.UTC(2019, 2, 1)
const lastDay = Date.UTC(2026, 9, 1)

/** The `index`-th person of a seed: the same one in a pool of any size. */
export function personAt(index: number, options: PeopleOptions): User {
  const random = seededRandom(seedFor(options.seed, index))
  const sub = subFrom(Uint8Array.from({ length: 16 }, () => byte(random)))
  const createdAt = firstDay + integer(random, lastDay - firstDay)
  const modifiedAt = createdAt + integer(random, lastDay - createdAt)
  const name: Name = pick(random, names)
  const signsInByName =
    options.signIn === 'username' || options.signIn === 'alias'
  const isHostile = signsInByName && options.plain !== true
  const hostile = isHostile ? hostileUsernameAt(index) : undefined

  const federated =
    hostile === undefined && isAmong(index, options.federatedShare, Math.SQRT2)
      ? federatedIdentity(random, index, createdAt)
      : undefined
  const nameless =
    !signsInByName || isAmong(index, options.noUsernameShare, goldenRatio)
  const attributes = personalAttributes(random, index, name, options.signIn)
  if (options.plain === true) makePlain(attributes, index, options.signIn)
  if (federated) attributes.set('identities', federated.identities)

  const user: User = {
    sub,
    username:
      hostile ??
      federated?.username ??
      (nameless ? sub : usernameOf(random, index, name, options.signIn)),
    attributes,
    status: federated ? 'EXTERNAL_PROVIDER' : statusOf(random),
    enabled: !isAmong(index, options.disabledShare, Math.sqrt(5)),
    createdAt,
    modifiedAt,
    password: undefined,
    passwordHistory: undefined,
    mfa: undefined,
    groups: [],
    json: undefined
  }
  if (options.mfa !== 'OFF' && !federated)
    user.mfa = factorsOf(random, index, user, options.totpShare)
  return user
}

const goldenRatio = (1 + Math.sqrt(5)) / 2

const byte = (random: Random) => integer(random, 256)

/**
 * Whether a person belongs to a share of all. The multiples of an irrational
 * number spread evenly, so that even fifty people have the right share. Each
 * kind of share has its own number, so that the kinds mix.
 */
function isAmong(index: number, share: number, irrational: number): boolean {
  return ((index + 1) * irrational) % 1 < share
}

/**
 * Every third of the first people has one, so that fifty people cover them all.
 */
function hostileUsernameAt(index: number): string | undefined {
  return index % 3 === 2 ? hostileUsernames[(index - 2) / 3] : undefined
}

/** A number distinguishes people of the same name; some use their address. */
function usernameOf(
  random: Random,
  index: number,
  { given, latin }: Name,
  signIn: SignIn
): string {
  const kind = random()
  if (kind < 0.2) return `${given.replace(/[^\p{L}\p{M}]/gu, '')}${index}`
  if (kind < 0.25 && signIn === 'username')
    return `${latin}.${index}@example.com`
  if (kind < 0.3) return `${latin.toUpperCase()}_${index}`
  return `${latin}${index}`
}

function statusOf(random: Random): UserStatus {
  const share = random()
  if (share < 0.88) return 'CONFIRMED'
  if (share < 0.94) return 'FORCE_CHANGE_PASSWORD'
  if (share < 0.97) return 'UNCONFIRMED'
  return 'RESET_REQUIRED'
}

/**
 * Second factors: an authenticator app for the share asked for, text messages
 * or a passkey for some of the others. Half of the apps were set up in the
 * hosted sign-in pages: no list of methods shows those.
 */
function factorsOf(
  random: Random,
  index: number,
  user: User,
  totpShare: number
): MfaState | undefined {
  const kind = random()
  const confirmed = user.status === 'CONFIRMED'
  if (confirmed && isAmong(index, totpShare, Math.sqrt(7))) {
    const listed = isAmong(index, totpShare / 2, Math.sqrt(7))
    return {
      ...noMfa(),
      softwareTokenRegistered: true,
      softwareToken: listed,
      preferred: listed ? 'SOFTWARE_TOKEN_MFA' : undefined
    }
  }
  if (kind < 0.2 && user.attributes.has('phone_number'))
    return {
      ...noMfa(),
      sms: true,
      preferred: kind < 0.1 ? 'SMS_MFA' : undefined
    }
  return confirmed && kind > 0.98 ? { ...noMfa(), passkey: true } : undefined
}
