import {
  isObject,
  textOf,
  type JsonObject
} from '../../compare/definition/json.ts'
import type { Finding, Making, PoolPlace } from './made-part.ts'
import { isElsewhere } from './made.ts'
import { objectIn } from './pool-members.ts'

/**
 * Whether an ARN names what is in a place. What it leaves open, such as the
 * Region of a role, counts for nothing; a bucket's leaves all open.
 */
export function isIn(arn: string, { accountId, region }: PoolPlace): boolean {
  const [, , , inRegion = '', ofAccount = ''] = arn.split(':')
  if (inRegion === '' && ofAccount === '') return false
  return (
    (inRegion === '' || inRegion === region) &&
    (ofAccount === '' || ofAccount === accountId)
  )
}

/**
 * Says that the identity of SES that mails are sent from is not the new pool's.
 * Cognito refuses one of another account.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 *
 * @param arn of the identity; empty where none is named
 * @param configurationSet of SES, by its name
 */
export function identityFindings(
  part: string,
  arn: string,
  configurationSet: string,
  making: Making
): Finding[] {
  const { target } = making
  const isNamed = arn !== '' || configurationSet !== ''
  const isThere = configurationSet === '' && isIn(arn, target)
  if (!isNamed || !isElsewhere(making) || isThere) return []
  const ofAccount = arn.split(':')[4]
  return [
    {
      id: `email-identity/${part}`,
      sentence: `Verify the SES identity, and make the configuration set, in account ${target.accountId} and Region ${target.region}. Name it by the input replace.`,
      canAccept: arn === '' || ofAccount === target.accountId
    }
  ]
}

/**
 * SmsConfiguration without the Region of the old pool: without it, Cognito takes
 * that of the new one.
 */
export function inOwnRegion(sms: JsonObject, source: PoolPlace): JsonObject {
  const { SnsRegion: region, EumsSms: eums, ...others } = sms
  return {
    ...others,
    ...(region !== undefined &&
      textOf(region) !== source.region && { SnsRegion: region }),
    ...(isObject(eums) && { EumsSms: withoutRegion(eums, source) })
  }
}

/** The same of a whole definition, for a comparison with that of the new pool. */
export function smsInOwnRegion(
  definition: JsonObject,
  source: PoolPlace
): JsonObject {
  const userPool = objectIn(definition, 'userPool')
  const sms = objectIn(userPool, 'SmsConfiguration')
  const SmsConfiguration = inOwnRegion(sms, source)
  return { ...definition, userPool: { ...userPool, SmsConfiguration } }
}

function withoutRegion(eums: JsonObject, source: PoolPlace): JsonObject {
  const { Region: region, ...others } = eums
  return textOf(region) === source.region ? others : eums
}
