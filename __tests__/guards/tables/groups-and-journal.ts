import type { Guard } from '../guard.ts'

const CREATION = ['__tests__/unit/restore/apply-creation.test.ts']
const USERS = ['__tests__/unit/restore/apply-users.test.ts']
const GROUPS = ['__tests__/unit/restore/apply-groups.test.ts']
const JOURNAL = ['__tests__/unit/restore/journal.test.ts']

/** What is done beside users, and what a later run knows of it. */
export const journalGuards: readonly Guard[] = [
  {
    name: 'groups that are there are left as they are',
    promise: 'keep what is there',
    file: 'src/restore/apply-groups.ts',
    source: 'groups.filter(group => !existing.has(group.name))',
    without: 'groups.slice()',
    tests: GROUPS
  },
  {
    name: 'a group that was refused is counted',
    promise: 'counts reconcile',
    file: 'src/restore/apply-groups.ts',
    source: `outcome.groupsFailed = (outcome.groupsFailed ?? 0) + 1
        countFailure`,
    without: 'countFailure',
    tests: GROUPS
  },
  {
    name: 'nobody is added to a group that could not be created',
    promise: 'honest end',
    file: 'src/restore/apply-groups.ts',
    source: `gate?.reject(notCreated())
        return`,
    without: 'gate?.resolve(undefined)\n        return',
    tests: GROUPS
  },
  {
    name: 'a membership that failed is counted',
    promise: 'counts reconcile',
    file: 'src/restore/user-steps.ts',
    source: 'else if (!result.isInterrupted) result.membershipsFailed += 1',
    without: '',
    tests: CREATION
  },
  {
    name: 'no step follows one that met what everybody will meet',
    promise: 'stops in order',
    file: 'src/restore/user-steps.ts',
    source: 'if (user.isStopped()) return false',
    without: '',
    tests: CREATION
  },
  {
    name: 'who is to be disabled is disabled before anything is granted',
    promise: 'keep what is there',
    file: 'src/restore/apply-update.ts',
    source: `  // Who is to be disabled is disabled before anything is granted.
  if (plan.enabled === false) {
    await user.attempt(() => disableUser(pool, user.name))
  }`,
    without: '',
    and: [
      {
        file: 'src/restore/apply-update.ts',
        source: `  if (plan.enabled === true) {
    await user.attempt(() => enableUser(pool, user.name))
  }`,
        without: `  if (plan.enabled !== undefined) {
    await user.attempt(() => (plan.enabled === true ? enableUser : disableUser)(pool, user.name))
  }`
      }
    ],
    tests: ['__tests__/unit/restore/apply-update.test.ts']
  },
  {
    name: 'users whom a restore bills are counted',
    promise: 'no surprise bill',
    file: 'src/restore/apply-users.ts',
    source: 'if (result.isBilled) counts.billedUsers += 1',
    without: '',
    tests: USERS
  },
  {
    name: 'an unfinished restore is continued',
    promise: 'same end state',
    file: 'src/restore/journal.ts',
    source: `const started = await this.#read('started')
      if (started !== undefined) this.#continueFrom(started)`,
    without: '',
    tests: JOURNAL
  },
  {
    name: 'a finished restore is not continued',
    promise: 'keep what is there',
    file: 'src/restore/journal.ts',
    source:
      "while ((await this.#read('finished')) !== undefined) this.#restore += 1",
    without: '',
    tests: JOURNAL
  },
  {
    name: 'who was there before an unfinished run is not its work',
    promise: 'keep what is there',
    file: 'src/restore/journal.ts',
    source: 'Math.max(modifiedAt, newestUserAt + 1)',
    without: 'Math.max(modifiedAt, -newestUserAt)',
    tests: JOURNAL
  },
  {
    name: 'a run does not take its own beginning for an earlier one',
    promise: 'keep what is there',
    file: 'src/restore/journal.ts',
    source:
      'if (content.equals(started.bytes)) this.unfinishedSince = undefined',
    without: '',
    tests: JOURNAL
  },
  {
    name: 'a journal that cannot be written is told of',
    promise: 'unknown is unknown',
    file: 'src/restore/journal.ts',
    source: 'this.reason = notWritable(this.#address(), error, NO_START)',
    without: '',
    tests: JOURNAL
  }
]
