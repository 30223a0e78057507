import type { NewGroup } from '../../cognito/writes.ts'

/*
 * What Cognito's service model asks of texts that a restore sends ("Length
 * Constraints" and "Pattern" of the API reference). Lengths are in Unicode
 * characters, as the model has them. Cognito gave out no other texts either, so
 * one that doesn't fit was made by somebody else, or by the input replace.
 */

/** Letters, marks, symbols, numbers and punctuation; no space of any kind. */
const NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u

const MOST_NAME_CHARACTERS = 128

/** Without its prefix: "Maximum length of 20" (SchemaAttributeType). */
const MOST_CUSTOM_NAME_CHARACTERS = 20

const MOST_TEXT_CHARACTERS = 2048

/** RoleArn of CreateGroup: 20 characters at least. */
const ARN =
  /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:[\w+=/,.@-]*:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+){0,2}$/
const LEAST_ARN_CHARACTERS = 20

/** An integer of Cognito's has 32 bits. */
const MOST_PRECEDENCE = 2 ** 31 - 1

/** Whether a user or a group can have the name. */
export function isAcceptedName(name: string): boolean {
  return NAME.test(name) && characters(name) <= MOST_NAME_CHARACTERS
}

/** Whether AddCustomAttributes takes the name, given with its prefix. */
export function isAcceptedCustomName(name: string): boolean {
  const own = name.replace(/^(dev:)?(custom:)?/, '')
  return NAME.test(own) && characters(own) <= MOST_CUSTOM_NAME_CHARACTERS
}

/**
 * Whether an attribute can have the value, whatever its schema says. Half a
 * character, as JSON can spell it, is nothing that can be sent.
 */
export function isAcceptedValue(value: string): boolean {
  return value.isWellFormed() && characters(value) <= MOST_TEXT_CHARACTERS
}

/** Whether CreateGroup takes the group. */
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
