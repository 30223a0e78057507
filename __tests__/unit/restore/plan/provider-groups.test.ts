import { describe, expect, test } from '@jest/globals'
import { Memberships } from '../../../../src/restore/target/memberships.ts'
import type { UserPlan } from '../../../../src/restore/plan/users/user-plan.ts'
import { groupsInTarget } from '../../../../src/restore/plan/provider-groups.ts'
import type { GroupRecord } from '../../../../src/snapshot/records.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import {
  creation,
  descriptionWith,
  kept,
  update
} from '../../../fixtures/restore-plans.ts'
import { groupRecord, userRecord } from '../../../fixtures/snapshot-records.ts'

const SOURCE = 'us-east-1_Source123'
const [THEIRS, OWN] = [`${SOURCE}_Okta`, `${POOL_ID}_Okta`]
const BARE = { roleArn: null, precedence: null }

interface Scene {
  /** What the group of the provider has in the snapshot. */
  group?: Partial<GroupRecord>
  providers?: unknown
  source?: string
  /** The groups of the target pool. */
  existing?: readonly string[]
  /** Ada's groups in the snapshot. */
  groups?: readonly string[]
}

function inTarget({
  group = {},
  providers = [{ ProviderName: 'Okta' }],
  source = SOURCE,
  existing = [],
  groups = [THEIRS, 'staff']
}: Scene = {}) {
  const memberships = new Memberships()
  for (const name of groups) memberships.add('ada', name)
  const frame = {
    definition: { userPool: {}, identityProviders: providers },
    groups: [
      groupRecord({ name: THEIRS, ...BARE, ...group }),
      groupRecord({ name: 'staff' })
    ],
    memberships
  }
  return groupsInTarget(frame, source, {
    description: descriptionWith(),
    groups: new Map(existing.map(name => [name, undefined]))
  })
}

const namesIn = (scene: Scene) => inTarget(scene).groups.map(({ name }) => name)

describe('the group that Cognito made for a provider', () => {
  test('is not restored where the target has none of its own', () => {
    const planned = inTarget()
    expect(planned.groups.map(({ name }) => name)).toEqual(['staff'])
    expect(planned.of('ada')).toEqual(['staff'])
  })

  test('is the one of the target, where that has it', () => {
    const planned = inTarget({ existing: [OWN] })
    expect(planned.groups.map(({ name }) => name)).toEqual([OWN, 'staff'])
    expect(planned.of('ada')).toEqual([OWN, 'staff'])
  })

  test('holds a user once who is in both already', () => {
    const groups = [THEIRS, OWN]
    expect(inTarget({ existing: [OWN], groups }).of('ada')).toEqual([OWN])
  })

  test.each<[string, Scene]>([
    ['in the pool that it is of', { source: POOL_ID, group: { name: OWN } }],
    ['with a role', { group: { roleArn: 'arn:aws:iam::1:role/a' } }],
    ['with a precedence', { group: { precedence: 0 } }],
    ['of a provider that the snapshot does not know', { providers: [] }],
    ['of a snapshot that knows none', { providers: null }],
    [
      'of a snapshot with something else there',
      { providers: [null, { ProviderName: 1 }] }
    ]
  ])('is a group as any %s', (_what, scene) => {
    const name = scene.group?.name ?? THEIRS
    expect(namesIn({ ...scene, existing: [OWN] })).toEqual([name, 'staff'])
  })
})

describe('what becomes of its memberships is counted', () => {
  const see = (scene: Scene, plans: readonly UserPlan[], isForSome = false) => {
    const planned = inTarget(scene)
    for (const plan of plans) planned.see(userRecord().username, plan)
    return planned.facts(isForSome)
  }
  const NOBODY: UserPlan[] = [
    kept(),
    { action: 'skip', reasons: ['federated'] }
  ]

  test('of users to create and to update, where they are left out', () => {
    const plans = [creation(), update(), ...NOBODY]
    expect(see({}, plans)).toEqual({
      groupsLeft: 1,
      membershipsLeft: 2,
      membershipsMoved: 0
    })
  })

  test('of those that are to be added, where they move', () => {
    const plans = [
      creation({ groups: [OWN, 'staff'] }),
      update({ addTo: [OWN] }),
      update(),
      ...NOBODY
    ]
    expect(see({ existing: [OWN] }, plans)).toEqual({
      groupsLeft: 0,
      membershipsLeft: 0,
      membershipsMoved: 2
    })
  })

  test('of the chosen users alone, where only some are restored', () => {
    expect(see({}, NOBODY, true).groupsLeft).toBe(0)
    expect(see({}, [creation()], true).groupsLeft).toBe(1)
  })
})
