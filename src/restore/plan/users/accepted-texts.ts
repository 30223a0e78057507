import type { NewGroup } from '../../../cognito/writes.ts'

/*
 * The rules of Cognito's service model for texts that a restore sends ("Length
 * Constraints" and "Pattern" in the API reference). Lengths are in Unicode
 * characters. Cognito returned no other texts to the export, so a text that
 * breaks a rule comes from a changed snapshot or from the input replace.
 */

/** Letters, marks, symbols, numbers and punctuation, but no spaces. */
const NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u

const MOST_NAME_CHARACTERS = 128

/** Without its prefix: "Maximum length of 20" (SchemaAttributeType). */
const MOST_CUSTOM_NAME_CHARACTERS = 20

const MOST_TEXT_CHARACTERS = 2048

/** RoleArn of CreateGroup, at least 20 characters. */
const ARN =
  /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:[\w+=/,.@-]*:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+){0,2}$/
const LEAST_ARN_CHARACTERS = 20

/** Integers of Cognito's API have 32 bits. */
const MOST_PRECEDENCE = 2 ** 31 - 1

/** Whether a user or a group can have the name. */
export function isAcceptedName(name: string): boolean {
  return NAME.test(name) && characters(name) <= MOST_NAME_CHARACTERS
}

/** Whether AddCustomAttributes accepts the name, given with its prefix. */
export function isAcceptedCustomName(name: string): boolean {
  const own = name.replace(/^(dev:)?(custom:)?/, '')
  return NAME.test(own) && characters(own) <= MOST_CUSTOM_NAME_CHARACTERS
}

/**
 * Whether an attribute can have the value, apart from its schema. JSON can
 * spell half a surrogate pair, which can't be sent.
 */
export function isAcceptedValue(value: string): boolean {
  return value.isWellFormed() && characters(value) <= MOST_TEXT_CHARACTERS
}

/** Whether CreateGroup accepts the group. */
export function isAcceptedGroup(group: NewGroup): boolean {
  const { name, description, roleArn, precedence } = group
  return (
    isAcceptedName(name) &&
    (description === null || isAcceptedValue(description)) &&
    (roleArn === null || isAcceptedArn(roleArn)) &&
    (precedence === null || precedence <= MOST_PRECEDENCE)
  )
}

function isAcceptedArn(arn: string): boolean {
  const { length } = arn
  return (
    ARN.test(arn) &&
    length >= LEAST_ARN_CHARACTERS &&
    length <= MOST_TEXT_CHARACTERS
  )
}

function characters(text: string): number {
  return Array.from(text).length
}
