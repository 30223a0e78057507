import {
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { foreignFindings } from './foreign-texts.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { isElsewhere, made } from './made.ts'
import { isIn } from './places.ts'
import { objectIn } from './pool-members.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { withoutEmpty } from './without-empty.ts'

/** Where the pool's logs go, by SetLogDeliveryConfiguration. */
export function madeLogDelivery(
  { name, settings }: Part,
  making: Making
): MadePart {
  const operation = 'SetLogDeliveryConfiguration'
  const { taken, unknown } = takeMembers(
    `${operation}Request`,
    withoutEmpty(settings)
  )
  const { findings, announced } = unknownSettings(name, unknown)
  const isSet = 'LogConfigurations' in taken
  return made({
    part: name,
    sentence: isSet
      ? 'Logs go where they went.'
      : 'Logs go nowhere, as before.',
    steps: isSet ? [{ part: name, operation, input: taken }] : [],
    findings: [
      ...destinationFindings(name, taken, making),
      ...foreignFindings(name, taken, making),
      ...findings
    ],
    announced
  })
}

function destinationFindings(
  part: string,
  { LogConfigurations: list = [] }: JsonObject,
  making: Making
): Finding[] {
  const { target } = making
  const isThere = (list as readonly Json[])
    .filter(isObject)
    .flatMap(destinationsOf)
    .every(arn => isIn(arn, target))
  if (isThere || !isElsewhere(making)) return []
  return [
    {
      id: `log-destination/${part}`,
      sentence: `Make the log group, bucket or stream in account ${target.accountId} and Region ${target.region}, and name it by the input replace.`,
      canAccept: true
    }
  ]
}

function destinationsOf(configuration: JsonObject): string[] {
  return [
    objectIn(configuration, 'CloudWatchLogsConfiguration')['LogGroupArn'],
    objectIn(configuration, 'S3Configuration')['BucketArn'],
    objectIn(configuration, 'FirehoseConfiguration')['StreamArn']
  ]
    .map(textOf)
    .filter(arn => arn !== '')
}
