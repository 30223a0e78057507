import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import { objectIn } from './pool-members.ts'

const TEMPLATE = 'VerificationMessageTemplate'
const BY_CODE = ['EmailMessage', 'EmailSubject']
const BY_LINK = ['EmailMessageByLink', 'EmailSubjectByLink']

/**
 * The texts of the verification mail that a pool doesn't send, next to those that
 * it does. Some pools were made with both, and for others Cognito answered "The
 * message is invalid.": https://github.com/aws/aws-cli/issues/8280
 *
 * @param userPool a UserPoolType or a request
 * @returns members of VerificationMessageTemplate; none where there is one mail
 */
export function spareMail(userPool: JsonObject): string[] {
  const template = objectIn(userPool, TEMPLATE)
  const isLink = textOf(template['DefaultEmailOption']) === 'CONFIRM_WITH_LINK'
  const [used, spare] = isLink ? [BY_LINK, BY_CODE] : [BY_CODE, BY_LINK]
  const has = (member: string) => textOf(template[member]) !== ''
  return used.some(has) ? spare.filter(has) : []
}

/** A request without the texts of the mail that the pool doesn't send. */
export function withoutSpareMail(request: JsonObject): JsonObject {
  const spare = spareMail(request)
  const template = Object.entries(objectIn(request, TEMPLATE))
  const others = template.filter(([member]) => !spare.includes(member))
  return { ...request, [TEMPLATE]: Object.fromEntries(others) }
}
