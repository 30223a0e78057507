import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import type { Finding, Making } from './made-part.ts'
import { isElsewhere } from './made.ts'
import { identityFindings, isIn } from './places.ts'
import { objectIn } from './pool-members.ts'

/**
 * What a person does about the pool as a whole: outside Cognito, nothing follows
 * it to a new id, account or Region.
 *
 * @param body of CreateUserPool
 * @param lacksAddOns whether the new pool can't have the add-ons of the old one
 */
export function poolFindings(
  part: string,
  body: JsonObject,
  making: Making,
  lacksAddOns: boolean
): Finding[] {
  const { target } = making
  const where = `account ${target.accountId} and Region ${target.region}`
  const email = objectIn(body, 'EmailConfiguration')
  const key = textOf(objectIn(body, 'KeyConfiguration')['KmsKeyArn'])
  const needsRole = isElsewhere(making) && !hasRoleOf(body, making)
  const needsKey = isElsewhere(making) && key !== '' && !isIn(key, target)
  return [
    ...(needsRole
      ? [
          finding(
            `sms-role/${part}`,
            `Make the role for text messages in account ${target.accountId}, with the same external ID, and name it by the input replace. Move SMS in ${where} out of its sandbox.`
          )
        ]
      : []),
    ...identityFindings(
      part,
      textOf(email['SourceArn']),
      textOf(email['ConfigurationSet']),
      making
    ),
    ...(needsKey
      ? [
          finding(
            `kms-key/${part}`,
            `Make a key that Cognito may use in ${where}, and name it by the input replace.`
          )
        ]
      : []),
    ...(lacksAddOns
      ? [
          finding(
            `threat-protection/${part}`,
            'The old pool has threat protection without the plan PLUS, which no new pool can have. The new pool lacks it.'
          )
        ]
      : []),
    finding(
      `links/${part}`,
      'Give the new pool to what names the old one: WAF web ACL, identity pools, API authorizers, and conditions of IAM policies.'
    )
  ]
}

/** Whether no role is named, or only such as the target's account has. */
function hasRoleOf(body: JsonObject, { target }: Making): boolean {
  const sms = objectIn(body, 'SmsConfiguration')
  return [sms['SnsCallerArn'], objectIn(sms, 'EumsSms')['CallerArn']]
    .map(textOf)
    .every(arn => arn === '' || isIn(arn, target))
}

function finding(id: string, sentence: string): Finding {
  return { id, sentence, canAccept: true }
}
