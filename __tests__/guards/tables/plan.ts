import type { Guard } from '../guard.ts'

const PLANNER = ['__tests__/unit/restore/planner.test.ts']
const RESUME = ['__tests__/unit/restore/planner-resume.test.ts']
const CREATION = ['__tests__/unit/restore/plan-creation.test.ts']
const UPDATE = ['__tests__/unit/restore/plan-update.test.ts']

/** What a restore does with each user, and leaves alone. */
export const planGuards: readonly Guard[] = [
  {
    name: 'an existing user is left as it is unless asked',
    promise: 'keep what is there',
    file: 'src/restore/planner.ts',
    source: "if (policies.existingUsers !== 'update') return kept",
    without: '',
    tests: PLANNER
  },
  {
    name: 'somebody else who has a name is left alone',
    promise: 'keep what is there',
    file: 'src/restore/planner.ts',
    source: 'proof === undefined || matched.has(sub)',
    without: 'matched.has(sub)',
    tests: PLANNER
  },
  {
    name: 'two users of a snapshot never become one',
    promise: 'keep what is there',
    file: 'src/restore/planner.ts',
    source: 'proof === undefined || matched.has(sub)',
    without: 'proof === undefined',
    tests: PLANNER
  },
  {
    name: 'a user is known by sub, identity or address',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: 'isVerified(existing.attributes, name) &&',
    without: '',
    tests: ['__tests__/unit/restore/proof.test.ts']
  },
  {
    name: 'the profile of an identity is not taken for who has its address',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: "record.skip.includes('federated') || isProfile(existing)",
    without: "record.skip.includes('federated')",
    tests: ['__tests__/unit/restore/proof.test.ts']
  },
  {
    name: 'who was created before an unfinished run is not its work',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: 'existing.createdAt >= unfinishedSince &&',
    without: '',
    tests: RESUME
  },
  {
    name: 'who was created a week after an unfinished run is not its work',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: 'existing.createdAt < unfinishedSince + LONGEST_RESTORE_MS &&',
    without: '',
    tests: RESUME
  },
  {
    name: 'who is in a state that no run leaves is not its work',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: 'LEFT_IN.includes(existing.status) &&',
    without: '',
    tests: RESUME
  },
  {
    name: 'who has other attributes than the snapshot is not its work',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source:
      'hasSameAttributes(record.attributes, existing.attributes, facts.schema)',
    without: 'true',
    tests: RESUME
  },
  {
    name: 'the user of the snapshot itself is not the work of a run',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: 'existing.sub !== record.sub &&\n    existing.createdAt',
    without: 'existing.createdAt',
    tests: RESUME
  },
  {
    name: 'who signed up under a name gets no groups by it',
    promise: 'keep what is there',
    file: 'src/restore/proof.ts',
    source: 'NEVER_BY_SIGN_UP.includes(existing.status) &&',
    without: '',
    tests: ['__tests__/unit/restore/proof.test.ts']
  },
  {
    name: 'what an unfinished run left undone is done',
    promise: 'same end state',
    file: 'src/restore/planner.ts',
    source: 'if (plan !== undefined) return plan',
    without: 'if (plan !== undefined) return kept',
    tests: RESUME
  },
  {
    name: 'users without a username are created only when asked',
    promise: 'honest end',
    file: 'src/restore/planner.ts',
    source: "policies.usersWithoutUsername === 'recreate' &&",
    without: '',
    tests: PLANNER
  },
  {
    name: 'users protected by MFA are created only when asked',
    promise: 'honest end',
    file: 'src/restore/planner.ts',
    source: "'mfa-protected': policies.mfaUsers === 'restore',",
    without: "'mfa-protected': true,",
    tests: PLANNER
  },
  {
    name: 'federated users are created only when asked',
    promise: 'honest end',
    file: 'src/restore/planner.ts',
    source: "federated: policies.federatedUsers === 'link' &&",
    without: 'federated:',
    tests: PLANNER
  },
  {
    name: 'no address is taken from an existing user',
    promise: 'keep what is there',
    file: 'src/restore/plan-creation.ts',
    source: 'return isOfAnother || claims.isTaken(value, record)',
    without: 'return claims.isTaken(value, record)',
    tests: CREATION
  },
  {
    name: 'no address is given to two users',
    promise: 'keep what is there',
    file: 'src/restore/plan-creation.ts',
    source: ' || claims.isTaken(value, record)',
    without: '',
    tests: CREATION
  },
  {
    name: 'no user is created with a value that Cognito refuses',
    promise: 'counts reconcile',
    file: 'src/restore/plan-creation.ts',
    source:
      "if (!fits(written, target)) return refuse('attribute-not-accepted')",
    without: '',
    tests: CREATION
  },
  {
    name: 'no identity is taken from an existing user',
    promise: 'keep what is there',
    file: 'src/restore/plan-creation.ts',
    source: 'if (isFederated && free.length < others.length) {',
    without: 'if (false) {',
    tests: CREATION
  },
  {
    name: 'identities that are linked already are not linked to others',
    promise: 'keep what is there',
    file: 'src/restore/plan-creation.ts',
    source: 'identity => users.withIdentity(identity) === undefined',
    without: 'identity => identity.userId !== undefined',
    tests: CREATION
  },
  {
    name: 'a federated user without identities is not created',
    promise: 'counts reconcile',
    file: 'src/restore/plan-creation.ts',
    source:
      "if (isFederated && all.length === 0) return refuse('identity-unknown')",
    without: '',
    tests: CREATION
  },
  {
    name: 'a federated user who cannot be linked is not created',
    promise: 'counts reconcile',
    file: 'src/restore/plan-creation.ts',
    source: `return isFederated
      ? refuse('immutable-attributes')`,
    without: `return isFederated && !hasImmutable
      ? refuse('immutable-attributes')`,
    tests: CREATION
  },
  {
    name: 'factors that are lost are told of',
    promise: 'honest end',
    file: 'src/restore/plan-creation.ts',
    source:
      'lost: methods.filter(method => !possible.some(one => one === method))',
    without: 'lost: []',
    tests: CREATION
  },
  {
    name: 'an update takes no address from another user',
    promise: 'keep what is there',
    file: 'src/restore/plan-update.ts',
    source: 'return isOfAnother || claims.isTaken(value, record)',
    without: 'return claims.isTaken(value, record)',
    tests: UPDATE
  },
  {
    name: 'an update gives no address to two users',
    promise: 'keep what is there',
    file: 'src/restore/plan-update.ts',
    source: ' || claims.isTaken(value, record)',
    without: '',
    tests: UPDATE
  },
  {
    name: 'an update sends no code to an address that nobody verified',
    promise: 'no message',
    file: 'src/restore/plan-update.ts',
    source: `changes.delete(name)
      changes.delete(flag)
      left += 1`,
    without: `left += 1`,
    tests: UPDATE
  },
  {
    name: 'a new address keeps its verified flag',
    promise: 'no message',
    file: 'src/restore/plan-update.ts',
    source: "changes.set(flag, wanted.get(flag) ?? 'true')",
    without: '',
    tests: UPDATE
  },
  {
    name: 'an update takes away no attribute that the pool needs',
    promise: 'keep what is there',
    file: 'src/restore/plan-update.ts',
    source: 'isMutable(name) && !isNeeded',
    without: 'isMutable(name)',
    tests: UPDATE
  },
  {
    name: 'an update changes no immutable attribute',
    promise: 'keep what is there',
    file: 'src/restore/plan-update.ts',
    source: 'schema.get(name)?.mutable !== false',
    without: 'name.length > 0',
    tests: UPDATE
  },
  {
    name: 'no attribute is written that is Cognito’s to keep',
    promise: 'keep what is there',
    file: 'src/restore/attributes.ts',
    source:
      "name !== 'sub' && name !== 'identities' && !name.startsWith('cognito:')",
    without: 'name.length > 0',
    tests: ['__tests__/unit/restore/attributes.test.ts']
  },
  {
    name: 'an attribute may be called like a member of objects',
    promise: 'prototype pollution',
    file: 'src/restore/attributes.ts',
    source: 'const verifies = VERIFIED.get(name)',
    without:
      'const verifies = (Object.fromEntries(VERIFIED) as Record<string, string | undefined>)[name]',
    tests: ['__tests__/unit/restore/attributes.test.ts']
  },
  {
    name: 'users whom Cognito would bill are counted in the plan',
    promise: 'no surprise bill',
    file: 'src/restore/plan-tally.ts',
    source: `tally.create += 1
  tally.billed += 1`,
    without: 'tally.create += 1',
    tests: ['__tests__/unit/restore/plan-tally.test.ts']
  },
  {
    name: 'a user of whom nobody knows whether MFA protects them is counted',
    promise: 'unknown is unknown',
    file: 'src/restore/plan-tally.ts',
    source: "if (record.mfa === 'unknown') tally.mfaUnknown += 1",
    without: '',
    tests: ['__tests__/unit/restore/plan-tally.test.ts']
  },
  {
    name: 'who can only be imported is not created in another way',
    promise: 'no message',
    file: 'src/restore/import/imported-only.ts',
    source:
      "return isImportable ? plan : { action: 'fail', code: 'not-importable' }",
    without: 'return isImportable ? plan : plan',
    tests: ['__tests__/unit/restore/import/imported-only.test.ts']
  }
]
