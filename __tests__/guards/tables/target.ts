import type { Guard } from '../guard.ts'

const TARGET = ['__tests__/unit/restore/target-findings.test.ts']
const PLAN = ['__tests__/unit/restore/plan-findings.test.ts']
const RESTORE = ['__tests__/unit/restore/restore-snapshot.test.ts']

/** What stops a restore before its first write. */
export const targetGuards: readonly Guard[] = [
  {
    name: 'a restore with a finding that blocks writes nothing',
    promise: 'no harm before the check',
    file: 'src/restore/restore-snapshot.ts',
    source: 'refuseBlocked(plan.findings)',
    without: '',
    tests: RESTORE
  },
  {
    name: 'a restore refuses what the conditions refuse',
    promise: 'rollback',
    file: 'src/restore/restore-snapshot.ts',
    source:
      'throwFirst([refusal, ageRefusal(snapshot.manifest, now, maxAgeMs)])',
    without: 'throwFirst([refusal])',
    tests: ['__tests__/unit/restore/snapshot-conditions.test.ts']
  },
  {
    name: 'a restore refuses a manifest of several versions',
    promise: 'forged manifest',
    file: 'src/restore/restore-snapshot.ts',
    source:
      'throwFirst([refusal, ageRefusal(snapshot.manifest, now, maxAgeMs)])',
    without: 'throwFirst([ageRefusal(snapshot.manifest, now, maxAgeMs)])',
    tests: ['__tests__/unit/restore/snapshot-conditions.test.ts']
  },
  {
    name: 'a restore says where it may not list versions',
    promise: 'unknown is unknown',
    file: 'src/restore/restore-snapshot.ts',
    source: 'if (warning !== undefined) outcome.warnings.push(warning)',
    without: '',
    tests: ['__tests__/unit/restore/snapshot-conditions.test.ts']
  },
  {
    name: 'a plain snapshot is told of to who encrypts theirs',
    promise: 'forged manifest',
    file: 'src/restore/restore-snapshot.ts',
    source:
      'warnOfPlain(snapshot.manifest, request.ageIdentities, outcome.warnings)',
    without: '',
    tests: ['__tests__/unit/restore/encrypted-restore.test.ts']
  },
  {
    name: 'an encrypted snapshot is not restored without an identity',
    promise: 'wrong input',
    file: 'src/restore/restore-snapshot.ts',
    source: '  keyTo(snapshot)\n',
    without: '',
    tests: ['__tests__/unit/restore/encrypted-restore.test.ts']
  },
  {
    name: 'a dry run writes nothing',
    promise: 'dry run',
    file: 'src/restore/restore-snapshot.ts',
    source: `    outcome.status = 'planned'
    return`,
    without: `    outcome.status = 'planned'`,
    tests: ['__tests__/unit/restore/dry-run.test.ts']
  },
  {
    name: 'a restore that would skip everybody fails',
    promise: 'honest end',
    file: 'src/restore/restore-snapshot.ts',
    source: `  expectSomeone(plan.tally, policies)
  await applyRestore`,
    without: '  await applyRestore',
    tests: RESTORE
  },
  {
    name: 'a dry run that would skip everybody fails as well',
    promise: 'dry run',
    file: 'src/restore/restore-snapshot.ts',
    source: `    expectSomeone(plan.tally, policies)
    outcome.status`,
    without: '    outcome.status',
    tests: ['__tests__/unit/restore/dry-run.test.ts']
  },
  {
    name: 'groups and memberships are checked before a plan is made',
    promise: 'no harm before the check',
    file: 'src/restore/check-snapshot.ts',
    source: `  throwFirst(check.refusals())
  return`,
    without: '  return',
    tests: ['__tests__/unit/restore/check-snapshot.test.ts']
  },
  {
    name: 'users are checked before the first write',
    promise: 'no harm before the check',
    file: 'src/restore/check-snapshot.ts',
    source: `    piece.end()
  }
  throwFirst(check.refusals())`,
    without: `    piece.end()
  }`,
    tests: ['__tests__/unit/restore/check-snapshot.test.ts']
  },
  {
    name: 'a restore writes only to pools of allowed accounts',
    promise: 'wrong pool',
    file: 'src/restore/target-findings.ts',
    source: '...account(facts),',
    without: '',
    tests: TARGET
  },
  {
    name: 'an account that is not allowed is a finding',
    promise: 'wrong pool',
    file: 'src/allowed-accounts.ts',
    source:
      'if (allowed.length === 0 || allowed.includes(accountId)) return undefined',
    without: 'if (accountId !== undefined) return undefined',
    tests: ['__tests__/unit/allowed-accounts.test.ts']
  },
  {
    name: 'credentials of an account that is not allowed are refused',
    promise: 'wrong pool',
    file: 'src/allowed-accounts.ts',
    source: `if (allowed.length === 0 || allowed.includes(accountId)) return
  throw`,
    without: `if (accountId !== undefined) return
  throw`,
    tests: ['__tests__/unit/allowed-accounts.test.ts']
  },
  {
    name: 'a secondary replica is not restored into',
    promise: 'wrong pool',
    file: 'src/restore/target-findings.ts',
    source: "if (replicaRole !== 'SECONDARY') return []",
    without: 'if (replicaRole !== undefined) return []',
    tests: TARGET
  },
  {
    name: 'triggers that will run are told of',
    promise: 'no surprise bill',
    file: 'src/restore/target-findings.ts',
    source: '...triggers(facts)',
    without: '',
    tests: TARGET
  },
  {
    name: 'a target that requires MFA is told of',
    promise: 'honest end',
    file: 'src/restore/target-findings.ts',
    source: '...mfa(facts),',
    without: '',
    tests: TARGET
  },
  {
    name: 'existing users stop a restore that is to fail for them',
    promise: 'keep what is there',
    file: 'src/restore/plan-findings.ts',
    source:
      "if (policies.existingUsers !== 'fail' || plan.existing === 0) return []",
    without: 'if (policies !== undefined) return []',
    tests: PLAN
  },
  {
    name: 'a pool gets no more groups than Cognito allows',
    promise: 'no harm before the check',
    file: 'src/restore/plan-findings.ts',
    source: 'if (plan.groupsAfterwards > MOST_GROUPS) {',
    without: 'if (false) {',
    tests: PLAN
  },
  {
    name: 'nobody gets more groups than Cognito allows',
    promise: 'no harm before the check',
    file: 'src/restore/plan-findings.ts',
    source: 'if (plan.usersOverGroupLimit > 0) {',
    without: 'if (false) {',
    tests: PLAN
  },
  {
    name: 'no group gets a role of another account',
    promise: 'forged manifest',
    file: 'src/restore/plan-findings.ts',
    source: 'if (plan.foreignRoles === 0) return []',
    without: 'if (plan.foreignRoles >= 0) return []',
    tests: PLAN
  },
  {
    name: 'a role of another account is known by its ARN',
    promise: 'forged manifest',
    file: 'src/restore/group-plan.ts',
    source: 'accountId !== undefined && accountId !== targetAccountId',
    without: 'false',
    tests: ['__tests__/unit/restore/group-plan.test.ts']
  },
  {
    name: 'groups with another role than in the snapshot are told of',
    promise: 'keep what is there',
    file: 'src/restore/group-plan.ts',
    source: '(existing.get(name) ?? null) !== roleArn',
    without: 'false',
    tests: ['__tests__/unit/restore/group-plan.test.ts']
  },
  {
    name: 'memberships in groups with a role are shown',
    promise: 'forged manifest',
    file: 'src/restore/plan-tally.ts',
    source: 'tally.memberships.withRole += groups.filter(hasRole).length',
    without: '',
    tests: ['__tests__/unit/restore/plan-tally.test.ts']
  },
  {
    name: 'identity providers that links need are there',
    promise: 'no harm before the check',
    file: 'src/restore/plan-findings.ts',
    source: ' || missingProviders.size === 0) {',
    without: ' || missingProviders.size >= 0) {',
    tests: PLAN
  },
  {
    name: 'users who lack required attributes are told of',
    promise: 'honest end',
    file: 'src/restore/plan-findings.ts',
    source: 'if (lacking.length === 0) return []',
    without: 'if (lacking.length >= 0) return []',
    tests: PLAN
  },
  {
    name: 'users who cannot reset their passwords are told of',
    promise: 'honest end',
    file: 'src/restore/plan-findings.ts',
    source: 'if (byAdministrator === 0) return []',
    without: 'if (byAdministrator >= 0) return []',
    tests: PLAN
  }
]
