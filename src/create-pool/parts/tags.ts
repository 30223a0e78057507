import type { JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { MadePart } from './made-part.ts'
import { made } from './made.ts'

/** The tag by which a run knows the pool that it has made. */
export const NONCE_TAG = 'cognito-backup:nonce'

/** Of one resource, that of the nonce among them. */
const MOST_TAGS = 50

/** Tags without those that only AWS may set. */
export function ownTags(tags: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !key.startsWith('aws:'))
  )
}

/** The tags of the old pool that CreateUserPool sets next to the nonce. */
export function newTags(tags: JsonObject): JsonObject {
  const { [NONCE_TAG]: _, ...others } = ownTags(tags)
  return Object.fromEntries(Object.entries(others).slice(0, MOST_TAGS - 1))
}

/** The tags. They are set with the pool. */
export function madeTags({ name, settings }: Part): MadePart {
  const kept = newTags(settings)
  const lost = Object.keys(settings).filter(
    key => key !== NONCE_TAG && !Object.hasOwn(kept, key)
  )
  const crowdedOut = lost.filter(key => !key.startsWith('aws:'))
  const findings = [
    {
      id: `too-many-tags/${name}`,
      sentence: `A pool has at most ${MOST_TAGS} tags, and one is for this tool. The new pool lacks ${crowdedOut.join(', ')}.`,
      canAccept: true
    }
  ]
  return made({
    part: name,
    sentence:
      lost.length === 0
        ? `The pool also gets the tag ${NONCE_TAG}.`
        : `The pool gets the tag ${NONCE_TAG}, and lacks those that only AWS sets or that are too many.`,
    steps: [],
    findings: crowdedOut.length === 0 ? [] : findings,
    announced: [NONCE_TAG, ...lost].map(setting => ({ part: name, setting }))
  })
}
