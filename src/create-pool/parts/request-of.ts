import type { Json, JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { DOCUMENTS, hasRule } from '../../compare/definition/rules.ts'
import { foreignFindings } from './foreign-texts.ts'
import { LEFT_MEMBERS } from './left-members.ts'
import type { Finding, MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { withoutEmpty } from './without-empty.ts'

/** A request for a part, and what is to be said about it. */
export interface Draft extends Pick<MadePart, 'findings' | 'announced'> {
  input: JsonObject
}

/**
 * The request that takes over a part's settings member by member. A member that
 * the request doesn't take is a finding, unless it is known why.
 *
 * @param operation whose request it is, such as CreateTerms
 */
export function requestOf(
  { kind, name, settings }: Part,
  operation: string,
  making: Making
): Draft {
  const left = LEFT_MEMBERS[kind] ?? {}
  const given = Object.entries(settings).filter(
    ([member]) => !Object.hasOwn(left, member)
  )
  const isDocument = ([member]: [string, Json]) =>
    hasRule(DOCUMENTS, kind, member)
  const { taken, unknown } = takeMembers(`${operation}Request`, {
    ...withoutEmpty(
      Object.fromEntries(given.filter(entry => !isDocument(entry)))
    ),
    ...Object.fromEntries(given.filter(isDocument))
  })
  const { findings, announced } = unknownSettings(name, unknown)
  return {
    input: taken,
    findings: [...foreignFindings(name, taken, making), ...findings],
    announced
  }
}

/** A part that one call makes, with nothing to add. */
export function madeByOneCall(
  part: Part,
  operation: string,
  sentence: string,
  making: Making
): MadePart {
  const { input, findings, announced } = requestOf(part, operation, making)
  const steps = [{ part: part.name, operation, input }]
  return made({ part: part.name, sentence, steps, findings, announced })
}

/** A part that the new pool doesn't get. */
export function notMade(
  part: string,
  sentence: string,
  findings: Finding[] = []
): MadePart {
  const announced = [{ part, setting: '' }]
  return made({ part, sentence, steps: [], findings, announced })
}
