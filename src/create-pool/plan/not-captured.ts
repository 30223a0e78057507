import {
  isObject,
  textOf,
  type JsonObject
} from '../../compare/definition/json.ts'
import { sectionAt, SECTIONS } from '../../compare/definition/parts.ts'
import type { MadePart } from '../parts/made-part.ts'
import { objectsIn } from './parts-in.ts'

/** Sections that stand for the whole definition, or for the pool itself. */
const WITHOUT_WHICH_NO_POOL = ['definition', 'userPool']

/**
 * What the snapshot doesn't have of the old pool: each section that is missing, and
 * each section or setting that its definition lists as not captured.
 *
 * @returns a line of the plan for each, named by its path: `logDelivery`,
 *   `userPool.UserPoolTags`
 */
export function partsNotCaptured(definition: JsonObject): MadePart[] {
  const listed = objectsIn(definition['notCaptured']).map(({ section }) =>
    textOf(section)
  )
  const missing = SECTIONS.filter(
    section => sectionAt(definition, section) === undefined
  )
  const pool = definition['userPool']
  const hasNoPool = !isObject(pool) || Object.keys(pool).length === 0
  const paths = new Set([
    ...(hasNoPool ? ['userPool'] : []),
    ...missing,
    ...listed.filter(path => path !== '')
  ])
  return [...paths].map(notCaptured)
}

function notCaptured(path: string): MadePart {
  const isVital = WITHOUT_WHICH_NO_POOL.includes(path)
  return {
    part: path,
    verdict: 'not-captured',
    sentence: isVital
      ? 'The snapshot lacks it, and no pool can be made without it.'
      : 'The snapshot lacks it, so the new pool has what AWS gives by default.',
    steps: [],
    findings: [
      {
        id: `not-captured/${path}`,
        sentence: isVital
          ? 'Make the pool from another snapshot.'
          : 'Look up what the old pool had, and set it by hand. An export with all permissions captures it.',
        canAccept: !isVital
      }
    ],
    announced: []
  }
}
