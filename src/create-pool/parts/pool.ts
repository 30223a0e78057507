import { textOf, type JsonObject } from '../../compare/definition/json.ts'
import type { Part } from '../../compare/definition/parts.ts'
import { foreignFindings } from './foreign-texts.ts'
import type { MadePart, Making } from './made-part.ts'
import { made } from './made.ts'
import { inOwnRegion } from './places.ts'
import { poolDifferences } from './pool-differences.ts'
import { poolFindings } from './pool-findings.ts'
import { NOT_CREATED, objectIn, poolSettings } from './pool-members.ts'
import { takeMembers, unknownSettings } from './request-members.ts'
import { schemaOfCreation } from './schema.ts'
import { newTags } from './tags.ts'
import { spareMail } from './verification-mails.ts'

/** What comes with the pool from other parts of the definition. */
export interface WithPool {
  poolName: string
  /** SchemaAttributes of the old pool that the new one is to have. */
  schema: readonly JsonObject[]
  /** Those of the old pool; where their section is missing, UserPoolTags count. */
  tags: JsonObject
  /** Sections that the snapshot lacks, such as `mfaConfig`. */
  missing: readonly string[]
}

/**
 * The pool itself. Its steps are CreateUserPool, without the tag of the nonce, and
 * UpdateUserPool, the last of all: its input has only what changes, and updateBody
 * makes the whole request of it.
 *
 * Cognito takes no MFA but by SMS while it makes a pool, so SetUserPoolMfaConfig
 * sets it. Triggers, self sign-up and dynamic registration would act on the users
 * while these are restored.
 */
export function madePool(
  part: Part,
  making: Making,
  { poolName, schema, tags, missing }: WithPool
): MadePart {
  const { name, settings } = part
  const { taken, unknown } = takeMembers(
    'CreateUserPoolRequest',
    poolSettings(settings, NOT_CREATED)
  )
  const { findings, announced } = unknownSettings(name, unknown)
  const standard = schemaOfCreation(schema)
  const lacksAddOns = hasOldAddOns(settings)
  const { UserPoolAddOns: addOns, SmsConfiguration: _, ...others } = taken
  const body: JsonObject = {
    ...others,
    ...(addOns !== undefined && !lacksAddOns && { UserPoolAddOns: addOns }),
    ...smsOf(taken, making),
    PoolName: poolName,
    DeletionProtection: 'INACTIVE',
    AdminCreateUserConfig: {
      ...objectIn(taken, 'AdminCreateUserConfig'),
      AllowAdminCreateUserOnly: true
    },
    UserPoolTags: newTags(
      missing.includes('tags') ? objectIn(settings, 'UserPoolTags') : tags
    ),
    ...(standard.length > 0 && { Schema: standard })
  }
  const hasRecovery = taken['AccountRecoverySetting'] !== undefined
  return made({
    part: name,
    sentence: `It has a new id and deletion protection; self sign-up and dynamic registration wait until the users are restored.${
      spareMail(settings).length > 0
        ? " If Cognito refuses the text of the verification mail that the pool doesn't use, the new pool lacks it."
        : ''
    }`,
    steps: [
      { part: name, operation: 'CreateUserPool', input: body },
      {
        part: name,
        operation: 'UpdateUserPool',
        input: {
          DeletionProtection: 'ACTIVE',
          // Made without one, a pool of today gets one.
          ...(!hasRecovery && { AccountRecoverySetting: {} })
        }
      }
    ],
    findings: [
      ...poolFindings(name, body, making, lacksAddOns),
      ...foreignFindings(name, body, making),
      ...findings
    ],
    announced: [
      ...poolDifferences(part, {
        poolName,
        missing,
        lacksAddOns
      }),
      ...announced
    ]
  })
}

/**
 * Whether the pool has threat protection of before the feature plans. A pool that
 * is made today gets it only with PLUS:
 * https://github.com/hashicorp/terraform-provider-aws/issues/40734
 */
function hasOldAddOns(userPool: JsonObject): boolean {
  const mode = textOf(
    objectIn(userPool, 'UserPoolAddOns')['AdvancedSecurityMode']
  )
  // Without a tier, a new pool is ESSENTIALS.
  return !['', 'OFF'].includes(mode) && userPool['UserPoolTier'] !== 'PLUS'
}

function smsOf(taken: JsonObject, { source }: Making): JsonObject {
  const sms = inOwnRegion(objectIn(taken, 'SmsConfiguration'), source)
  return Object.keys(sms).length === 0 ? {} : { SmsConfiguration: sms }
}
