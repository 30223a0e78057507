import { describe, expect, test } from '@jest/globals'
import { planGroups } from '../../../../src/restore/plan/group-plan.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import type { GroupRecord } from '../../../../src/snapshot/records.ts'
import { onlyUsers } from '../../../fixtures/chosen-users.ts'
import { policiesWith } from '../../../fixtures/restore-plans.ts'
import { groupRecord } from '../../../fixtures/snapshot-records.ts'

const ROLE = 'arn:aws:iam::111111111111:role/old-admins'

interface Scene {
  needed?: readonly string[]
  existing?: Readonly<Record<string, string | undefined>>
  policies?: Partial<RestorePolicies>
}

function plan(
  groups: readonly Partial<GroupRecord>[],
  { needed = [], existing = {}, policies = {} }: Scene = {}
) {
  return planGroups(
    groups.map(group => groupRecord(group)),
    new Set(needed),
    new Map(Object.entries(existing)),
    '222222222222',
    policiesWith(policies)
  )
}

const namesOf = (groups: readonly GroupRecord[]) => groups.map(g => g.name)

describe('the groups of a restore', () => {
  test('are all, and those are created that the target lacks', () => {
    const { groups, toCreate } = plan([{ name: 'a' }, { name: 'b' }], {
      existing: { b: undefined, c: undefined }
    })
    expect(namesOf(groups)).toEqual(['a', 'b'])
    expect(namesOf(toCreate)).toEqual(['a'])
  })

  test('are those of the chosen users where only some are restored', () => {
    const { groups } = plan([{ name: 'a' }, { name: 'b' }], {
      needed: ['b'],
      policies: { onlyUsers: onlyUsers(['ada']) }
    })
    expect(namesOf(groups)).toEqual(['b'])
  })
})

describe('the role of a group', () => {
  test('that a replacement leaves no ARN is counted', () => {
    const replacements = [{ from: 'role/old-admins', to: 'role/new admins' }]
    const count = (existing = {}) =>
      plan([{ roleArn: ROLE }, { name: 'none' }], {
        policies: { replacements },
        existing
      }).notAccepted
    expect(count()).toBe(1)
    expect(count({ admins: undefined })).toBe(0)
    expect(plan([{ roleArn: ROLE }]).notAccepted).toBe(0)
  })

  test('is rewritten by each replacement in turn', () => {
    const replacements = [
      { from: '111111111111', to: '222222222222' },
      { from: 'old-', to: 'new-' },
      { from: 'new-', to: '$&' }
    ]
    const { groups, foreignRoles } = plan(
      [{ roleArn: ROLE }, { name: 'none' }],
      { policies: { replacements } }
    )
    expect(groups.map(group => group.roleArn)).toEqual([
      'arn:aws:iam::222222222222:role/$&admins',
      null
    ])
    expect(foreignRoles).toBe(0)
  })

  test('is foreign in another account, where the group is to be created', () => {
    const groups = [{ name: 'a', roleArn: ROLE }, { name: 'b' }]
    expect(plan(groups).foreignRoles).toBe(1)
    expect(plan(groups, { existing: { a: ROLE } }).foreignRoles).toBe(0)
  })

  test('of an existing group stays, and is counted where it is another', () => {
    const groups = [
      { name: 'same', roleArn: ROLE },
      { name: 'other', roleArn: ROLE },
      { name: 'without', roleArn: ROLE },
      { name: 'with' },
      { name: 'neither' }
    ]
    const existing = {
      same: ROLE,
      other: `${ROLE}-2`,
      without: undefined,
      with: ROLE,
      neither: undefined
    }
    const { otherRoles, hasRole } = plan(groups, { existing })
    expect(otherRoles).toBe(3)
    expect(groups.map(({ name }) => hasRole(name))).toEqual([
      true,
      true,
      false,
      true,
      false
    ])
  })

  test('is known of groups to create, and of nobody’s', () => {
    const { hasRole } = plan([{ name: 'a', roleArn: ROLE }, { name: 'b' }])
    expect([hasRole('a'), hasRole('b'), hasRole('c')]).toEqual([
      true,
      false,
      false
    ])
  })
})
