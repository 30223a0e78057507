import type { FaultName } from '../../../simulator/simulator.ts'
import type { RestoreCase, TargetKind } from './restore-case.ts'

/** The calls that each target brings about, reads and writes. */
export const CALLS: Record<TargetKind, readonly string[]> = {
  empty: [
    'DescribeUserPool',
    'GetUserPoolMfaConfig',
    'ListPointInTimeRecoveries',
    'ListUserPoolReplicas',
    'ListIdentityProviders',
    'ListGroups',
    'ListUsers',
    'GetProvisionedLimit',
    'CreateGroup',
    'AdminCreateUser',
    'AdminLinkProviderForUser',
    'AdminAddUserToGroup',
    'AdminDisableUser',
    'AdminSetUserMFAPreference',
    'AdminSetUserPassword',
    'AdminUpdateUserAttributes'
  ],
  'without attributes': ['AddCustomAttributes'],
  'with changed users': [
    'ListUsersInGroup',
    'AdminUpdateUserAttributes',
    'AdminEnableUser',
    'AdminRemoveUserFromGroup'
  ],
  'by import jobs': [
    'GetCSVHeader',
    'CreateUserImportJob',
    'StartUserImportJob',
    'DescribeUserImportJob'
  ]
}

interface Strike {
  fault: string
  does: FaultName
  times: number
}

/** What passes: the call is made again, and the end is the same. */
export const STRIKES: readonly Strike[] = [
  { fault: 'a storm of throttles', does: 'throttle', times: 2 },
  { fault: 'InternalErrorException, 500', does: 'internal-error', times: 2 },
  {
    fault: 'InternalErrorException, 400',
    does: 'internal-error-400',
    times: 2
  },
  { fault: 'a connection that breaks', does: 'reset', times: 2 },
  { fault: 'an answer that is lost', does: 'lost-answer', times: 1 },
  { fault: 'half an answer', does: 'cut-body', times: 1 },
  { fault: "a proxy's page, 502", does: 'bad-gateway', times: 2 },
  { fault: "a proxy's page, 200", does: 'web-page', times: 2 }
]

/** One run for all of a target's calls: each is met by the same fault. */
export const passingCases: readonly RestoreCase[] = STRIKES.flatMap(strike =>
  (Object.keys(CALLS) as TargetKind[]).flatMap(target =>
    CALLS[target].map(on => ({
      ...strike,
      on,
      target,
      outcome: 'recovered' as const
    }))
  )
)
