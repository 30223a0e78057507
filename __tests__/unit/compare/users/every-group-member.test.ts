import { expect, test } from '@jest/globals'
import type { GroupType } from '@aws-sdk/client-cognito-identity-provider'
import { GroupComparison } from '../../../../src/compare/users/group-comparison.ts'
import { poolSide } from '../../../../src/compare/users/pool-side.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER } from '../../../fixtures/fake-world.ts'
import { oneLeafChanged, valueOf } from '../../../fixtures/model-values.ts'
import { NO_CHANGES } from '../../../fixtures/compared-sides.ts'

const NOTHING = NO_CHANGES.groups
const OTHER_GROUP = { added: 1, gone: 1, changed: 0 }
const CHANGED = { added: 0, gone: 0, changed: 1 }
/** What a change of each member of the API's GroupType counts as. */
const EXPECTED: Readonly<Record<string, object>> = {
  GroupName: OTHER_GROUP,
  UserPoolId: NOTHING,
  Description: CHANGED,
  RoleArn: CHANGED,
  Precedence: CHANGED,
  // Dates say nothing of what a group is.
  LastModifiedDate: NOTHING,
  CreationDate: NOTHING
}

const first = valueOf('GroupType', 0)
const changed = [...oneLeafChanged(first, valueOf('GroupType', 1))]

test.each(changed)(
  '$path of a group, changed alone',
  async ({ path, value }) => {
    const comparison = new GroupComparison()
    const groupsOf = (group: unknown) => {
      const Groups = [group as GroupType]
      const pool = fakePool({ ListGroups: () => ({ Groups }) })
      const { progress } = fakeProgress()
      return poolSide(pool, 0, { progress, signal: NEVER })
    }
    await groupsOf(first).readGroups(group =>
      comparison.addBefore(group.name, group)
    )
    await groupsOf(value).readGroups(group =>
      comparison.addNow(group.name, group)
    )
    expect(comparison.changes).toEqual(EXPECTED[path])
  }
)
