import { domainMembers } from '../definition/domains.ts'
import type { Pool } from '../state/pool.ts'

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
    LambdaConfig: settings.lambdaConfig,
    LastModifiedDate: pool.modifiedAt / 1000,
    CreationDate: pool.createdAt / 1000,
    SchemaAttributes: [...settings.schema.values()],
    ...listed('AutoVerifiedAttributes', settings.autoVerifiedAttributes),
    ...listed('AliasAttributes', settings.aliasAttributes),
    ...listed('UsernameAttributes', settings.usernameAttributes),
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: []
    },
    MfaConfiguration: settings.mfa.configuration,
    EstimatedNumberOfUsers: pool.estimatedUsers ?? pool.users.size,
    EmailConfiguration: { EmailSendingAccount: settings.emailSendingAccount },
    ...(settings.smsConfiguration && {
      SmsConfiguration: settings.smsConfiguration
    }),
    UserPoolTags: settings.tags,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: settings.adminCreateUserOnly,
      UnusedAccountValidityDays:
        settings.passwordPolicy.TemporaryPasswordValidityDays
    },
    UsernameConfiguration: { CaseSensitive: settings.caseSensitive },
    Arn: pool.arn,
    AccountRecoverySetting: {
      RecoveryMechanisms: [
        { Priority: 1, Name: 'verified_email' },
        { Priority: 2, Name: 'verified_phone_number' }
      ]
    },
    UserPoolTier: settings.tier,
    ...settings.others,
    ...domainMembers(pool)
  }
}

function listed(name: string, values: readonly string[]): object {
  return values.length > 0 ? { [name]: values } : {}
}
