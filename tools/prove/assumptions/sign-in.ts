import type { Assumption } from './assumption.ts'

/** MFA, federated users, and how people get in again. */
export const signInAssumptions: readonly Assumption[] = [
  {
    id: 'mfa-before-password',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption:
      'A user in `FORCE_CHANGE_PASSWORD` can be given an MFA preference.',
    ifNot: 'It is tried again after the password.'
  },
  {
    id: 'mfa-needs-address',
    where: 'src/restore/plan/users/plan-mfa.ts',
    assumption:
      "SMS and e-mail MFA need only the number or address and the pool's settings.",
    ifNot: 'The user is counted as failed.'
  },
  {
    id: 'mfa-required-preference',
    where: 'src/restore/plan/users/plan-mfa.ts',
    assumption:
      'Where a pool requires MFA, a preferred factor can be set for a user.',
    ifNot: 'The user is counted as failed, and sets a factor up at sign-in.'
  },
  {
    id: 'mfa-required-one-factor',
    where: 'src/restore/plan/users/plan-mfa.ts',
    assumption:
      'Where a pool requires MFA, only the preferred factor can be on.',
    ifNot: 'Ask for both factors.',
    byHand:
      'aws cognito-idp admin-set-user-mfa-preference --user-pool-id $POOL --username $USER --sms-mfa-settings Enabled=true --email-mfa-settings Enabled=true,PreferredMfa=true'
  },
  {
    id: 'mfa-of-reset-required',
    where: 'src/restore/plan/import/imported-only.ts',
    assumption: "A user in `RESET_REQUIRED` can't be given an MFA preference.",
    ifNot: 'Nothing: the call is tried.',
    byHand:
      'Import a user without a hash: aws cognito-idp admin-set-user-mfa-preference --user-pool-id $POOL --username $USER --sms-mfa-settings Enabled=true,PreferredMfa=true'
  },
  {
    id: 'link-shows-user-id',
    where: 'src/cognito/identities.ts',
    assumption:
      'An identity that never signed in can be linked by `Cognito_Subject`, and `identities` shows its `userId`.',
    ifNot: 'A run that continues links once more and counts the refusal.'
  },
  {
    id: 'link-signs-in',
    where: 'src/restore/plan/users/plan-links.ts',
    assumption:
      'A link by `Cognito_Subject` and the old `userId` joins the next sign-in, for each kind of provider.',
    ifNot: 'The sign-in makes a new user. Link by the claim that it shows.',
    byHand:
      'Restore one user with federated-users: link, sign in, and list the users.'
  },
  {
    id: 'link-again',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption:
      'A second link of the same identity answers `InvalidParameterException`.',
    ifNot: 'The user fails, although linked.'
  },
  {
    id: 'link-taken',
    where: 'src/restore/plan/users/claims.ts',
    assumption: 'An identity that is linked to another user is refused.',
    ifNot: 'One that is linked meanwhile would move.'
  },
  {
    id: 'link-sixth',
    where: 'simulator/cognito/users',
    assumption: 'A sixth identity of a user is refused.',
    ifNot: 'Change the simulator.'
  },
  {
    id: 'link-to-nobody',
    where: 'src/restore/apply/users/failures.ts',
    assumption: 'A link to a missing user answers `UserNotFoundException`.',
    ifNot: 'The user fails under another name.'
  },
  {
    id: 'link-no-provider',
    where: 'src/restore/apply/users/failures.ts',
    assumption:
      'A link to a missing provider answers `ResourceNotFoundException`.',
    ifNot: 'The user fails under another name.'
  },
  {
    id: 'link-squatted',
    where: 'src/restore/plan/users/new-username.ts',
    assumption:
      'An identity whose name, `Provider_userId`, a native user has is refused.',
    ifNot: 'Nothing: linked users get another name.'
  },
  {
    id: 'immutable-not-linked',
    where: 'src/restore/plan/users/plan-links.ts',
    assumption: 'Cognito links no user who has immutable custom attributes.',
    ifNot: 'Link them too.'
  },
  {
    id: 'native-name-blocks-sign-in',
    where: 'src/restore/plan/users/new-username.ts',
    assumption:
      'A native user with the same name keeps a federated one from signing in.',
    ifNot: 'Nothing: linked users get another name.',
    byHand: 'Create the user Provider_userId, then sign in with the provider.'
  },
  {
    id: 'identities-lack-attribute',
    where: 'src/restore/plan/users/plan-links.ts',
    assumption: "`identities` doesn't show by which claim a user was linked.",
    ifNot: 'Link by that claim.',
    byHand:
      'Sign in after a link by email: aws cognito-idp admin-get-user --user-pool-id $POOL --username $USER'
  },
  {
    id: 'provider-group',
    where: 'src/restore/plan/provider-groups.ts',
    assumption:
      "A provider's group, `POOLID_Provider`, has no role or precedence and comes with the first sign-in.",
    ifNot: 'One with either is restored as any group.',
    byHand:
      'Sign in with a new provider: aws cognito-idp list-groups --user-pool-id $POOL'
  },
  {
    id: 'recovery-without-sms',
    where: 'src/restore/plan/ways-in.ts',
    assumption:
      'A pool without an `SmsConfiguration` sends no code for a forgotten password to a phone.',
    ifNot: 'Drop these users from the warning.',
    byHand:
      'aws cognito-idp forgot-password --client-id $CLIENT --username $USER, for a user with a verified number only'
  }
]
