import type { CognitoState, Operation } from '../operation.ts'
import { invalidParameter, resourceNotFound } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import { arnShape } from '../protocol/shapes.ts'
import type { Pool } from '../state/pool.ts'

/** "A user pool can have as many as 50 tags." */
const maxTags = 50

/** Source: API reference, ListTagsForResource. */
export const listTagsForResource: Operation = (request, state) => ({
  Tags: poolByArn(request, state).settings.tags
})

/** Source: API reference, TagResource. */
export const tagResource: Operation = (request, state) => {
  const { settings } = poolByArn(request, state)
  settings.tags = readTags({
    ...settings.tags,
    ...request.optionalMap('Tags')
  })
  return {}
}

/** Checks tags against the limits of their number and length. */
export function readTags(tags: Record<string, string>): Record<string, string> {
  if (Object.keys(tags).length > maxTags)
    throw invalidParameter(`A user pool has ${maxTags} tags at most.`)
  for (const [key, value] of Object.entries(tags))
    if (key.length < 1 || key.length > 128 || value.length > 256)
      throw invalidParameter(`The tag ${key} is too long, or has no key.`)
    else if (key.startsWith('aws:'))
      throw invalidParameter(`The prefix of the tag ${key} is reserved.`)
  return tags
}

function poolByArn(request: Members, state: CognitoState): Pool {
  const arn = request.string('ResourceArn', arnShape)
  for (const pool of state.pools.values()) if (pool.arn === arn) return pool
  throw resourceNotFound(`User pool ${arn} does not exist.`)
}
