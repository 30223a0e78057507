import { domainMembers } from '../definition/domains.ts'
import type { Pool } from '../state/pool.ts'
import { verificationTexts } from './texts.ts'

/**
 * The API's `UserPoolType`, as DescribeUserPool and CreateUserPool answer it.
 * Members without a value are missing, as in AWS's answers.
 */
export function userPoolType(pool: Pool): object {
  const { settings } = pool
  return {
    Id: pool.id,
    Name: settings.name,
    Policies: {
      PasswordPolicy: settings.passwordPolicy,
      SignInPolicy: { AllowedFirstAuthFactors: settings.firstFactors }
    },
    DeletionProtection: settings.deletionProtection,
    LambdaConfig: shownTriggers(settings.lambdaConfig),
    LastModifiedDate: pool.modifiedAt / 1000,
    CreationDate: pool.createdAt / 1000,
    SchemaAttributes: [...settings.schema.values()],
    ...listed('AutoVerifiedAttributes', settings.autoVerifiedAttributes),
    ...listed('AliasAttributes', settings.aliasAttributes),
    ...listed('UsernameAttributes', settings.usernameAttributes),
    MfaConfiguration: settings.mfa.configuration,
    EstimatedNumberOfUsers: pool.estimatedUsers ?? pool.users.size,
    EmailConfiguration: { EmailSendingAccount: settings.emailSendingAccount },
    ...(settings.smsConfiguration && {
      // Filled in: example of describe-user-pool (2024-09).
      SmsConfiguration: {
        SnsRegion: regionOf(pool),
        ...settings.smsConfiguration
      }
    }),
    UserPoolTags: settings.tags,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: settings.adminCreateUserOnly,
      UnusedAccountValidityDays:
        settings.passwordPolicy.TemporaryPasswordValidityDays,
      ...(settings.inviteMessageTemplate && {
        InviteMessageTemplate: settings.inviteMessageTemplate
      })
    },
    ...(settings.saysCase && {
      UsernameConfiguration: { CaseSensitive: settings.caseSensitive }
    }),
    Arn: pool.arn,
    UserPoolTier: settings.tier,
    // Shown since July 2026 (go-to-k/cdk-real-drift).
    KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
    IssuerConfiguration: { Type: 'ORIGINAL' },
    ...settings.others,
    ...verificationTexts(settings.others),
    ...domainMembers(pool)
  }
}

/** The old member fills the new one: hashicorp/terraform-provider-aws#38164. */
function shownTriggers(triggers: Record<string, unknown>): object {
  const LambdaArn = triggers['PreTokenGeneration']
  if (LambdaArn === undefined) return triggers
  return {
    PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn },
    ...triggers
  }
}

const regionOf = ({ arn }: Pool) => arn.split(':')[3]

function listed(name: string, values: readonly string[]): object {
  return values.length > 0 ? { [name]: values } : {}
}
