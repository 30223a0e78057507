import type { Assumption } from './assumption.ts'

/** Import jobs and their files. */
export const importAssumptions: readonly Assumption[] = [
  {
    id: 'hash-confirms',
    where: 'src/restore/plan/import/password-hash.ts',
    assumption:
      'A bcrypt hash of random bytes makes an imported user `CONFIRMED`.',
    ifNot: 'The row fails, or the user is `RESET_REQUIRED`.'
  },
  {
    id: 'no-hash-no-column',
    where: 'src/restore/target/import-format.ts',
    assumption:
      'A pool that takes no hashes has no column `password_hash`, or refuses the algorithm.',
    ifNot: 'Rows fail: set `restored-user-status: reset-required`.'
  },
  {
    id: 'no-hash-reset-required',
    where: 'src/restore/plan/import/csv-row.ts',
    assumption: 'Without a hash, an imported user is in `RESET_REQUIRED`.',
    ifNot: 'Users have another status than asked for.'
  },
  {
    id: 'csv-comma',
    where: 'src/restore/plan/import/csv-row.ts',
    assumption: 'In an import file, a comma after a backslash is a comma.',
    ifNot: 'The API corrects each value.'
  },
  {
    id: 'csv-birthdate',
    where: 'src/restore/plan/import/csv-row.ts',
    assumption:
      '`birthdate` goes in as `mm/dd/yyyy` and is kept as `YYYY-MM-DD`.',
    ifNot: 'The API corrects each value, one billed call a user.'
  },
  {
    id: 'csv-mfa-false',
    where: 'src/restore/plan/import/csv-row.ts',
    assumption:
      "A row whose `cognito:mfa_enabled` is `false` is imported where MFA isn't required.",
    ifNot: 'Rows fail as `ImportFailed`.'
  },
  {
    id: 'csv-mfa-true',
    where: 'src/restore/plan/import/csv-row.ts',
    assumption:
      'A row whose `cognito:mfa_enabled` is `true` is imported where MFA is required.',
    ifNot: 'Rows fail as `ImportFailed`.',
    byHand:
      'Restore one user into a pool that requires MFA, with restore-method: import-job.'
  },
  {
    id: 'import-row-alone',
    where: 'src/restore/apply/import/apply-imported.ts',
    assumption:
      'A row that Cognito refuses fails by itself, and the others are imported.',
    ifNot: 'All users of the job fail: set `restore-method: api`.'
  },
  {
    id: 'import-skips',
    where: 'src/restore/apply/import/find-imported.ts',
    assumption:
      'A row of a username in use is skipped, and changes nothing of that user.',
    ifNot: 'A user of that name would be changed.'
  },
  {
    id: 'import-counts',
    where: 'src/restore/apply/import/import-warnings.ts',
    assumption:
      '`ImportedUsers`, `SkippedUsers` and `FailedUsers` are right once the job has ended.',
    ifNot: 'Nothing: the pool is listed.'
  },
  {
    id: 'import-failing-ends',
    where: 'src/restore/apply/import/follow-job.ts',
    assumption: 'A job of which more rows fail than are imported still ends.',
    ifNot: 'It is stopped at `max-duration`.'
  },
  {
    id: 'import-after-creation',
    where: 'src/restore/apply/import/find-imported.ts',
    assumption:
      "An import creates users with dates after the job's own `CreationDate`.",
    ifNot: 'They count as existing. Set `existing-users: update`.'
  },
  {
    id: 'import-one-at-a-time',
    where: 'src/restore/apply/import/start-job.ts',
    assumption:
      '`StartUserImportJob` answers `PreconditionNotMetException` while another job of the account is active.',
    ifNot: 'The job ends as `ImportNotStarted`.'
  },
  {
    id: 'reset-required-changes',
    where: 'src/restore/apply/import/apply-imported.ts',
    assumption:
      'A user in `RESET_REQUIRED` can be added to groups, disabled and linked.',
    ifNot: 'The user is counted as failed.'
  },
  {
    id: 'import-stopped-whole',
    where: 'src/restore/apply/import/find-imported.ts',
    assumption: 'A stopped job leaves whole users only.',
    ifNot: 'Half-imported users count as existing.',
    byHand:
      'Cancel an import of 100,000 users, and run it again: none may exist.'
  },
  {
    id: 'import-quiet',
    where: 'src/restore/plan/import/import-choice.ts',
    assumption: 'An import runs no trigger and sends no message.',
    ifNot: 'Warn of it.',
    byHand:
      'Import one user with your own address into a pool with a function that logs.'
  },
  {
    id: 'import-free',
    where: 'src/restore/plan/tally.ts',
    assumption: 'An import makes no user active for billing.',
    ifNot: 'The bill is higher than `billed-users`.',
    byHand: 'Import users, and look at Cost Explorer two days later.'
  },
  {
    id: 'import-pace',
    where: 'src/restore/apply/import/follow-job.ts',
    assumption: 'A job imports its file within `max-duration`.',
    ifNot: 'It is stopped; the next run goes on.',
    byHand: 'Import a file of your size.'
  }
]
