/**
 * What a run counts and says, as plain data. A mode fills its outcome while it
 * works, so that a run that fails half-way still reports all that is known.
 * `undefined` means not known (yet), which is never the same as zero.
 */

import type { SnapshotRefusal } from './errors.ts'
import type { SkipReason } from './skip-reasons.ts'
import type { Remark } from './remarks.ts'
import type { WarningTitle } from './warning-titles.ts'

export type Mode = 'export' | 'restore' | 'verify'

/** What a run is about, as far as its inputs tell, wrong ones too. */
export interface RunSubject {
  mode: Mode | undefined
  /** The pool whose users are at stake: read from, written to, or verified. */
  userPoolId: string | undefined
  isDryRun: boolean
}

export type Status = 'complete' | 'partial' | 'planned' | 'failed'

/** Users by the reason that applies; a user with two reasons is in both. */
export type SkipCounts = Record<SkipReason, number>

/** What names the users to restore: an input, or the failed ones of a report. */
export type ChosenBy = 'only-users' | 'only-users-file' | 'report'

/** Something that a person should know although the run went on. */
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
  /** How many keys of age the snapshot is encrypted for; 0: it isn't. */
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
  /** Users of whom it isn't known whether MFA protects them. */
  mfaUnknown: number | undefined
  /** Users who count as monthly active because of what this run called. */
  billedUsers: number | undefined
  warnings: Warning[]
}

export interface ExportOutcome extends CommonOutcome {
  mode: 'export'
  /** Users by Cognito's UserStatus. */
  byStatus: Readonly<Record<string, number>> | undefined
  /** Users read so far, of a run that has written no snapshot. */
  usersRead: number | undefined
  /** Id of a snapshot whose manifest S3 has perhaps stored, and not confirmed. */
  maybeStored: string | undefined
}

export interface RestoreOutcome extends CommonOutcome {
  mode: 'restore'
  /** The pool that the snapshot was taken of. */
  sourceUserPoolId: string | undefined
  usersCreated: number | undefined
  usersUpdated: number | undefined
  usersExisting: number | undefined
  /** Of them, those that nothing proves to be the users of the snapshot. */
  conflicts: number | undefined
  usersFailed: number | undefined
  /** Users whom the run has begun and left half done; the next one continues. */
  usersUnfinished: number | undefined
  /** Users of whom it isn't known whether they were created, for want of an answer. */
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
  /** Calls that were given up without an answer, by operation. */
  unanswered: ReadonlyMap<string, number>
  /** Users of the snapshot, where just some were chosen. */
  usersInSnapshot: number | undefined
  /** What they were chosen by; `undefined` where all are restored. */
  chosenBy: ChosenBy | undefined
  /** Whether the pool was changed. */
  hasWritten: boolean
  /** The state that users are created in. */
  restoredUserStatus:
    'confirmed' | 'reset-required' | 'force-change-password' | undefined
  /** How the users whom the plan creates get in. */
  waysIn: WaysInFacts | undefined
  /** What the plan comes to, beside the counts. */
  plan: PlanFacts | undefined
  /** The import jobs of this run, in their order. */
  importJobs: ImportJobFacts[]
  /** The addresses of what a restore tells about each user, where stored. */
  report: { uri: string | undefined; subMapUri: string | undefined } | undefined
}

/** Users by what they sign in with, since no person knows a restored password. */
export interface WaysInFacts {
  /** "Forgot password". */
  byCode: number
  /** A password that an administrator has set. */
  byAdministrator: number
  /** The identity provider that they are linked to. */
  atProvider: number
}

/**
 * What becomes of the groups that Cognito made in the source pool for identity
 * providers.
 */
export interface ProviderGroupFacts {
  /** Groups for which the target pool has none of its own. */
  groupsLeft: number
  /** Their memberships, of users to create or to update. */
  membershipsLeft: number
  /** Memberships to add to the target pool's own groups. */
  membershipsMoved: number
}

/** What a restore will do, for people to read before it does. */
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

/** How users are to be created, and why so. */
export interface ImportFacts {
  /** Whether the inputs ask for import jobs, if they pay. */
  isAsked: boolean
  isUsed: boolean
  /** A sentence. */
  reason: string
  users: number
  jobs: number
  /** Users whom no import file can carry, by what keeps them out of it. */
  obstacles: ReadonlyMap<string, number>
}

/** What is known of an import job. */
export interface ImportJobFacts {
  /** Cognito's; blank before there is one. */
  id: string
  rows: number
  imported: number
  skipped: number
  failed: number
  /** Cognito's. */
  status: string
  isStarted: boolean
  /** A clause that says why it was never started; blank if it was. */
  problem: string
  /** Users of its file who are disabled in the snapshot, and not yet here. */
  toDisable: number
}

/** The calls of one quota category, and how long they take at its pace. */
export interface PlannedCalls {
  category: string
  calls: number
  seconds: number
}

/** Something that a verification has found, however often. */
export type VerifyFinding = {
  /** Sentences, about the first where there are several. */
  text: string
  count: number
} & (
  | {
      /** A word that a script can hold on to. */
      code: SnapshotRefusal
      /**
       * `blocks`: the snapshot would not restore. `alarms`: it would, and
       * something is wrong all the same.
       */
      weight: 'blocks' | 'alarms'
    }
  | {
      code: Remark
      /** To know, and no reason to fail. */
      weight: 'remark'
    }
)

/** What has become of a snapshot's users in the pool since. */
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

export type Outcome = ExportOutcome | RestoreOutcome | VerifyOutcome

/** No user counted under any reason yet. */
export function noSkips(): SkipCounts {
  return { 'no-username': 0, 'mfa-protected': 0, federated: 0 }
}

const nothingKnown = () => ({
  status: 'failed' as const,
  pool: undefined,
  snapshot: undefined,
  ageKeys: undefined,
  snapshotAgeMs: undefined,
  users: undefined,
  groups: undefined,
  memberships: undefined,
  skippedUsers: undefined,
  skipped: undefined,
  mfaUnknown: undefined,
  billedUsers: undefined,
  warnings: []
})

/** The outcome of an export that has not begun. */
export function newExportOutcome(): ExportOutcome {
  return {
    ...nothingKnown(),
    mode: 'export',
    byStatus: undefined,
    usersRead: undefined,
    maybeStored: undefined
  }
}

/** The outcome of a restore that has not begun. */
export function newRestoreOutcome(): RestoreOutcome {
  return {
    ...nothingKnown(),
    mode: 'restore',
    sourceUserPoolId: undefined,
    usersCreated: undefined,
    usersUpdated: undefined,
    usersExisting: undefined,
    conflicts: undefined,
    usersFailed: undefined,
    usersUnfinished: undefined,
    usersUnknown: undefined,
    groupsCreated: undefined,
    groupsExisting: undefined,
    groupsFailed: undefined,
    membershipsAdded: undefined,
    membershipsRemoved: undefined,
    membershipsFailed: undefined,
    failures: new Map(),
    unanswered: new Map(),
    usersInSnapshot: undefined,
    chosenBy: undefined,
    hasWritten: false,
    restoredUserStatus: undefined,
    waysIn: undefined,
    plan: undefined,
    importJobs: [],
    report: undefined
  }
}

/** The outcome of a verification that has not begun. */
export function newVerifyOutcome(): VerifyOutcome {
  return {
    ...nothingKnown(),
    mode: 'verify',
    level: undefined,
    sourceUserPoolId: undefined,
    byStatus: undefined,
    findings: [],
    wouldRestore: undefined,
    drift: undefined
  }
}
