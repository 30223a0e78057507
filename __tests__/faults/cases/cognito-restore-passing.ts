import type { FaultName } from '../../../simulator/simulator.ts'
import type { RestoreCase, TargetKind } from './restore-case.ts'

/** The calls that each target brings about, reads and writes. */
const CALLS: Record<TargetKind, readonly string[]> = {
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
  'with changed users': [
    'AddCustomAttributes',
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
const STRIKES: readonly Strike[] = [
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

/** The client retries, whatever the call: a few strikes do for further targets. */
const FEW: readonly FaultName[] = [
  'reset',
  'lost-answer',
  'cut-body',
  'web-page'
]

/** One run for all of a target's calls: each is met by the same fault. */
export const passingCases: readonly RestoreCase[] = STRIKES.flatMap(strike =>
  (Object.keys(CALLS) as TargetKind[])
    .filter(target => target === 'empty' || FEW.includes(strike.does))
    .flatMap(target =>
      CALLS[target].map(on => ({
        ...strike,
        on,
        target,
        outcome: 'recovered' as const
      }))
    )
)
