import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from '@jest/globals'
import * as unknown from '../../../../src/cognito/calls/unknown-operations.ts'
import { ask, newSource } from '../../../../src/cognito/definition/source.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { wirePool } from '../../../fixtures/wire-pool.ts'

describe('an operation that the SDK lacks', () => {
  const { ListCIMDPoliciesCommand } = unknown
  const input = { UserPoolId: POOL_ID, MaxResults: 60, NextToken: 'next' }

  test('is sent under its own name, with its own members', async () => {
    const seen: unknown[] = []
    const pool = wirePool((operation, request) => {
      seen.push([operation, request])
      return { CIMDPolicies: [{ CIMDPolicyId: 'p1', BrandNew: true }] }
    })
    const answer = await ask(
      newSource(pool, NEVER),
      'ListCIMDPolicies',
      new ListCIMDPoliciesCommand(input)
    )
    expect(seen).toEqual([['ListCIMDPolicies', input]])
    expect(answer).toEqual({
      CIMDPolicies: [{ CIMDPolicyId: 'p1', BrandNew: true }]
    })
  })

  test('fails by the name that Cognito gives the error', async () => {
    const pool = wirePool(() => 'FeatureUnavailableInTierException')
    await expect(
      ask(
        newSource(pool, NEVER),
        'ListCIMDPolicies',
        new ListCIMDPoliciesCommand(input)
      )
    ).rejects.toMatchObject({ awsCode: 'FeatureUnavailableInTierException' })
  })
})

test('each of them is still unknown to the SDK, or it has to go from here', () => {
  const known = Object.keys(unknown).filter(name => Object.hasOwn(sdk, name))
  expect(known).toEqual([])
})
