import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import {
  connectCognito,
  connectPool,
  regionOfPool
} from '../../../../src/cognito/calls/pool-client.ts'
import { sdkError } from '../../../fixtures/aws-failures.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import { fakeClock } from '../../../fixtures/fake-world.ts'

const pace = { quotaShare: 80, quotas: {} }
const contextIn = (region: string) => ({
  env: {},
  region,
  regionSource: 'the input aws-region',
  randomBytes
})
const connect = (region = 'eu-west-1') =>
  connectPool(contextIn(region), POOL_ID, pace, fakeClock().clock)

const missing = () =>
  Promise.reject(
    sdkError('ResourceNotFoundException', 'User pool x does not exist.', {
      status: 400
    })
  )

test('a pool is called through a client of the region', async () => {
  const pool = connect('eu-west-2')
  const client = await pool.call('ListUsers', client => Promise.resolve(client))
  expect(client).toBeInstanceOf(CognitoIdentityProviderClient)
  expect(await client.config.region()).toBe('eu-west-2')
  expect(pool.userPoolId).toBe(POOL_ID)
})

test('a pool says how fast a run may call it, also once that is learned', () => {
  const pool = connect()
  expect(pool.paceOf('AdminCreateUser').perSecond).toBe(40)
  pool.learnQuota('UserCreation', 200)
  expect(pool.paceOf('AdminCreateUser')).toEqual({
    category: 'UserCreation',
    perSecond: 160
  })
})

test('all pools of an account share one pace and one client', async () => {
  const cognito = connectCognito(
    contextIn('eu-west-1'),
    pace,
    fakeClock().clock
  )
  const [one, other] = [cognito.pool(POOL_ID), cognito.pool('eu-west-1_Other')]
  one.learnQuota('UserCreation', 200)
  expect(other.paceOf('AdminCreateUser').perSecond).toBe(160)
  const clientOf = (calls: typeof one | typeof cognito) =>
    calls.call('ListUsers', client => Promise.resolve(client))
  expect(await clientOf(one)).toBe(await clientOf(cognito))
})

test('a call about no known pool says nothing of one that is not there', async () => {
  const cognito = connectCognito(
    contextIn('eu-west-1'),
    pace,
    fakeClock().clock
  )
  await expect(
    cognito.call('DescribeUserPoolDomain', missing)
  ).rejects.toMatchObject({ code: 'aws' })
})

describe('a pool that is not there', () => {
  test('is missing from the account when the region is its own', async () => {
    await expect(
      connect().call('DescribeUserPool', missing)
    ).rejects.toMatchObject({
      code: 'not-found',
      action: 'cognito-idp:DescribeUserPool',
      message: expect.stringMatching(
        /eu-west-1_Ab12Cd34E.*region eu-west-1, taken from the input aws-region/
      )
    })
  })

  test('was looked for in the wrong region when its id says so', async () => {
    await expect(
      connect('us-east-1').call('DescribeUserPool', missing)
    ).rejects.toMatchObject({
      code: 'wrong-region',
      message: expect.stringContaining('Set the input aws-region to eu-west-1')
    })
  })
})

test('any other failure names the call as its IAM action', async () => {
  const call = connect().call('AdminCreateUser', () =>
    Promise.reject(
      sdkError('UsernameExistsException', 'ada exists', { status: 400 })
    )
  )
  await expect(call).rejects.toMatchObject({
    code: 'aws',
    action: 'cognito-idp:AdminCreateUser',
    awsCode: 'UsernameExistsException'
  })
})

describe('an import job that may not be created', () => {
  const refusal = (reason: string) =>
    connect().call('CreateUserImportJob', () =>
      Promise.reject(
        sdkError(
          'AccessDeniedException',
          `User: ada is not authorized to perform: iam:PassRole on resource: x ${reason}`,
          { status: 400 }
        )
      )
    )

  test('names both actions where an Allow may be missing', async () => {
    await expect(
      refusal('because no identity-based policy allows it')
    ).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('iam:PassRole on the role of the input')
    })
  })

  test('names the policy that is in the way', async () => {
    await expect(
      refusal('with an explicit deny in a service control policy')
    ).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('(SCPs) of the organisation refuses it')
    })
  })
})

test('the region of a pool is what its id begins with', () => {
  expect(regionOfPool('us-gov-west-1_AbC')).toBe('us-gov-west-1')
})
