import type { Assumption } from './assumption.ts'

const BILL =
  'Read users of a pool without active users, and look at Cost Explorer two days later.'

/** How Cognito lists users, limits calls and describes a pool. */
export const listingAssumptions: readonly Assumption[] = [
  {
    id: 'sub-filter',
    where: 'src/cognito/users.ts',
    assumption:
      '`ListUsers` with `sub ^= "a"` finds all users whose `sub` begins so.',
    ifNot: 'A plain chain reads all users once more.'
  },
  {
    id: 'sub-digit',
    where: 'src/cognito/users.ts',
    assumption: '`sub` begins with a hexadecimal digit.',
    ifNot: 'A plain chain finds the others.'
  },
  {
    id: 'sub-spread',
    where: 'src/cognito/users.ts',
    assumption: 'The first digits of `sub` are spread evenly.',
    ifNot: 'A large export takes longer.',
    byHand:
      "Count over a large snapshot: gunzip -c users/*.gz | jq -r '.sub[0:1]' | sort | uniq -c"
  },
  {
    id: 'sub-order',
    where: 'src/export/subs/known-subs.ts',
    assumption: 'A search by `sub` is sorted by it, in ascending order.',
    ifNot: 'An export takes 21 bytes of memory more for each user.'
  },
  {
    id: 'estimate-above-zero',
    where: 'src/export/gates.ts',
    assumption:
      "Cognito's estimate of a pool's size is above 0 soon after the first users came.",
    ifNot: 'An export that lists users never depends on it.'
  },
  {
    id: 'listing-whole',
    where: 'src/cognito/list-every-user.ts',
    assumption:
      'A user who is in the pool throughout a listing is on one of its pages.',
    ifNot: 'The estimate shows it, unless it lags too: a user may be missing.',
    byHand: 'Export a busy pool twice, and compare by mode: compare.'
  },
  {
    id: 'page-token-expires',
    where: 'src/cognito/calls/pages.ts',
    assumption: 'An expired page token is refused.',
    ifNot: 'The count is compared with the estimate.',
    byHand:
      'aws cognito-idp list-users --user-pool-id $POOL --limit 1 --no-paginate; after 61 minutes, again with its --pagination-token'
  },
  {
    id: 'listing-within-seconds',
    where: 'src/restore/apply/users/find-created.ts',
    assumption: '`ListUsers` shows changes within seconds.',
    ifNot:
      'A run that continues may count a user as failed that it looked up for 5 s.'
  },
  {
    id: 'members-within-seconds',
    where: 'src/restore/target/read-memberships.ts',
    assumption: '`ListUsersInGroup` shows a new member within seconds.',
    ifNot: 'A comparison counts the membership as gone.'
  },
  {
    id: 'search-whole',
    where: 'src/restore/target/look-up-users.ts',
    assumption:
      'A filter by e-mail or `preferred_username` ignores letter case, and takes a backslash before quotation marks.',
    ifNot:
      'A restore with `only-users` may overlook an owner. Let it list the pool.'
  },
  {
    id: 'email-username-is-sub',
    where: 'src/export/classify.ts',
    assumption:
      'In pools that sign in by e-mail or phone, the username equals the `sub`.',
    ifNot: 'Creating such a user fails and is counted.'
  },
  {
    id: 'throttle-name',
    where: 'src/aws/retry.ts',
    assumption:
      'A throttle is `TooManyRequestsException`, with HTTP 400 or 429.',
    ifNot: 'The SDK retries by name.'
  },
  {
    id: 'quota-window',
    where: 'src/cognito/calls/rate.ts',
    assumption: 'Quotas are enforced over a second or longer.',
    ifNot: 'Throttles halve the pace.'
  },
  {
    id: 'unlisted-quota',
    where: 'src/cognito/calls/quota-categories.ts',
    assumption:
      "An operation whose quota isn't documented may be called five times a second on a pool.",
    ifNot: 'Throttles halve the pace.'
  },
  {
    id: 'provisioned-limit',
    where: 'src/cognito/calls/provisioned-limits.ts',
    assumption:
      "`GetProvisionedLimit` gives the account's quota of UserCreation, UserRead and UserResourceRead a second.",
    ifNot: 'The default or the input `quotas` is used.'
  },
  {
    id: 'unknown-limit',
    where: 'simulator/cognito/pools',
    assumption:
      "`GetProvisionedLimit` answers `InvalidParameterException` to a category that it doesn't have.",
    ifNot: 'Change the simulator.'
  },
  {
    id: 'auth-factors-billed',
    where: 'src/export/mfa-lookup.ts',
    assumption:
      '`AdminGetUserAuthFactors` and `AdminListGroupsForUser` are billed like `AdminGetUser`.',
    ifNot: 'The bill is lower than `billed-users`.',
    byHand: BILL
  },
  {
    id: 'free-of-charge',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption:
      '`ListUsers`, `AdminSetUserMFAPreference`, `AdminEnableUser` and `AdminDisableUser` make no user active.',
    ifNot: 'The bill is higher than `billed-users`.',
    byHand: BILL
  },
  {
    id: 'hosted-authenticator',
    where: 'src/cognito/mfa.ts',
    assumption:
      'An authenticator app from the hosted UI is in `ConfiguredUserAuthFactors`.',
    ifNot: 'A restore re-creates such a user without MFA.',
    byHand:
      'Set an app up in the hosted UI: aws cognito-idp admin-get-user-auth-factors --user-pool-id $POOL --username $USER'
  },
  {
    id: 'nothing-configured',
    where: 'src/cognito/definition/source.ts',
    assumption:
      'Where nothing was set, `DescribeRiskConfiguration` and `GetLogDeliveryConfiguration` answer nothing or one of three known errors.',
    ifNot: 'The section is missing, with a warning.'
  },
  {
    id: 'client-secret-hidden',
    where: 'src/cognito/definition/client-secrets.ts',
    assumption:
      '`ListUserPoolClientSecrets` lists both secrets of a client that has two, and none of a public client.',
    ifNot: 'Correct `hasClientSecret` in `src/cognito/definition/clients.ts`.'
  },
  {
    id: 'managed-secret-listed',
    where: 'src/cognito/definition/client-secrets.ts',
    assumption:
      '`ListUserPoolClientSecrets` lists a secret that Secrets Manager keeps.',
    ifNot: 'The snapshot has `"unknown"`, with a warning.',
    byHand:
      "Let the console move a client's secret to Secrets Manager. aws cognito-idp list-user-pool-client-secrets --user-pool-id $POOL --client-id $CLIENT"
  },
  {
    id: 'clients-by-type',
    where: 'src/cognito/definition/clients.ts',
    assumption:
      '`ListUserPoolClients` lists all clients, and with `REGULAR` all but those that registered themselves.',
    ifNot: 'The snapshot has too many or too few clients, with a warning.',
    byHand: 'Register a client dynamically, and export with client-limit: 0.'
  },
  {
    id: 'classic-logo',
    where: 'src/cognito/definition/logo.ts',
    assumption:
      '`ImageUrl` of `GetUICustomization` is public, at `https://….cloudfront.net`.',
    ifNot: 'The logo is missing, with a warning.',
    byHand: 'Upload a logo, export, and look for logo in pool.json.'
  },
  {
    id: 'domain-of-nobody',
    where: 'src/cognito/user-pools.ts',
    assumption:
      '`DescribeUserPoolDomain` answers a description without members for a domain that no pool has.',
    ifNot: 'Change `readDomain`.'
  }
]
