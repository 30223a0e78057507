import { isEmpty } from '../../compare/definition/normalise.ts'
import type { Part } from '../../compare/definition/parts.ts'
import type { Announced } from './made-part.ts'
import { isLite, objectIn } from './pool-members.ts'
import { spareMail } from './verification-mails.ts'

/** Settings that other sections say, too, each with that section. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  MfaConfiguration: 'mfaConfig',
  UserPoolTags: 'tags',
  Domain: 'domains',
  CustomDomain: 'domains'
}

/** In which settings the new pool differs from the old one. */
export function poolDifferences(
  { name: part, settings }: Part,
  made: {
    poolName: string
    /** Sections that the snapshot lacks: nothing of them is made. */
    missing: readonly string[]
    /** Whether the new pool can't have the add-ons of the old one. */
    lacksAddOns: boolean
  }
): Announced[] {
  const admin = objectIn(settings, 'AdminCreateUserConfig')
  const differs: Readonly<Record<string, boolean>> = {
    Name: settings['Name'] !== made.poolName,
    DeletionProtection: settings['DeletionProtection'] !== 'ACTIVE',
    'AdminCreateUserConfig.AllowAdminCreateUserOnly':
      admin['AllowAdminCreateUserOnly'] !== true,
    DcrConfiguration: !isEmpty(settings['DcrConfiguration']),
    UserPoolAddOns: made.lacksAddOns,
    AcrConfiguration: isLite(settings) && !isEmpty(settings['AcrConfiguration'])
  }
  return [
    ...Object.keys(differs).filter(setting => differs[setting]),
    ...Object.keys(SAID_ELSEWHERE).filter(setting =>
      made.missing.includes(SAID_ELSEWHERE[setting] ?? '')
    ),
    // Cognito may refuse them.
    ...spareMail(settings).map(
      member => `VerificationMessageTemplate.${member}`
    )
  ].map(setting => ({ part, setting }))
}
