import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'

/** The unit without `TokenValidityUnits`, and the range in seconds. */
interface Validity {
  unit: Unit
  min: number
  max: number
}

const secondsIn = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
type Unit = keyof typeof secondsIn
const units = Object.keys(secondsIn) as Unit[]

const hours: Validity = { unit: 'hours', min: 300, max: 86_400 }

/** Source: API reference, TokenValidityUnitsType. */
const validities: Readonly<Record<string, Validity>> = {
  AccessToken: hours,
  IdToken: hours,
  RefreshToken: { unit: 'days', min: 3600, max: 315_360_000 }
}

/**
 * The `TokenValidityUnits` of a client: none where the request names none, else
 * all three.
 *
 * Source: the tests of hashicorp/terraform-provider-aws, which run on AWS; an
 * answer of July 2025.
 */
export function readUnits(request: Members): Partial<Record<string, Unit>> {
  const named = Object.entries(validities).map(
    ([token, { unit }]) => [token, unitOf(request, token), unit] as const
  )
  if (named.every(([, unit]) => unit === undefined)) return {}
  return Object.fromEntries(
    named.map(([token, unit, byDefault]) => [token, unit ?? byDefault])
  )
}

/**
 * Refuses a validity that is out of range in its unit. Wording:
 * awsdocs/aws-cloudformation-user-guide#828.
 */
export function checkTokenValidity(request: Members): void {
  for (const [token, { unit, min, max }] of Object.entries(validities)) {
    const value = request.optionalInteger(`${token}Validity`, 0, 315_360_000)
    // A refresh token of 0 has the default (CreateUserPoolClient).
    if (value === undefined || (value === 0 && token === 'RefreshToken'))
      continue
    const seconds = value * secondsIn[unitOf(request, token) ?? unit]
    if (seconds < min || seconds > max)
      throw invalidParameter('Invalid range for token validity.')
  }
}

function unitOf(request: Members, token: string): Unit | undefined {
  return request.structure('TokenValidityUnits')?.choice(token, units)
}
