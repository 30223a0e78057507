import type { Guard } from '../guard.ts'

const PAGES = ['__tests__/unit/cognito/pages.test.ts']
const WRITES = ['__tests__/unit/cognito/writes.test.ts']

/** How Cognito is called, and what its answers are taken for. */
export const cognitoGuards: readonly Guard[] = [
  {
    name: 'a listing is read to its last token',
    promise: 'every user',
    file: 'src/cognito/pages.ts',
    source: 'while (token !== undefined)',
    without: 'while (false)',
    tests: PAGES
  },
  {
    name: 'a page without items is not taken for the last',
    promise: 'every user',
    file: 'src/cognito/pages.ts',
    source: 'token = next',
    without: 'token = page.items.length === 0 ? undefined : next',
    tests: PAGES
  },
  {
    name: 'a listing that goes round in a circle ends',
    promise: 'honest end',
    file: 'src/cognito/pages.ts',
    source: 'next !== undefined && next === remembered',
    // Not for ever: a test that doesn't end tells nothing.
    without: 'next !== undefined && next === remembered && pages > 9999',
    tests: PAGES
  },
  {
    name: 'a chain whose token has expired begins again',
    promise: 'every user',
    file: 'src/cognito/pages.ts',
    source: 'if (!isExpired || restarts === MAX_RESTARTS) throw error',
    without: 'if (!isExpired || restarts < MAX_RESTARTS) throw error',
    tests: ['__tests__/unit/cognito/users.test.ts']
  },
  {
    name: 'a chain begins again only so often',
    promise: 'honest end',
    file: 'src/cognito/pages.ts',
    source: 'if (!isExpired || restarts === MAX_RESTARTS) throw error',
    without: 'if (!isExpired || restarts === 50) throw error',
    tests: ['__tests__/unit/cognito/users.test.ts']
  },
  {
    name: 'a field that Cognito leaves out is not guessed',
    promise: 'every user',
    file: 'src/cognito/answers.ts',
    source: `if (found === undefined) throw unusable(field)
  return found`,
    without: 'return found as Exclude<T, null | undefined | "">',
    tests: ['__tests__/unit/cognito/answers.test.ts']
  },
  {
    name: 'a value in a filter is quoted',
    promise: 'keep what is there',
    file: 'src/cognito/users.ts',
    source: "character.replace(/[\"\\\\]/, '\\\\$&')",
    without: 'character',
    tests: ['__tests__/unit/cognito/find-user.test.ts']
  },
  {
    name: 'an attribute may have any name',
    promise: 'prototype pollution',
    file: 'src/cognito/users.ts',
    source: `Object.fromEntries(
      attributes.sort(([a], [b]) => (a < b ? -1 : 1))
    )`,
    without: `attributes
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .reduce<Record<string, string>>((all, [name, value]) => {
        all[name] = value
        return all
      }, {})`,
    tests: ['__tests__/unit/cognito/users.test.ts']
  },
  {
    name: 'Cognito sends a new user no message',
    promise: 'no message',
    file: 'src/cognito/writes.ts',
    source: "MessageAction: 'SUPPRESS',",
    without: '',
    tests: WRITES
  },
  {
    name: 'no address moves away from another user',
    promise: 'keep what is there',
    file: 'src/cognito/writes.ts',
    source: 'ForceAliasCreation: false',
    without: 'ForceAliasCreation: true',
    tests: WRITES
  },
  {
    name: 'there is never a block for authenticator apps',
    promise: 'keep what is there',
    file: 'src/cognito/writes.ts',
    source: `mfa.factors.includes(factor)
      ? { Enabled: true, PreferredMfa: mfa.preferred === factor }
      : undefined`,
    without: `mfa.factors.includes(factor)
      ? { Enabled: true, PreferredMfa: mfa.preferred === factor }
      : { Enabled: false }`,
    tests: WRITES
  },
  {
    name: 'a limit that waiting does not lift is not retried',
    promise: 'honest end',
    file: 'src/cognito/pace-client.ts',
    source: "if (error.name === 'LimitExceededException') {",
    without: "if (error.name === '') {",
    tests: ['__tests__/unit/cognito/pace-client.test.ts']
  },
  {
    name: 'each attempt waits for its turn',
    promise: 'quotas',
    file: 'src/cognito/pace-client.ts',
    source:
      'if (!(await pacer.turn(operation, signal))) throw new CallAbortedError()',
    without: 'if (signal === null) throw new CallAbortedError()',
    tests: ['__tests__/unit/cognito/pace-client.test.ts']
  },
  {
    name: 'a throttle slows the calls down',
    promise: 'quotas',
    file: 'src/cognito/pace-client.ts',
    source: 'pacer.throttled(operation)',
    without: '',
    tests: ['__tests__/unit/cognito/pace-client.test.ts']
  },
  {
    name: 'a run takes only its share of a quota',
    promise: 'quotas',
    file: 'src/cognito/pacer.ts',
    source: 'createRate(perSecond * share, clock)',
    without: 'createRate(perSecond * Math.max(share, 1), clock)',
    tests: ['__tests__/unit/cognito/pacer.test.ts']
  },
  {
    name: 'some operations are called five times a second at most',
    promise: 'quotas',
    file: 'src/cognito/pacer.ts',
    source:
      'return [ofCategory, rate(`${category} ${operation}`, PER_POOL_RATE)]',
    without: 'return [ofCategory]',
    tests: ['__tests__/unit/cognito/pacer.test.ts']
  },
  {
    name: 'a rate has no bursts',
    promise: 'quotas',
    file: 'src/cognito/rate.ts',
    source: 'const turn = Math.max(now, nextTurn)',
    without: 'const turn = Math.max(now, nextTurn - interval)',
    tests: ['__tests__/unit/cognito/rate.test.ts']
  },
  {
    name: 'a pool whose role is not known may be restored into',
    promise: 'unknown is unknown',
    file: 'src/cognito/replica-role.ts',
    source:
      'if (!(error instanceof UserError) || FATAL.includes(error.code)) throw error',
    without: 'if (error !== undefined) throw error',
    tests: ['__tests__/unit/cognito/replica-role.test.ts']
  },
  {
    name: 'credentials that end are not taken for a pool without replicas',
    promise: 'honest end',
    file: 'src/cognito/replica-role.ts',
    source:
      'if (!(error instanceof UserError) || FATAL.includes(error.code)) throw error',
    without: 'if (!(error instanceof UserError)) throw error',
    tests: ['__tests__/unit/cognito/replica-role.test.ts']
  },
  {
    name: 'a raw message of AWS is never told',
    promise: 'no personal data',
    file: 'src/aws/errors.ts',
    source: 'message: `AWS answered ${action} with ${awsCode} (',
    without:
      'message: `${error.message}: AWS answered ${action} with ${awsCode} (',
    tests: ['__tests__/unit/aws/errors.test.ts']
  },
  {
    name: 'an aborted call says why the run stops',
    promise: 'stops in order',
    file: 'src/aws/errors.ts',
    source: 'reason ?? cancelled()',
    without: 'cancelled()',
    tests: ['__tests__/unit/aws/errors-stopped.test.ts']
  },
  {
    name: 'the action that AWS names is the one that the role lacks',
    promise: 'honest end',
    file: 'src/aws/denials.ts',
    source: '/perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1]',
    without: 'undefined',
    tests: ['__tests__/unit/aws/errors.test.ts']
  }
]
