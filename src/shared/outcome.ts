/**
 * What a run counts and says, as plain data. A mode fills its outcome while it
 * works, so a run that fails half-way still reports what is known. `undefined`
 * means unknown, which is never the same as zero.
 */

import type { SnapshotRefusal } from './errors.ts'
import type { NewPoolFacts } from './new-pool-facts.ts'
import type {
  ConditionFacts,
  RecoverAction,
  Recovered,
  RecoveryCounts,
  RecoveryFacts,
  RecoveryLosses
} from './recovery-facts.ts'
import type { SkipCounts } from './skip-reasons.ts'
import type { Remark } from './remarks.ts'
import type { WarningTitle } from './warning-titles.ts'

export const MODES = [
  'export',
  'restore',
  'verify',
  'compare',
  'recover',
  'create-pool'
] as const
export type Mode = (typeof MODES)[number]

/** What a run is about, even if its inputs are wrong. */
export interface RunSubject {
  mode: Mode | undefined
  /** The pool that is read, written or recovered, or that a new one is made after. */
  userPoolId: string | undefined
  isDryRun: boolean
  /** Of mode recover. */
  recovery?: RecoverAction | undefined
}

export type Status = 'complete' | 'partial' | 'planned' | 'failed'

/** Where the list of users to restore comes from; `report`: its failed users. */
export type ChosenBy = 'only-users' | 'only-users-file' | 'report'

/** Something that people should know although the run went on. */
export interface Warning {
  title: WarningTitle
  text: string
}

/** The pool that a run read from or wrote to. */
export interface PoolFacts {
  id: string
  region: string
  accountId: string
}

/** The snapshot that a run wrote or read. */
export interface SnapshotFacts {
  id: string
  uri: string
  manifestSha256: string
}

interface CommonOutcome {
  status: Status
  pool: PoolFacts | undefined
  snapshot: SnapshotFacts | undefined
  /** How many age keys the snapshot is encrypted for; 0: not encrypted. */
  ageKeys: number | undefined
  /** Age of the snapshot that was read, in ms. */
  snapshotAgeMs: number | undefined
  /** Users, groups and memberships in the snapshot. */
  users: number | undefined
  groups: number | undefined
  memberships: number | undefined
  /** Users with at least one skip reason. */
  skippedUsers: number | undefined
  skipped: SkipCounts | undefined
  /** Users for which it isn't known whether MFA protects them. */
  mfaUnknown: number | undefined
  /** Users that AWS may bill as monthly active because of this run's calls. */
  billedUsers: number | undefined
  warnings: Warning[]
}

export interface ExportOutcome extends CommonOutcome {
  mode: 'export'
  /** Users by Cognito's UserStatus. */
  byStatus: Readonly<Record<string, number>> | undefined
  /** Users read so far, even if no snapshot was written. */
  usersRead: number | undefined
  /** Id of a snapshot whose manifest S3 may have stored without an answer. */
  maybeStored: string | undefined
}

export interface RestoreOutcome extends CommonOutcome {
  mode: 'restore'
  /** The pool that the snapshot was taken of. */
  sourceUserPoolId: string | undefined
  usersCreated: number | undefined
  usersUpdated: number | undefined
  usersExisting: number | undefined
  /** Existing users that aren't proven to be users of the snapshot. */
  conflicts: number | undefined
  usersFailed: number | undefined
  /** Users that the run left half done; the next run continues with them. */
  usersUnfinished: number | undefined
  /** Users that may have been created: Cognito's answer is missing. */
  usersUnknown: number | undefined
  groupsCreated: number | undefined
  groupsExisting: number | undefined
  groupsFailed: number | undefined
  membershipsAdded: number | undefined
  membershipsRemoved: number | undefined
  membershipsFailed: number | undefined
  /**
   * How often each call failed for good, "AdminCreateUser: CodeName" → n, and
   * how many users were refused before any call, "address-taken" → n.
   */
  failures: Map<string, number>
  /** Calls that were given up without an answer, counted by operation. */
  unanswered: ReadonlyMap<string, number>
  /** Users of the snapshot, if only some were chosen. */
  usersInSnapshot: number | undefined
  /** How they were chosen; `undefined` if all users are restored. */
  chosenBy: ChosenBy | undefined
  /** Whether made-up users stand for those of the snapshot. */
  isPseudonymised: boolean | undefined
  /** Whether the pool was changed. */
  hasWritten: boolean
  /** The state that users are created in. */
  restoredUserStatus:
    'confirmed' | 'reset-required' | 'force-change-password' | undefined
  /** How the users that the plan creates can sign in. */
  waysIn: WaysInFacts | undefined
  /** The plan's facts besides the counts. */
  plan: PlanFacts | undefined
  /** The import jobs of this run, in their order. */
  importJobs: ImportJobFacts[]
  /** The addresses of the report's files; `undefined` if not stored. */
  report: { uri: string | undefined; subMapUri: string | undefined } | undefined
}

/** Users by how they can sign in: no person knows a restored user's password. */
export interface WaysInFacts {
  /** "Forgot password". */
  byCode: number
  /** A password that an administrator sets. */
  byAdministrator: number
  /** The identity provider that they are linked to. */
  atProvider: number
}

/** What a restore does with groups that Cognito made for identity providers. */
export interface ProviderGroupFacts {
  /** Groups without a counterpart in the target pool: left out. */
  groupsLeft: number
  /** The memberships that are left out with them. */
  membershipsLeft: number
  /** Memberships to add to the target pool's own groups. */
  membershipsMoved: number
}

