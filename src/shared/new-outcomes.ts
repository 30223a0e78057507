import type {
  CompareOutcome,
  CreatePoolOutcome,
  ExportOutcome,
  RecoverOutcome,
  RestoreOutcome,
  VerifyOutcome
} from './outcome.ts'
import type { RecoverAction } from './recovery-facts.ts'

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

/** The outcome of an export before it starts. */
export function newExportOutcome(): ExportOutcome {
  return {
    ...nothingKnown(),
    mode: 'export',
    byStatus: undefined,
    usersRead: undefined,
    maybeStored: undefined
  }
}

/** The outcome of a restore before it starts. */
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
    isPseudonymised: undefined,
    hasWritten: false,
    restoredUserStatus: undefined,
    waysIn: undefined,
    plan: undefined,
    importJobs: [],
    report: undefined
  }
}

/** The outcome of a verification before it starts. */
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

/** The outcome of a comparison that has not begun. */
export function newCompareOutcome(): CompareOutcome {
  return {
    ...nothingKnown(),
    mode: 'compare',
    level: undefined,
    sourceUserPoolId: undefined,
    other: undefined,
    before: undefined,
    now: undefined,
    definition: undefined,
    difference: undefined
  }
}

/** The outcome of a recovery that has not begun. */
export function newRecoverOutcome(action: RecoverAction): RecoverOutcome {
  return {
    ...nothingKnown(),
    mode: 'recover',
    action,
    sourceUserPoolId: undefined,
    recovery: undefined,
    changes: undefined,
    deletions: undefined,
    blocksUntil: undefined,
    inDoubt: undefined,
    losses: undefined,
    report: undefined,
    conditions: [],
    recoverTo: undefined,
    reach: undefined
  }
}

/** The outcome of a run that has made nothing yet. */
export function newCreatePoolOutcome(): CreatePoolOutcome {
  return {
    ...nothingKnown(),
    mode: 'create-pool',
    finishes: false,
    sourceUserPoolId: undefined,
    target: undefined,
    poolName: undefined,
    lines: undefined,
    findings: undefined,
    remarks: [],
    clientIds: undefined,
    clientNames: new Map(),
    partsThere: undefined,
    takeOver: undefined,
    halfMade: undefined,
    mayExist: false
  }
}
