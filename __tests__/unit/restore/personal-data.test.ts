import { describe, expect, test } from '@jest/globals'
import { renderSummary } from '../../../src/report/summary/summary.ts'
import { planLines } from '../../../src/report/summary/summary-plan.ts'
import { onlyUsers } from '../../fixtures/chosen-users.ts'
import { runFacts } from '../../fixtures/run-facts.ts'
import { poolAnswer, refuses } from '../../fixtures/fake-pool.ts'
import { reportOf, restore, type Scene } from '../../fixtures/restore-scene.ts'
import { identitiesText } from '../../fixtures/restore-plans.ts'
import { groupRecord, userRecord } from '../../fixtures/snapshot-records.ts'

// No word of ours contains it.
const SECRET = 'qjxzw'

const person = (name: string) =>
  userRecord({
    username: `${name}-${SECRET}`,
    sub: `sub-${name}-${SECRET}`,
    attributes: {
      email: `${SECRET}@example.com`,
      email_verified: 'true',
      identities: identitiesText(['Okta', SECRET]),
      name: SECRET
    },
    mfa: { methods: ['SOFTWARE_TOKEN_MFA'], preferred: null }
  })

const CONTENT = {
  users: [person('one'), person('two')],
  groups: [groupRecord()],
  memberships: [{ group: 'admins', username: `one-${SECRET}` }]
}
const ALIAS = {
  DescribeUserPool: () => poolAnswer({ AliasAttributes: ['email'] })
}

/** All that anybody sees of a restore who doesn't open its report. */
async function seenOf(scene: Scene): Promise<string> {
  const { outcome, error, log } = await restore({ content: CONTENT, ...scene })
  const failure = error instanceof Error ? error.message : undefined
  const { failures, plan, ...facts } = outcome
  return [
    renderSummary(outcome, runFacts('restore', { failure })),
    ...planLines(outcome),
    ...log.lines,
    String(error),
    JSON.stringify([facts, [...failures], plan])
  ].join('\n')
}

describe('nothing of a person is seen', () => {
  test.each<[string, Scene]>([
    ['of a restore', {}],
    ['of a dry run', { policies: { dryRun: true } }],
    ['where an address is taken', { answers: ALIAS }],
    [
      'where Cognito refuses a user',
      { answers: { AdminCreateUser: refuses('UsernameExistsException') } }
    ],
    [
      'where a group fails',
      { answers: { CreateGroup: refuses('LimitExceededException') } }
    ],
    [
      'where a chosen user is nobody',
      { policies: { onlyUsers: onlyUsers([`nobody-${SECRET}`]) } }
    ],
    [
      'where links are made',
      {
        policies: { federatedUsers: 'link' },
        answers: {
          AdminLinkProviderForUser: () => ({}),
          ListIdentityProviders: () => ({
            Providers: [{ ProviderName: 'Okta' }]
          })
        }
      }
    ],
    [
      'where the restore is blocked',
      {
        answers: {
          DescribeUserPool: () => poolAnswer({ SchemaAttributes: [] })
        }
      }
    ]
  ])('%s', async (_where, scene) => {
    expect(await seenOf(scene)).not.toContain(SECRET)
  })
})

test('the stored report names people: that is what it is for', async () => {
  const { stored } = await restore({ content: CONTENT, answers: ALIAS })
  expect(reportOf(stored)).toMatchObject([
    { username: `one-${SECRET}`, result: 'created' },
    { username: `two-${SECRET}`, result: 'failed', code: 'address-taken' }
  ])
})
