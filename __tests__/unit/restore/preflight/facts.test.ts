import { describe, expect, test } from '@jest/globals'
import { TargetUsers } from '../../../../src/restore/target/target-users.ts'
import { ADA, planWith, type PlanScene } from '../../../fixtures/plan-scene.ts'
import { attribute } from '../../../fixtures/preflight-facts.ts'
import {
  descriptionWith,
  identitiesText,
  poolUser
} from '../../../fixtures/restore-plans.ts'
import { groupRecord, userRecord } from '../../../fixtures/snapshot-records.ts'

describe('the preflight finds in the plan', () => {
  const titlesOf = async (scene: PlanScene) =>
    (await planWith(scene)).findings.map(({ title }) => title)

  test('which required attribute users lack', async () => {
    const description = descriptionWith({
      caseSensitive: false,
      schema: [
        attribute('email', { required: true }),
        attribute('email_verified')
      ]
    })
    const titles = (attributes: Record<string, string>) =>
      titlesOf({
        content: { users: [userRecord({ attributes })] },
        target: { description }
      })
    const lacking = await titles({})
    expect(lacking).not.toEqual(await titles(ADA.attributes))
    expect(lacking).toHaveLength(2)
  })

  test('which identity providers it lacks', async () => {
    const identities = identitiesText(['Okta', '1'])
    const scene: PlanScene = {
      content: {
        users: [userRecord({ attributes: { ...ADA.attributes, identities } })]
      },
      policies: { federatedUsers: 'link' }
    }
    expect(await titlesOf(scene)).toHaveLength(1)
    expect(
      await titlesOf({ ...scene, target: { providers: new Set(['Okta']) } })
    ).toEqual([])
  })

  test('that users are there whom it must not have', async () => {
    const users = new TargetUsers(descriptionWith(), false)
    users.add(poolUser('ada'))
    expect(
      await titlesOf({
        content: { users: [ADA] },
        target: { users },
        policies: { existingUsers: 'fail' }
      })
    ).toEqual(['Users exist already'])
  })
})

describe('a user who would be in more than a hundred groups', () => {
  const names = Array.from({ length: 101 }, (_, index) => `g${index}`)
  const scene = (count: number, isThere: boolean): PlanScene => {
    const description = descriptionWith({
      caseSensitive: false,
      schema: [attribute('email'), attribute('email_verified')]
    })
    const users = new TargetUsers(description, true)
    if (isThere) users.add(poolUser('ada', { enabled: false }))
    return {
      content: {
        users: [ADA],
        groups: names.map(name => groupRecord({ name })),
        memberships: names
          .slice(0, count)
          .map(group => ({ group, username: 'ada' }))
      },
      target: { description, users },
      policies: { existingUsers: 'update' }
    }
  }

  test.each([
    ['created', false],
    ['updated', true]
  ])('and is to be %s blocks the restore', async (_what, isThere) => {
    const over = await planWith(scene(101, isThere))
    expect(over.plan.tally.usersOverGroupLimit).toBe(1)
    expect(over.findings).toContainEqual(
      expect.objectContaining({
        blocks: true,
        title: 'Too many groups of one user'
      })
    )
    const { plan } = await planWith(scene(100, isThere))
    expect(plan.tally).toMatchObject({
      usersOverGroupLimit: 0
    })
  })
})

describe('custom attributes that the target lacks', () => {
  const definition = {
    userPool: {
      SchemaAttributes: [
        { Name: 'custom:plan', AttributeDataType: 'String', Mutable: true },
        { Name: 'custom:unused', AttributeDataType: 'String', Mutable: true }
      ]
    }
  }
  const attributes = { ...ADA.attributes, 'custom:plan': 'gold' }
  const content = { users: [userRecord({ attributes })], definition }

  test('are added where that is asked for, if a user has them', async () => {
    const { plan, findings } = await planWith({
      content,
      policies: { addCustomAttributes: true }
    })
    expect(plan.customAttributes.map(({ name }) => name)).toEqual([
      'custom:plan'
    ])
    expect(findings.filter(({ blocks }) => blocks)).toEqual([])
  })

  test('block the restore otherwise', async () => {
    const { plan, findings } = await planWith({ content })
    expect(plan.customAttributes).toEqual([])
    expect(findings).toMatchObject([{ blocks: true }])
  })
})
