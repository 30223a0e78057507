import type { Guard } from '../guard.ts'

const ROW = ['__tests__/unit/restore/import/csv-row.test.ts']
const FINISH = ['__tests__/unit/restore/import/apply-imported.test.ts']
const FOUND = ['__tests__/unit/restore/import/find-imported.test.ts']
const USERS = ['__tests__/unit/restore/import/imported-users.test.ts']
const JOB = ['__tests__/unit/restore/import/run-job.test.ts']

/** What import jobs create, and how that is proved. */
export const importGuards: readonly Guard[] = [
  {
    name: 'each password hash is its own, and of no password',
    promise: 'own password',
    file: 'src/restore/import/password-hash.ts',
    source: 'const bytes = randomBytes(SALT_BYTES + DIGEST_BYTES)',
    without:
      'const bytes = randomBytes(0) && Buffer.alloc(SALT_BYTES + DIGEST_BYTES)',
    tests: ['__tests__/unit/restore/import/password-hash.test.ts']
  },
  ...(
    [
      [
        'a name with a space',
        'if (/\\s/.test(username)) return',
        'if (/^$/.test(username)) return'
      ],
      [
        'a user without a verified address',
        'if (!isReachable) return',
        'if (false) return'
      ],
      ['a blank value', "if (value === '') return", 'if (false) return'],
      [
        'text that is none',
        'if (!value.isWellFormed()) return',
        'if (false) return'
      ],
      [
        'a line break',
        'if (/[\\p{Cc}\\u2028\\u2029]/u.test(value)) return',
        'if (false) return'
      ],
      [
        'a backslash or a quote',
        'if (/["\\\\]/.test(value)) return',
        'if (false) return'
      ],
      [
        'a space at an edge',
        'if (/^[\\s\\ufeff]|[\\s\\ufeff]$/.test(value)) return',
        'if (false) return'
      ],
      [
        'a birthdate that is none',
        "if (name === 'birthdate' && !isDate(value)) return",
        'if (false) return'
      ],
      [
        'a user without a required attribute',
        'if (required.some(name => !attributes[name])) {',
        'if (false) {'
      ],
      [
        'an attribute without a column',
        'if (Object.keys(attributes).some(name => !columns.includes(name))) {',
        'if (false) {'
      ]
    ] as const
  ).map(([what, source, without]) => ({
    name: `no import file has ${what}`,
    promise: 'counts reconcile' as const,
    file: 'src/restore/import/csv-row.ts',
    source,
    without,
    tests: ROW
  })),
  {
    name: 'no row of an import file is longer than Cognito reads',
    promise: 'counts reconcile',
    file: 'src/restore/import/csv-row.ts',
    source: 'Buffer.byteLength(row) > MOST_BYTES_OF_ROW',
    without: 'Buffer.byteLength(row) > Infinity',
    tests: ROW
  },
  {
    name: 'a comma in a value ends no field of an import file',
    promise: 'counts reconcile',
    file: 'src/restore/import/csv-row.ts',
    source: ".replaceAll(',', '\\\\,')",
    without: '',
    tests: ROW
  },
  {
    name: 'who was created before an import is not its work',
    promise: 'keep what is there',
    file: 'src/restore/import/imported-users.ts',
    source: 'if (user.createdAt.getTime() < this.#since) return',
    without: '',
    tests: USERS
  },
  {
    name: 'who is in a state that no job leaves is not its work',
    promise: 'keep what is there',
    file: 'src/restore/import/imported-users.ts',
    source: 'if (!STATUSES.includes(user.status)) return',
    without: '',
    tests: USERS
  },
  {
    name: 'an imported user has the very values of the snapshot',
    promise: 'counts reconcile',
    file: 'src/restore/import/apply-imported.ts',
    source: 'imported.users.hasAttributes(known, planned)',
    without: 'true',
    tests: FINISH
  },
  {
    name: 'who was there before an import is left alone',
    promise: 'keep what is there',
    file: 'src/restore/import/apply-imported.ts',
    source:
      'if (!isSinceImport(user, imported.since) || (!isSameAddress && mayBeTaken)) {',
    without: 'if (!isSameAddress && mayBeTaken) {',
    tests: FINISH
  },
  {
    name: 'somebody else whom a job has skipped a user for is left alone',
    promise: 'keep what is there',
    file: 'src/restore/import/apply-imported.ts',
    source: ' || (!isSameAddress && mayBeTaken)',
    without: '',
    tests: FINISH
  },
  {
    name: 'an imported user’s address is never changed afterwards',
    promise: 'no message',
    file: 'src/restore/import/apply-imported.ts',
    source: "if (!isSameAddress) return fail('ImportAltered', user.sub)",
    without: '',
    tests: FINISH
  },
  {
    name: 'an imported user is looked up by time and state',
    promise: 'keep what is there',
    file: 'src/restore/import/find-imported.ts',
    source: 'createdAt.getTime() >= since',
    without: 'createdAt.getTime() >= 0',
    tests: FOUND
  },
  {
    name: 'a pool is listed until it shows all who were imported',
    promise: 'counts reconcile',
    file: 'src/restore/import/find-imported.ts',
    source: 'if (users.size >= imported) break',
    without: 'if (users.size >= 0) break',
    tests: FOUND
  },
  {
    name: 'after a job that skipped users, who is disabled is looked up first',
    promise: 'keep what is there',
    file: 'src/restore/import/disable-imported.ts',
    source: 'if (!isClean && !(await isImported(plan))) return undefined',
    without: '',
    tests: ['__tests__/unit/restore/import/disable-imported.test.ts']
  },
  {
    name: 'a job that was told to stop is stopped',
    promise: 'stops in order',
    file: 'src/restore/import/run-job.ts',
    source: 'if (signal.aborted) await stop(id, see, tools)',
    without: '',
    tests: ['__tests__/unit/restore/import/run-job-stop.test.ts']
  },
  {
    name: 'a job whose start was answered by nobody may run',
    promise: 'honest end',
    file: 'src/restore/import/run-job.ts',
    source: ": error instanceof AwsCallError && error.code === 'network'",
    without: ': error === undefined',
    tests: JOB
  },
  {
    name: 'a restore waits for the import job of an earlier one',
    promise: 'same end state',
    file: 'src/restore/import/open-import.ts',
    source: 'if (job === undefined) return',
    without: 'if (job === undefined || !dryRun) return',
    tests: ['__tests__/unit/restore/import/open-import.test.ts']
  },
  {
    name: 'a dry run waits for no import job',
    promise: 'dry run',
    file: 'src/restore/import/open-import.ts',
    source: ' || dryRun) return',
    without: ') return',
    tests: ['__tests__/unit/restore/import/open-import.test.ts']
  }
]