/** What a restore will do, for people to read before it starts. */
export interface PlanFacts {
  resumed: number
  customAttributes: readonly string[]
  /** Memberships to add to groups that carry an IAM role. */
  membershipsWithRole: number
  providerGroups: ProviderGroupFacts
  /** MFA factors that users lose. */
  factorsLost: ReadonlyMap<string, number>
  work: readonly PlannedCalls[]
  importing: ImportFacts
}

/** Whether import jobs create users, and why. */
export interface ImportFacts {
  /** Whether the inputs allow import jobs. */
  isAsked: boolean
  isUsed: boolean
  /** A sentence. */
  reason: string
  users: number
  jobs: number
  /** Users that an import file can't hold, by reason. */
  obstacles: ReadonlyMap<string, number>
}

/** The facts of an import job. */
export interface ImportJobFacts {
  /** Cognito's id; blank before the job exists. */
  id: string
  rows: number
  imported: number
  skipped: number
  failed: number
  /** Cognito's status of the job. */
  status: string
  isStarted: boolean
  /** A clause that says why the job was never started; blank if it was. */
  problem: string
  /**
   * Users of its file that are disabled in the snapshot, but not yet in the
   * pool.
   */
  toDisable: number
}

/** The calls of one quota category, and how long they take at its pace. */
export interface PlannedCalls {
  category: string
  calls: number
  seconds: number
}

/** A finding of a verification, with how often it occurred. */
export type VerifyFinding = {
  /** Sentences; about the first occurrence if there are several. */
  text: string
  count: number
} & (
  | {
      /** For scripts. */
      code: SnapshotRefusal
      /**
       * `blocks`: the snapshot would not restore. `alarms`: it would restore, but
       * something is wrong.
       */
      weight: 'blocks' | 'alarms'
    }
  | {
      code: Remark
      /** Worth knowing, but no reason to fail. */
      weight: 'remark'
    }
)

/** How the users of a pool have changed since its snapshot. */
export interface Drift {
  added: number
  gone: number
  changed: number
}

export interface VerifyOutcome extends CommonOutcome {
  mode: 'verify'
  level: 'contents' | 'headers' | undefined
  /** The pool that the snapshot was taken of. */
  sourceUserPoolId: string | undefined
  byStatus: Readonly<Record<string, number>> | undefined
  findings: VerifyFinding[]
  /** Whether the snapshot would restore, as far as the level can tell. */
  wouldRestore: boolean | undefined
  drift: Drift | undefined
}

/** A setting of a pool's definition that differs, as a person may see it. */
export interface DefinitionLine {
  /** `pool`, `triggers`, `client/mobile`, `schema/custom:plan`, … */
  part: string
  /** Members of the API from the part down; empty: the part itself. */
  setting: string
  what: 'added' | 'gone' | 'changed'
  before: string
  after: string
}

export interface DefinitionDifference {
  lines: DefinitionLine[]
  /** `part setting`, of what one side shows for the first time. */
  newHere: string[]
  /** Sections and settings that one side didn't capture. */
  notCompared: string[]
  /** Whether app clients were matched by name, and not by id. */
  clientsByName: boolean
}

/** How the users, groups and memberships of two sides differ, by number. */
export interface UserDifference {
  users: Drift
  groups: Drift
  memberships: Omit<Drift, 'changed'>
  /** Users on both sides, by what says that they are the same. */
  matchedBy: { sub: number; map: number; username: number; address: number }
}

/** How many there are of each on one side. */
export type SideCounts = Record<'users' | 'groups' | 'memberships', number>

export interface CompareOutcome extends CommonOutcome {
  mode: 'compare'
  level: 'contents' | 'counts' | undefined
  /** The pool that the snapshot was taken of. */
  sourceUserPoolId: string | undefined
  /** The snapshot that it is compared with; `undefined`: a pool. */
  other: (SnapshotFacts & { userPoolId: string }) | undefined
  /** Of two snapshots, the one taken first is the earlier side. */
  before: SideCounts | undefined
  now: SideCounts | undefined
  definition: DefinitionDifference | undefined
  difference: UserDifference | undefined
}

export interface RecoverOutcome extends CommonOutcome {
  mode: 'recover'
  action: RecoverAction
  /** The pool that the snapshot was taken of. */
  sourceUserPoolId: string | undefined
  /** The recovery that the run is about. */
  recovery: RecoveryFacts | undefined
  /** What its preview counts. */
  changes: Readonly<Record<Recovered, RecoveryCounts>> | undefined
  /** All that it deletes; `undefined` if Cognito doesn't say all that it does. */
  deletions: number | undefined
  /** When its preview is to be cancelled, unless it is applied by then. */
  blocksUntil: number | undefined
  /** A call of which it isn't known whether it had its effect. */
  inDoubt: 'initiate' | 'start' | 'cancel' | undefined
  /** What the recovery took; `undefined` until it was compared. */
  losses: RecoveryLosses | undefined
  /** The address of the report that names them. */
  report: string | undefined
  conditions: ConditionFacts[]
  /** The point in time that a check was asked about, in ms since 1970. */
  recoverTo: number | undefined
  /** From when to when the pool could be recovered. */
  reach: { from: number; to: number } | undefined
}

export interface CreatePoolOutcome extends CommonOutcome, NewPoolFacts {
  mode: 'create-pool'
}

/** Of a run that says what becomes of users. */
export type CountedOutcome = ExportOutcome | RestoreOutcome | VerifyOutcome

export type Outcome =
  CountedOutcome | CompareOutcome | RecoverOutcome | CreatePoolOutcome
