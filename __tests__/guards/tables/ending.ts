import type { Guard } from '../guard.ts'

const ENDING = ['__tests__/unit/ending.test.ts']
const CALLS = ['__tests__/unit/cognito/stop-calls.test.ts']
const STOPPED = ['__tests__/unit/aws/errors-stopped.test.ts']
const RATE = ['__tests__/unit/cognito/rate.test.ts']
const PACER = ['__tests__/unit/cognito/pacer.test.ts']
const USERS = ['__tests__/unit/restore/apply-users-stop.test.ts']
const RESTORE = ['__tests__/unit/restore/apply-restore.test.ts']
const DOUBTS = ['__tests__/unit/restore/apply-creation-doubts.test.ts']
const JOB = ['__tests__/unit/restore/import/run-job-stop.test.ts']
const EXPORT = ['__tests__/unit/export/export-stop.test.ts']

/** How a cancelled run comes to its end, and what it then knows. */
export const endingGuards: readonly Guard[] = [
  {
    name: 'each stage of an ending comes at its time',
    promise: 'stops in order',
    file: 'src/ending.ts',
    source: 'if (elapsed >= ENDING_MS[stage]) stages[stage].abort()',
    without: 'if (elapsed >= 0) stages[stage].abort()',
    tests: ENDING
  },
  {
    name: 'a cancelled run is over before the runner kills it',
    promise: 'stops in order',
    file: 'src/ending.ts',
    source: 'over: 6000',
    without: 'over: 9000',
    tests: ENDING
  },
  {
    name: 'no write is begun after the last one',
    promise: 'stops in order',
    file: 'src/cognito/pace-client.ts',
    source:
      'const signal = own === ending?.lastAnswer ? ending?.lastWrite : own',
    without: 'const signal = own',
    tests: CALLS
  },
  {
    name: 'a write ends with the run',
    promise: 'stops in order',
    file: 'src/cognito/stop-calls.ts',
    source: 'abortSignal: options?.abortSignal ?? ending.lastAnswer',
    without: '',
    tests: CALLS
  },
  {
    name: 'a call that needs no turn is not begun after the last answer',
    promise: 'unknown is unknown',
    file: 'src/cognito/stop-calls.ts',
    source:
      'if (signalOf(context)?.aborted === true) throw new CallAbortedError()',
    without: '',
    tests: CALLS
  },
  {
    name: 'a call that was given up in the middle may have happened',
    promise: 'unknown is unknown',
    file: 'src/cognito/stop-calls.ts',
    source: 'if (!isRefusal(error) && !isUnsent(error)) inDoubt.add(context)',
    without: '',
    tests: CALLS
  },
  {
    name: 'a call that Cognito has refused at each attempt has not happened',
    promise: 'unknown is unknown',
    file: 'src/cognito/stop-calls.ts',
    source: 'if (!isRefusal(error) && !isUnsent(error)) inDoubt.add(context)',
    without: 'if (!isUnsent(error)) inDoubt.add(context)',
    tests: CALLS
  },
  {
    name: 'a call that had no credentials has not happened',
    promise: 'unknown is unknown',
    file: 'src/cognito/stop-calls.ts',
    source: 'if (!isRefusal(error) && !isUnsent(error)) inDoubt.add(context)',
    without: 'if (!isRefusal(error)) inDoubt.add(context)',
    tests: CALLS
  },
  {
    name: 'writes that were given up are counted',
    promise: 'unknown is unknown',
    file: 'src/cognito/pool-client.ts',
    source: 'if (isInDoubt && !READS.test(operation)) {',
    without: 'if (false) {',
    tests: CALLS
  },
  {
    name: 'reads that were given up have changed nothing',
    promise: 'unknown is unknown',
    file: 'src/cognito/pool-client.ts',
    source: 'if (isInDoubt && !READS.test(operation)) {',
    without: 'if (isInDoubt) {',
    tests: CALLS
  },
  {
    name: 'a call that was aborted may have had its effect',
    promise: 'unknown is unknown',
    file: 'src/aws/errors.ts',
    source: 'error.mayHaveHappened !== false ||',
    without: 'error.mayHaveHappened === true ||',
    tests: STOPPED
  },
  {
    name: 'a call that was not sent had no effect',
    promise: 'unknown is unknown',
    file: 'src/aws/errors.ts',
    source: 'error.mayHaveHappened !== false ||',
    without: 'error.mayHaveHappened !== null ||',
    tests: STOPPED
  },
  {
    name: 'a stopped call that was sent before may have had its effect',
    promise: 'unknown is unknown',
    file: 'src/aws/errors.ts',
    source: ' || (metadata(error)?.attempts ?? 1) > 1',
    without: '',
    tests: STOPPED
  },
  {
    name: 'a connection that an abort has broken is no failure of the network',
    promise: 'honest end',
    file: 'src/aws/errors.ts',
    source:
      'if (isAborted || (reason !== undefined && UNREACHED.includes(awsCode))) {',
    without: 'if (isAborted) {',
    tests: STOPPED
  },
  {
    name: 'who waits for a turn gets none once the run is to stop',
    promise: 'stops in order',
    file: 'src/cognito/rate.ts',
    source: 'return !isAborted()',
    without: 'return true',
    tests: RATE
  },
  {
    name: 'who asks after the stop takes no turn from others',
    promise: 'stops in order',
    file: 'src/cognito/rate.ts',
    source: 'if (isAborted()) return false',
    without: '',
    tests: RATE
  },
  {
    name: 'a call is not sent without all its turns',
    promise: 'stops in order',
    file: 'src/cognito/pacer.ts',
    source: 'if (!(await turn(signal))) return false',
    without: 'await turn(signal)',
    tests: PACER
  },
  {
    name: 'an import job is stopped without waiting for a turn',
    promise: 'stops in order',
    file: 'src/cognito/pacer.ts',
    source: 'if (AT_ONCE.has(operation)) return true',
    without: '',
    tests: PACER
  },
  {
    name: 'a step without an answer leaves its user in doubt',
    promise: 'unknown is unknown',
    file: 'src/restore/user-steps.ts',
    source: 'error instanceof StoppedCallError && error.mayHaveHappened',
    without: "error instanceof StoppedCallError && error.message === ''",
    tests: USERS
  },
  {
    name: 'a step that was never made leaves nobody in doubt',
    promise: 'unknown is unknown',
    file: 'src/restore/user-steps.ts',
    source: 'error instanceof StoppedCallError && error.mayHaveHappened',
    without: 'error instanceof StoppedCallError',
    tests: USERS
  },
  {
    name: 'a user whose creation was given up is counted as unknown',
    promise: 'unknown is unknown',
    file: 'src/restore/apply-users.ts',
    source: 'else counts.usersUnknown += 1',
    without: '',
    tests: USERS
  },
  {
    name: 'a call in doubt may have changed the pool',
    promise: 'unknown is unknown',
    file: 'src/restore/apply-users.ts',
    source:
      'if (result.isWritten || result.isInDoubt) outcome.hasWritten = true',
    without: 'if (result.isWritten) outcome.hasWritten = true',
    tests: USERS
  },
  {
    name: 'a restore whose last users were interrupted has stopped',
    promise: 'honest end',
    file: 'src/restore/apply-users.ts',
    source: 'if (result?.isInterrupted === true) {',
    without: 'if (result?.isInterrupted === true && report === undefined) {',
    tests: USERS
  },
  {
    name: 'a restore tells of writes that were given up',
    promise: 'unknown is unknown',
    file: 'src/restore/apply-restore.ts',
    source: 'outcome.unanswered = pool.unanswered',
    without: '',
    tests: RESTORE
  },
  {
    name: 'a restore with a write that was given up is called partial',
    promise: 'unknown is unknown',
    file: 'src/restore/apply-restore.ts',
    source: ` ||
      pool.unanswered.size > 0`,
    without: '',
    tests: RESTORE
  },
  {
    name: 'who waits for a group has made no call that is in doubt',
    promise: 'unknown is unknown',
    file: 'src/restore/apply-groups.ts',
    source: 'error instanceof StoppedCallError ? reasonToStop(signal) : error',
    without: 'error',
    tests: ['__tests__/unit/restore/apply-groups.test.ts']
  },
  {
    name: 'what an earlier attempt did stays in doubt when nobody can look',
    promise: 'unknown is unknown',
    file: 'src/restore/apply-creation.ts',
    source: '? new StoppedCallError(error, true)',
    without: '? new StoppedCallError(error, error.mayHaveHappened)',
    tests: DOUBTS
  },
  {
    name: 'a job whose start was given up may run',
    promise: 'unknown is unknown',
    file: 'src/restore/import/run-job.ts',
    source: '? error.mayHaveHappened',
    without: '? false',
    tests: JOB
  },
  {
    name: 'a restore that was told to stop still stores its report',
    promise: 'honest end',
    file: 'src/restore/restore-records.ts',
    source:
      '      // A run that was told to stop still says what it did.\n      tools.ending.lastRecord',
    without: '      tools.signal',
    tests: ['__tests__/unit/restore/restore-records.test.ts']
  },
  {
    name: 'a cancelled export stores no manifest',
    promise: 'stops in order',
    file: 'src/export/export-pool.ts',
    source: 'stopIfCancelled(tools.signal)',
    without: '',
    tests: EXPORT
  },
  {
    name: 'an export waits for the answer to its manifest',
    promise: 'unknown is unknown',
    file: 'src/export/export-pool.ts',
    source: '.finish(manifest, tools.ending.lastAnswer)',
    without: '.finish(manifest, tools.signal)',
    tests: EXPORT
  },
  {
    name: 'a manifest without an answer may have been stored',
    promise: 'unknown is unknown',
    file: 'src/export/export-pool.ts',
    source: 'if (isUnanswered(error)) outcome.maybeStored = id',
    without: '',
    tests: EXPORT
  },
  {
    name: 'a manifest that was refused has not been stored',
    promise: 'unknown is unknown',
    file: 'src/export/export-pool.ts',
    source: 'if (isUnanswered(error)) outcome.maybeStored = id',
    without: 'outcome.maybeStored = id',
    tests: EXPORT
  },
  {
    name: 'a pool that was deleted during its export is no snapshot',
    promise: 'complete',
    file: 'src/export/export-pool.ts',
    source: `await describePool(pool, tools.signal)

  const shortfall`,
    without: 'const shortfall',
    tests: EXPORT
  }
]
