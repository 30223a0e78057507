import type { Part } from '../../compare/definition/parts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made } from './made.ts'

/**
 * A Region that the pool is replicated to, or its own. Replicas are made last,
 * because they cost and copy all that is there.
 */
export function madeReplica(
  { name, settings }: Part,
  { target }: Making
): MadePart {
  const isOwn = settings['Role'] === 'PRIMARY'
  return made({
    part: name,
    sentence: isOwn
      ? 'It is the Region of the pool itself.'
      : 'It is made once the users are restored.',
    steps: [],
    findings: [],
    announced: [
      { part: name, setting: '' },
      // Cognito lists the own Region of some pools.
      ...(isOwn ? [{ part: `replica/${target.region}`, setting: '' }] : [])
    ]
  })
}
