import { describe, expect, test } from '@jest/globals'
import { projectExport } from '../../../tools/bench/scale/projection.ts'

describe('the projection of an export', () => {
  test('takes as long as the quota that it uses most allows', () => {
    const measured = {
      users: 60_000,
      calls: { UserList: 1_440, UserPoolRead: 3 },
      bytesStored: 5_000_000
    }
    expect(projectExport(measured, 60_000 * 60)).toEqual({
      users: 3_600_000,
      category: 'UserList',
      hoursAtDefaultShare: 1,
      hoursAtFullShare: 0.8,
      bytesStored: 300_000_000
    })
  })

  test('knows only calls that have a quota of their own', () => {
    const calls = { unlisted: 1_000_000, UserList: 24 }
    const measured = { users: 1, calls, bytesStored: 1 }
    expect(projectExport(measured, 3_600)?.hoursAtDefaultShare).toBe(1)
  })

  test('says nothing where no call was counted', () => {
    const measured = { users: 1, calls: {}, bytesStored: 1 }
    expect(projectExport(measured, 10)).toBeUndefined()
  })
})
