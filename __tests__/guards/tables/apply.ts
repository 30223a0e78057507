import type { Guard } from '../guard.ts'

const CREATION = ['__tests__/unit/restore/apply-creation.test.ts']
const DOUBTS = ['__tests__/unit/restore/apply-creation-doubts.test.ts']
const USERS = ['__tests__/unit/restore/apply-users.test.ts']
const STOP = ['__tests__/unit/restore/apply-users-stop.test.ts']
const RESTORE = ['__tests__/unit/restore/apply-restore.test.ts']
const FAILURES = ['__tests__/unit/restore/failures.test.ts']

/** How a plan is carried out, and what is told of it. */
export const applyGuards: readonly Guard[] = [
  {
    name: 'as many users are accounted for as were planned',
    promise: 'counts reconcile',
    file: 'src/restore/failures.ts',
    source: 'if (planned !== accounted) {',
    without: 'if (false) {',
    tests: FAILURES
  },
  {
    name: 'a restore with failures fails',
    promise: 'honest end',
    file: 'src/restore/failures.ts',
    source: 'if (failed.length === 0) {',
    without: 'if (failed.length >= 0) {',
    tests: FAILURES
  },
  {
    name: 'the end of a restore is held against its plan',
    promise: 'counts reconcile',
    file: 'src/restore/apply-restore.ts',
    source:
      'expectComplete(outcome, plan.tally.users, refusedUsers(plan.tally))',
    without: '',
    tests: RESTORE
  },
  {
    name: 'a restore that changed the pool and failed is called partial',
    promise: 'honest end',
    file: 'src/restore/apply-restore.ts',
    source: "outcome.status = 'partial'",
    without: '',
    tests: RESTORE
  },
  {
    name: 'the journal has its beginning before the first write',
    promise: 'same end state',
    file: 'src/restore/apply-restore.ts',
    source: 'await records.begin(target.users.newestAt)',
    without: '',
    tests: RESTORE
  },
  {
    name: 'the journal has its end only when nobody was left half done',
    promise: 'same end state',
    file: 'src/restore/apply-restore.ts',
    source: 'if (isDone) await records.finish()',
    without: 'if (isDone || outcome !== undefined) await records.finish()',
    tests: RESTORE
  },
  {
    name: 'the report is stored however a restore ends',
    promise: 'honest end',
    file: 'src/restore/apply-restore.ts',
    source: `  } finally {
    endLooking()
    outcome.unanswered = pool.unanswered
    await records.store(outcome)
  }`,
    without: `  }
  endLooking()
  outcome.unanswered = pool.unanswered
  await records.store(outcome)`,
    tests: RESTORE
  },
  {
    name: 'access that is denied stops a restore',
    promise: 'stops in order',
    file: 'src/restore/failures.ts',
    source: "  'access-denied',\n",
    without: '',
    tests: FAILURES
  },
  {
    name: 'a failure that would meet everybody is one',
    promise: 'stops in order',
    file: 'src/restore/apply-users.ts',
    source: 'if (fatal !== undefined) stop ??= { because: fatal }',
    without: '',
    tests: STOP
  },
  {
    name: 'no user is begun once the run is to stop',
    promise: 'stops in order',
    file: 'src/restore/apply-users.ts',
    source: 'if (checkStop()) return undefined',
    without: '',
    tests: STOP
  },
  {
    name: 'a restore that was stopped says so',
    promise: 'honest end',
    file: 'src/restore/apply-users.ts',
    source: 'if (stop !== undefined) throw stop.because',
    without: '',
    tests: STOP
  },
  {
    name: 'a cancelled restore begins no further step after its last write',
    promise: 'stops in order',
    file: 'src/restore/user-steps.ts',
    source: 'if (tools.ending.lastWrite.aborted) {',
    without: 'if (false) {',
    tests: STOP
  },
  {
    name: 'the report has a line of each user',
    promise: 'counts reconcile',
    file: 'src/restore/apply-users.ts',
    source: 'report.add(reportLine(user, result))',
    without: 'reportLine(user, result)',
    tests: USERS
  },
  {
    name: 'who was never touched is not counted',
    promise: 'counts reconcile',
    file: 'src/restore/apply-users.ts',
    source: 'if (result !== undefined && isUntouched(result)) continue',
    without: '',
    tests: STOP
  },
  {
    name: 'who was refused before any call is counted as failed',
    promise: 'counts reconcile',
    file: 'src/restore/apply-users.ts',
    source: `if (plan.action === 'fail') {
      counts.usersFailed += 1`,
    without: `if (plan.action === 'fail') {`,
    tests: USERS
  },
  {
    name: 'a report takes no line after its end',
    promise: 'counts reconcile',
    file: 'src/snapshot/restore-report.ts',
    source: `write(text: string): void {
    if (this.#isEnded) throw new Error('The report has ended already')`,
    without: `write(text: string): void {`,
    tests: ['__tests__/unit/snapshot/restore-report.test.ts']
  },
  {
    name: 'the report of an encrypted snapshot is encrypted',
    promise: 'stolen bucket',
    file: 'src/restore/restore-records.ts',
    source:
      'if (age === undefined && snapshot.manifest.encryption.client !== null) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/restore/encrypted-restore.test.ts']
  },
  {
    name: 'a report that could not be stored is told of',
    promise: 'honest end',
    file: 'src/restore/restore-records.ts',
    source: 'if (warned !== undefined) outcome.warnings.push(warned)',
    without: '',
    tests: ['__tests__/unit/restore/restore-records.test.ts']
  },
  {
    name: 'each password is its own',
    promise: 'own password',
    file: 'src/restore/password.ts',
    source: "Buffer.from(randomBytes(bytes)).toString('base64url')",
    without: "Buffer.alloc(bytes).toString('base64url')",
    tests: ['__tests__/unit/restore/password.test.ts']
  },
  {
    name: 'a password meets every policy',
    promise: 'own password',
    file: 'src/restore/password.ts',
    source: ' + ALL_CLASSES',
    without: '',
    tests: ['__tests__/unit/restore/password.test.ts']
  },
  {
    name: 'the permanent password of each user is its own',
    promise: 'own password',
    file: 'src/restore/apply-creation.ts',
    source: 'await setPassword(tools.pool, username, freshPassword(tools))',
    without: "await setPassword(tools.pool, username, 'a'.repeat(50) + 'A1!')",
    tests: CREATION
  },
  {
    name: 'who has a password keeps it',
    promise: 'keep what is there',
    file: 'src/restore/apply-creation.ts',
    source: "tools.policies.restoredUserStatus === 'confirmed' && !hasPassword",
    without: "tools.policies.restoredUserStatus === 'confirmed'",
    tests: CREATION
  },
  {
    name: 'who is to be disabled never gets as far enabled',
    promise: 'keep what is there',
    file: 'src/restore/apply-creation.ts',
    source: 'mayConfirm &&= isDisabled',
    without: '',
    tests: CREATION
  },
  {
    name: 'who could not be linked is not let in',
    promise: 'keep what is there',
    file: 'src/restore/apply-creation.ts',
    source: 'mayConfirm &&= isLinked',
    without: '',
    tests: CREATION
  },
  {
    name: 'who exists at the first attempt is somebody else',
    promise: 'keep what is there',
    file: 'src/restore/apply-creation.ts',
    source: '(error.attempts > 1 || tools.unfinishedSince !== undefined)',
    without: 'error.attempts > 0',
    tests: DOUBTS
  },
  {
    name: 'who exists after a retry may be our own',
    promise: 'same end state',
    file: 'src/restore/apply-creation.ts',
    source: 'const own = mayBeOurs\n',
    without: 'const own = mayBeOurs && plan.groups.length < 0\n',
    tests: DOUBTS
  },
  {
    name: 'only a user with the very attributes is our own',
    promise: 'keep what is there',
    file: 'src/restore/find-created.ts',
    source: 'hasSameAttributes(attributes, found.attributes)',
    without: 'true',
    tests: ['__tests__/unit/restore/find-created.test.ts']
  },
  {
    name: 'only a user whom an administrator created is our own',
    promise: 'keep what is there',
    file: 'src/restore/find-created.ts',
    source: "(found.status === 'FORCE_CHANGE_PASSWORD' || isOfEarlierRun) &&",
    without: '',
    tests: ['__tests__/unit/restore/find-created.test.ts']
  },
  {
    name: 'only a user created since an unfinished run is its own',
    promise: 'keep what is there',
    file: 'src/restore/find-created.ts',
    source: 'found.createdAt.getTime() >= unfinishedSince',
    without: 'unfinishedSince > 0',
    tests: ['__tests__/unit/restore/find-created.test.ts']
  },
  {
    name: 'a link that was refused and is not there has failed',
    promise: 'honest end',
    file: 'src/restore/apply-creation.ts',
    source:
      'mayBeDone && (await isLinked(username, identity, tools).catch(inDoubt))',
    without: 'mayBeDone',
    tests: DOUBTS
  }
]
