import { describe, expect, test } from '@jest/globals'
import { onlyUsers } from '../../../fixtures/chosen-users.ts'
import { CONTENT, planWith } from '../../../fixtures/plan-scene.ts'
import { drain } from '../../../fixtures/streams.ts'

describe('a restore is planned', () => {
  test('with each user and all groups', async () => {
    const { plan, findings } = await planWith({ content: CONTENT })
    const { tally, groups } = plan
    expect(tally).toMatchObject({ users: 2, create: 2 })
    expect(groups.toCreate.map(group => group.name)).toEqual([
      'admins',
      'staff'
    ])
    expect(findings.filter(({ blocks }) => blocks)).toEqual([])
  })

  test('once more alike, as often as it is read', async () => {
    const { plan } = await planWith({ content: CONTENT })
    const [once, again] = [await drain(plan.users()), await drain(plan.users())]
    expect(once.map(({ record }) => record.username)).toEqual(['ada', 'eva'])
    expect(once).toEqual(again)
    expect(once[0]?.plan).toMatchObject({ groups: ['admins'] })
  })

  test('for the chosen users, with their groups alone', async () => {
    const { plan } = await planWith({
      content: CONTENT,
      policies: { onlyUsers: onlyUsers(['EVA@example.com']) }
    })
    expect(plan.tally).toMatchObject({ users: 1, create: 1 })
    expect(plan.groups.groups.map(group => group.name)).toEqual(['staff'])
    expect(await drain(plan.users())).toHaveLength(1)
  })

  test('not at all when a chosen user is nobody', async () => {
    await expect(
      planWith({
        content: CONTENT,
        policies: { onlyUsers: onlyUsers(['ada', 'nobody']) }
      })
    ).rejects.toMatchObject({ code: 'input' })
  })
})
