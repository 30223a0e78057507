import { describe, expect, test } from '@jest/globals'
import {
  definitionWith,
  planOf,
  type PlanScene
} from '../../../fixtures/create-plan.ts'

const remarks = (scene: PlanScene = {}) => planOf(scene).remarks

describe('the remarks of a plan', () => {
  test('begin with a Support case where the old pool is gone', () => {
    expect(remarks({ target: { source: 'gone' } })[0]).toBe(
      "The old pool is gone. Open a Support case first: AWS keeps a deleted pool for 14 days, with its ids and passwords. Until the case is closed, leave the old pool's domain alone."
    )
  })

  test('begin with it where nothing proves that the old pool is there', () => {
    expect(remarks({ target: { source: 'unknown' } })[0]).toMatch(
      /^It is not known whether the old pool still exists. If not, open a Support case/
    )
  })

  test('have no Support case where the old pool is there', () => {
    expect(remarks().join()).not.toContain('Support')
  })

  test('say that app clients are missing that had registered themselves', () => {
    const about = 'The snapshot lacks app clients'
    expect(remarks({ lacksClients: true }).join()).toContain(about)
    expect(remarks().join()).not.toContain(about)
  })

  test('say what is not known of the target', () => {
    const scene: PlanScene = {
      target: { sameName: 'unknown', domains: new Map([['a', 'unknown']]) }
    }
    expect(remarks(scene).slice(0, 2)).toEqual([
      'It is not known whether another pool has this name.',
      'It is not known whether another pool has the domain a.'
    ])
  })

  test.each([{ domains: [{ Domain: 'a' }] }, { identityProviders: [{}] }])(
    'say what does not work without a domain: %j',
    sections => {
      const definition = definitionWith(sections)
      const lost = /The new pool has no domain/
      expect(remarks({ definition })[0]).toMatch(lost)
      const choices = { domain: { prefix: 'b' } }
      expect(remarks({ definition, choices })[0]).not.toMatch(lost)
    }
  )

  test('say what costs money', () => {
    const definition = definitionWith({
      userPool: {
        UserPoolTier: 'PLUS',
        KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' }
      },
      replicas: [{ RegionName: 'us-east-1' }]
    })
    expect(
      remarks({ definition, users: 1234 }).filter(one => one.startsWith('Cost'))
    ).toEqual([
      'Cost: the plan PLUS, by monthly active users.',
      'Cost: KMS bills the customer managed key and its use.',
      'Cost: a replica is billed by users too, once you make it.',
      'Cost: a restore writes 1,234 users, and AWS may bill each as active in that month.'
    ])
  })

  test('name the plan that a new pool has where the snapshot names none', () => {
    expect(remarks()[0]).toBe(
      'Cost: the snapshot names no plan, and ESSENTIALS is the default of new pools.'
    )
  })

  test('end with what waits until the users are restored', () => {
    const definition = definitionWith({
      userPool: {
        LambdaConfig: { PreSignUp: 'arn' },
        DcrConfiguration: { AllowedScopes: ['a'] }
      }
    })
    expect(remarks({ definition }).at(-1)).toBe(
      'Not set until the users are restored: triggers, self sign-up, dynamic client registration.'
    )
    expect(
      remarks({ definition, choices: { leaveOut: ['triggers'] } }).at(-1)
    ).not.toContain('triggers')
  })
})
