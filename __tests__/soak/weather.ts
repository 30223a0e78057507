import type {
  FaultName,
  SimulatedCall,
  Weather
} from '../../simulator/simulator.ts'

/** The share of calls that go wrong, unless a soak is told otherwise. */
export const SHARE = 0.05

/** What passes: a call that is made again gets its true answer. */
const ON_THE_WAY: readonly FaultName[] = [
  'reset',
  'lost-answer',
  'cut-body',
  'bad-gateway',
  'slow-answer'
]
const OF_COGNITO: readonly FaultName[] = [
  'throttle',
  'throttle',
  'internal-error',
  'unavailable'
]
const OF_S3: readonly FaultName[] = [
  'internal-error',
  'slow-down',
  'request-timeout'
]

/**
 * Answers that are no failures and not true. Some lies nobody but the service
 * itself could notice, so they are not in the weather:
 *
 * - `empty-list` of a group: Cognito tells nowhere how many members a group
 *   has. Of the users it tells, if by an estimate, and the lie is noticed.
 * - `flipped-bit` in an answer of Cognito's: its answers have no checksum of
 *   their own and rely on TLS, so that the catalogue doesn't have it.
 * - `no-checksum` of a put: real S3 always confirms the checksum that was sent,
 *   and that is demanded of it; of an emulator, as here, it isn't.
 */
const LIES: Readonly<Record<string, readonly FaultName[]>> = {
  PutObject: [
    'sse-s3',
    'other-key',
    'no-encryption-answered',
    'wrong-checksum',
    'no-version-id'
  ],
  GetObject: ['flipped-bit'],
  HeadObject: ['no-encryption-answered', 'wrong-checksum', 'no-version-id'],
  ListUsers: ['empty-list', 'user-twice', 'unknown-status', 'token-loop'],
  ListUsersInGroup: ['user-twice', 'token-loop'],
  ListGroups: ['token-loop']
}

/** What can happen to a call, each as likely as the others. */
function faultsFor({ service, operation }: SimulatedCall): FaultName[] {
  return [
    ...ON_THE_WAY,
    ...(service === 'cognito-idp' ? OF_COGNITO : []),
    ...(service === 's3' ? OF_S3 : []),
    // Two conditional writes at a time; no other call of S3 has conflicts.
    ...(operation === 'PutObject' ? (['conflict'] as const) : []),
    ...(LIES[operation] ?? [])
  ]
}

/**
 * The weather of one run of the action.
 *
 * @param share of the calls that go wrong, from 0 to 1
 */
export function weatherOf(seed: number, share: number): Weather {
  return { seed, share, faultsFor }
}
