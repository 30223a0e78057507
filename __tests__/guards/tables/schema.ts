import type { Guard } from '../guard.ts'

const SCHEMA = ['__tests__/unit/restore/schema-findings.test.ts']
const FIT = ['__tests__/unit/restore/schema-fit.test.ts']
const SIGN_IN = ['__tests__/unit/restore/sign-in-findings.test.ts']

/** Whether the target takes the users as they are. */
export const schemaGuards: readonly Guard[] = [
  {
    name: 'attributes that the target lacks stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/schema-findings.ts',
    source: 'addable.length > 0 && !policies.addCustomAttributes',
    without: 'false',
    tests: SCHEMA
  },
  {
    name: 'attributes that cannot be added stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/schema-findings.ts',
    source: 'if (others.length > 0) {',
    without: 'if (false) {',
    tests: SCHEMA
  },
  {
    name: 'a pool gets no more custom attributes than Cognito allows',
    promise: 'no harm before the check',
    file: 'src/restore/schema-findings.ts',
    source: 'had + addable.length > MOST_CUSTOM_ATTRIBUTES',
    without: 'false',
    tests: SCHEMA
  },
  {
    name: 'attributes of another type stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/schema-findings.ts',
    source: '...otherType(fit),',
    without: '',
    tests: SCHEMA
  },
  {
    name: 'attributes that become immutable are told of',
    promise: 'honest end',
    file: 'src/restore/schema-findings.ts',
    source: '...immutable(fit, facts),',
    without: '',
    tests: SCHEMA
  },
  {
    name: 'attributes that the target limits more are told of',
    promise: 'honest end',
    file: 'src/restore/schema-findings.ts',
    source: '...narrower(fit)',
    without: '',
    tests: SCHEMA
  },
  {
    name: 'a value that the schema does not take is known',
    promise: 'counts reconcile',
    file: 'src/restore/schema-fit.ts',
    source: 'return characters >= least && characters <= most',
    without: 'return characters >= 0',
    tests: FIT
  },
  {
    name: 'people sign in as they did before',
    promise: 'no harm before the check',
    file: 'src/restore/sign-in-findings.ts',
    source: 'if (!isAlike) {',
    without: 'if (false) {',
    tests: SIGN_IN
  },
  {
    name: 'names that differ only in their case stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/sign-in-findings.ts',
    source: 'if (plan.caseCollisions > 0) {',
    without: 'if (false) {',
    tests: SIGN_IN
  },
  {
    name: 'names that read like an alias stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/sign-in-findings.ts',
    source: 'if (plan.nameLooksLikeAlias === 0) return []',
    without: 'if (plan.nameLooksLikeAlias >= 0) return []',
    tests: SIGN_IN
  },
  {
    name: 'names that collide are counted',
    promise: 'no harm before the check',
    file: 'src/restore/name-checks.ts',
    source: 'if (isSecond.includes(true)) checks.caseCollisions += 1',
    without: '',
    tests: ['__tests__/unit/restore/name-checks.test.ts']
  },
  {
    name: 'everybody whom only-users names is in the snapshot',
    promise: 'wrong input',
    file: 'src/restore/only-users.ts',
    source: 'if (missing.size > 0) throw notFound(chosen, missing.size)',
    without: '',
    tests: ['__tests__/unit/restore/only-users.test.ts']
  },
  {
    name: 'nobody is restored whom only-users does not name',
    promise: 'wrong pool',
    file: 'src/restore/plan-restore.ts',
    source: '        planner.note(record)\n        return\n',
    without: '        planner.note(record)\n',
    tests: ['__tests__/unit/restore/plan-restore.test.ts']
  },
  {
    name: 'the second reading passes over whom only-users does not name',
    promise: 'dry run',
    file: 'src/restore/plan-restore.ts',
    source: 'page.filter(one => selection.has(one))',
    without: 'page',
    tests: ['__tests__/unit/restore/plan-restore.test.ts']
  },
  {
    name: 'a restore by import jobs passes a role of the pool’s account',
    promise: 'wrong pool',
    file: 'src/restore/import/import-findings.ts',
    source: 'if (accountId === target.accountId) return []',
    without: 'if (accountId !== undefined) return []',
    tests: ['__tests__/unit/restore/import/import-findings.test.ts']
  },
  {
    name: 'import jobs that are demanded and not possible stop a restore',
    promise: 'no harm before the check',
    file: 'src/restore/import/import-findings.ts',
    source: '...notPossible(facts),',
    without: '',
    tests: ['__tests__/unit/restore/import/import-findings.test.ts']
  }
]
