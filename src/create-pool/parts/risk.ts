import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { foreignFindings } from './foreign-texts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { identityFindings } from './places.ts'
import { objectIn } from './pool-members.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { withoutEmpty } from './without-empty.ts'

const TAKEOVER = 'AccountTakeoverRiskConfiguration'
const NOTIFY = 'NotifyConfiguration'

/** What threat protection does, of the pool or a client, by SetRiskConfiguration. */
export function madeRisk({ name, settings }: Part, making: Making): MadePart {
  const operation = 'SetRiskConfiguration'
  const { LastModifiedDate: _, ...given } = settings
  const { taken, unknown } = takeMembers(
    `${operation}Request`,
    withoutEmpty(given)
  )
  const { findings, announced } = unknownSettings(name, unknown)
  const { input, lost } = withoutEmptyMails(taken)
  const notify = objectIn(objectIn(input, TAKEOVER), NOTIFY)
  const { ClientId: __, ...set } = input
  const isSet = Object.keys(set).length > 0
  return made({
    part: name,
    sentence: isSet ? 'It is set as it was.' : 'It was never set.',
    steps: isSet ? [{ part: name, operation, input }] : [],
    findings: [
      ...identityFindings(name, textOf(notify['SourceArn']), '', making),
      ...foreignFindings(name, input, making),
      ...findings
    ],
    announced: [...lost.map(setting => ({ part: name, setting })), ...announced]
  })
}

/**
 * Without settings that the request lacks a required member of: mails without an
 * identity that they are sent from, and what to do without any actions.
 */
function withoutEmptyMails(taken: JsonObject): {
  input: JsonObject
  lost: string[]
} {
  const { [TAKEOVER]: _, ...others } = taken
  const { [NOTIFY]: __, ...actions } = objectIn(taken, TAKEOVER)
  const notify = objectIn(objectIn(taken, TAKEOVER), NOTIFY)
  if (!('Actions' in actions)) {
    return { input: others, lost: TAKEOVER in taken ? [TAKEOVER] : [] }
  }
  const hasMails = 'SourceArn' in notify
  return {
    input: {
      ...others,
      [TAKEOVER]: { ...actions, ...(hasMails && { [NOTIFY]: notify }) }
    },
    lost:
      hasMails || Object.keys(notify).length === 0
        ? []
        : [`${TAKEOVER}.${NOTIFY}`]
  }
}
