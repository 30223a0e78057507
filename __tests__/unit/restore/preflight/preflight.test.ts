import { describe, expect, test } from '@jest/globals'
import { find, NO_WAYS_IN } from '../../../fixtures/preflight-facts.ts'

describe('the preflight', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(find()).toEqual([])
    expect(find({ replicaRole: 'PRIMARY' })).toEqual([])
  })

  test('finds everything at once, what blocks first', () => {
    const findings = find({
      target: { mfa: 'ON', usernameAttributes: ['email'] },
      replicaRole: 'SECONDARY',
      plan: {
        groupsAfterwards: 10_001,
        waysIn: { ...NO_WAYS_IN, byAdministrator: 1 }
      }
    })
    expect(findings.map(({ blocks }) => blocks)).toEqual([
      true,
      true,
      true,
      false,
      false
    ])
  })

  test('ends every text as a sentence or with an example', () => {
    const findings = find({
      target: { mfa: 'ON', lambdaTriggers: ['PreSignUp'] },
      plan: { groupsAfterwards: 10_001, foreignRoles: 1 }
    })
    for (const { text } of findings) expect(text).toMatch(/\.$| => \d{12}$/)
  })
})
