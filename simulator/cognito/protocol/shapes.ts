import type { StringShape } from './members.ts'

/**
 * Shapes that several operations share, as the service model of Amazon
 * Cognito user pools (2016-04-18) states them.
 */

const visible = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u

export const userPoolIdShape: StringShape = {
  min: 1,
  max: 55,
  pattern: /^[\w-]+_[0-9a-zA-Z]+$/
}

/** No spaces, no control characters: they belong to none of the classes. */
export const usernameShape: StringShape = {
  min: 1,
  max: 128,
  pattern: visible,
  secret: true
}

export const groupNameShape: StringShape = {
  min: 1,
  max: 128,
  pattern: visible
}

export const descriptionShape: StringShape = { max: 2048 }

export const arnShape: StringShape = {
  min: 20,
  max: 2048,
  pattern:
    /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/
}

export const attributeNameShape: StringShape = {
  min: 1,
  max: 32,
  pattern: visible
}

export const passwordShape: StringShape = {
  max: 256,
  pattern: /^\S+(.*\S)?$/su,
  secret: true
}

export const filterShape: StringShape = { max: 256 }

export const paginationTokenShape: StringShape = {
  min: 1,
  max: 131072,
  pattern: /^\S+$/
}

/** The most that a list operation returns in one page. */
export const maxLimit = 60
