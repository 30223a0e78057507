import { describe, expect, test } from '@jest/globals'
import { readFrame } from '../../../../src/restore/plan/check-snapshot.ts'
import { planRestore } from '../../../../src/restore/plan/plan-restore.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import type { Target } from '../../../../src/restore/target/target.ts'
import { TargetUsers } from '../../../../src/restore/target/target-users.ts'
import { openSnapshot } from '../../../../src/snapshot/reader.ts'
import { onlyUsers } from '../../../fixtures/chosen-users.ts'
import { fakeProgress, NEVER } from '../../../fixtures/fake-world.ts'
import { attribute } from '../../../fixtures/preflight-facts.ts'
import {
  createdUsers,
  descriptionWith,
  identitiesText,
  policiesWith,
  poolUser
} from '../../../fixtures/restore-plans.ts'
import {
  ADDRESS,
  smallSnapshot,
  type SnapshotContent
} from '../../../fixtures/small-snapshot.ts'
import { groupRecord, userRecord } from '../../../fixtures/snapshot-records.ts'
import { drain } from '../../../fixtures/streams.ts'
import { NOT_READY } from '../../../fixtures/no-import.ts'

interface Scene {
  content: SnapshotContent
  target?: Partial<Target>
  policies?: Partial<RestorePolicies>
}

async function plan({ content, target, policies }: Scene) {
  const { fetch } = await smallSnapshot(content)
  const snapshot = await openSnapshot(ADDRESS, fetch)
  const tools = { fetch, progress: fakeProgress().progress, signal: NEVER }
  const description =
    target?.description ??
    descriptionWith({
      caseSensitive: false,
      schema: [attribute('email'), attribute('email_verified')]
    })
  return planRestore(
    {
      snapshot,
      frame: await readFrame(snapshot, tools),
      target: {
        description,
        mfa: { sms: false, email: false, totp: false },
        replicaRole: undefined,
        providers: new Set(),
        groups: new Map(),
        users: new TargetUsers(description, false),
        importing: NOT_READY,
        ...target
      },
      policies: policiesWith(policies),
      records: { created: createdUsers(), unfinishedSince: undefined }
    },
    tools
  )
}

const ADA = userRecord()
const EVA = userRecord({
  username: 'eva',
  sub: 'sub-of-eva',
  attributes: { email: 'eva@example.com' }
})
const CONTENT: SnapshotContent = {
  users: [ADA, EVA],
  groups: [groupRecord(), groupRecord({ name: 'staff' })],
  memberships: [
    { group: 'admins', username: 'ada' },
    { group: 'staff', username: 'eva' }
  ]
}

describe('a restore is planned', () => {
  test('with each user and all groups', async () => {
    const { tally, groups, findings } = await plan({ content: CONTENT })
    expect(tally).toMatchObject({ users: 2, create: 2 })
    expect(groups.toCreate.map(group => group.name)).toEqual([
      'admins',
      'staff'
    ])
    expect(findings.filter(({ blocks }) => blocks)).toEqual([])
  })

  test('once more alike, as often as it is read', async () => {
    const planned = await plan({ content: CONTENT })
    const [once, again] = [
      await drain(planned.users()),
      await drain(planned.users())
    ]
    expect(once.map(({ record }) => record.username)).toEqual(['ada', 'eva'])
    expect(once).toEqual(again)
    expect(once[0]?.plan).toMatchObject({ groups: ['admins'] })
  })

  test('for the chosen users, with their groups alone', async () => {
    const planned = await plan({
      content: CONTENT,
      policies: { onlyUsers: onlyUsers(['EVA@example.com']) }
    })
    expect(planned.tally).toMatchObject({ users: 1, create: 1 })
    expect(planned.groups.groups.map(group => group.name)).toEqual(['staff'])
    expect(await drain(planned.users())).toHaveLength(1)
  })

  test('not at all when a chosen user is nobody', async () => {
    await expect(
      plan({
        content: CONTENT,
        policies: { onlyUsers: onlyUsers(['ada', 'nobody']) }
      })
    ).rejects.toMatchObject({ code: 'input' })
  })
})

describe('the plan says of the target', () => {
  const titlesOf = async (scene: Scene) =>
    (await plan(scene)).findings.map(({ title }) => title)

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
    const scene: Scene = {
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
  const scene = (count: number, isThere: boolean): Scene => {
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
    const over = await plan(scene(101, isThere))
    expect(over.tally.usersOverGroupLimit).toBe(1)
    expect(over.findings).toContainEqual(
      expect.objectContaining({
        blocks: true,
        title: 'Too many groups of one user'
      })
    )
    expect((await plan(scene(100, isThere))).tally).toMatchObject({
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
    const { customAttributes, findings } = await plan({
      content,
      policies: { addCustomAttributes: true }
    })
    expect(customAttributes.map(({ name }) => name)).toEqual(['custom:plan'])
    expect(findings.filter(({ blocks }) => blocks)).toEqual([])
  })

  test('block the restore otherwise', async () => {
    const { customAttributes, findings } = await plan({ content })
    expect(customAttributes).toEqual([])
    expect(findings).toMatchObject([{ blocks: true }])
  })
})
