import { isEmpty, normalise } from '../../compare/definition/normalise.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { takeMembers, unknownSettings } from './request-members.ts'

/**
 * How the pool counts sessions, by SetUserPoolSessionConfiguration, which takes
 * both members or none. Only the plans ESSENTIALS and PLUS have it, so a pool in
 * which it was never set isn't sent it.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolSessionConfiguration.html
 */
export function madeSessions(
  { kind, name, settings }: Part,
  { source }: Making
): MadePart {
  const operation = 'SetUserPoolSessionConfiguration'
  const { taken, unknown } = takeMembers(`${operation}Request`, settings)
  const { findings, announced } = unknownSettings(name, unknown)
  const changed = normalise(taken, '', {
    kind,
    region: source.region,
    isLeftOut: () => false
  })
  const isSet = !isEmpty(changed)
  const input = {
    UserSessionTracking: 'DISABLED',
    TokenSession: { MaxPerUser: 20 },
    ...taken
  }
  return made({
    part: name,
    sentence: isSet ? 'It is set as it was.' : 'It was never set.',
    steps: isSet ? [{ part: name, operation, input }] : [],
    findings,
    announced
  })
}
