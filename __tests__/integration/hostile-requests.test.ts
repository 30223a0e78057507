import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkInput } from '../../simulator/service-model/check.ts'
import { modelOf } from '../../simulator/service-model/model.ts'
import { listedUser, poolAnswer, refuses } from '../fixtures/fake-pool.ts'
import { hostileGroup, hostileUser } from '../fixtures/hostile-records.ts'
import { restore } from '../fixtures/restore-scene.ts'
import { groupRecord, userRecord } from '../fixtures/snapshot-records.ts'

const ATTRIBUTES = [
  { Name: 'sub', AttributeDataType: 'String' },
  { Name: 'email', AttributeDataType: 'String', Mutable: true },
  { Name: 'email_verified', AttributeDataType: 'Boolean', Mutable: true },
  { Name: 'custom:plan', AttributeDataType: 'String', Mutable: true }
]
const ADDED = { Name: 'dev:custom:note', AttributeDataType: 'String' }

const scene = fc.record({
  users: fc.tuple(hostileUser(0), hostileUser(1), hostileUser(2)),
  // A group that Cognito wouldn't take stops the restore before any write.
  groups: fc.oneof(
    { weight: 3, arbitrary: fc.constant([groupRecord()]) },
    { weight: 1, arbitrary: fc.array(hostileGroup, { maxLength: 2 }) }
  ),
  byEmail: fc.boolean(),
  isAnswerLost: fc.boolean(),
  existing: fc.constantFrom('skip', 'update')
})

/*
 * A snapshot that its format allows may hold what no pool ever did: it was made
 * by somebody else, or by a Cognito with other limits.
 */
test('whatever a snapshot holds, nothing is sent that Cognito must refuse', async () => {
  const met = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      scene,
      async ({ users, groups, byEmail, isAnswerLost, existing }) => {
        const pool = poolAnswer({
          SchemaAttributes: ATTRIBUTES,
          ...(byEmail && { UsernameAttributes: ['email'] })
        })
        const { pool: asked, outcome } = await restore({
          content: {
            users: [
              ...users,
              userRecord({
                username: 'old',
                sub: 'source-old',
                attributes: {
                  email: 'old@example.com',
                  email_verified: 'true',
                  'custom:plan': users[0].attributes['custom:plan'] ?? ''
                }
              })
            ],
            groups,
            definition: {
              userPool: { SchemaAttributes: [...ATTRIBUTES, ADDED] }
            }
          },
          policies: {
            existingUsers: existing,
            usersWithoutUsername: 'recreate',
            federatedUsers: 'link',
            addCustomAttributes: true
          },
          answers: {
            DescribeUserPool: () => pool,
            ListIdentityProviders: () => ({
              Providers: [{ ProviderName: 'Google' }]
            }),
            ListUsers: () => ({ Users: [listedUser('old')] }),
            AdminLinkProviderForUser: () => ({}),
            ...(isAnswerLost && {
              AdminCreateUser: refuses('UsernameExistsException', {
                attempts: 2
              })
            })
          }
        })
        for (const { operation, input } of asked.calls) {
          met.add(operation)
          expect(checkInput(modelOf('cognito-idp'), operation, input)).toEqual(
            []
          )
        }
        for (const code of outcome.failures.keys()) met.add(code)
      }
    ),
    { numRuns: 100 }
  )
  // Or the property would hold of nothing.
  for (const name of [
    'AdminCreateUser',
    'AdminLinkProviderForUser',
    'AddCustomAttributes',
    'CreateGroup',
    'AdminUpdateUserAttributes'
  ]) {
    expect(met).toContain(name)
  }
})
