import { describe, expect, test } from '@jest/globals'
import { onlyUsers } from '../../fixtures/chosen-users.ts'
import { getAnswer } from '../../fixtures/fake-bucket.ts'
import { listedGroup, poolAnswer, refuses } from '../../fixtures/fake-pool.ts'
import { settle } from '../../fixtures/fake-world.ts'
import { inWords, restore, type Scene } from '../../fixtures/restore-scene.ts'

describe('the groups of a chosen user, which may bill the user,', () => {
  const updating: Scene = {
    policies: { existingUsers: 'update', onlyUsers: onlyUsers(['old']) },
    answers: {
      DescribeUserPool: () => poolAnswer({ EstimatedNumberOfUsers: 100_000 }),
      ListGroups: () => ({
        Groups: [listedGroup('staff'), listedGroup('admins')]
      }),
      AdminListGroupsForUser: () => ({ Groups: [listedGroup('admins')] }),
      AdminRemoveUserFromGroup: () => ({})
    }
  }
  /** Answers with a damaged object, once all else is read. */
  const damagedAtLast = async () => {
    for (let round = 0; round < 100; round += 1) await settle()
    return getAnswer(Buffer.from('x'))
  }
  const asked = ({ pool }: Awaited<ReturnType<typeof restore>>) =>
    pool.calls.filter(one => one.operation === 'AdminListGroupsForUser').length

  test('are read before an update', async () => {
    const run = await restore(updating)
    expect(run.error).toBeUndefined()
    expect(asked(run)).toBe(1)
    expect(inWords(run)).toContain('AdminRemoveUserFromGroup old admins')
  })

  test('are not read before every byte of the snapshot was checked', async () => {
    const run = await restore({
      ...updating,
      damage: objects => {
        const key = [...objects.keys()].find(one => one.includes('memberships'))
        objects.set(key ?? '', Buffer.from('x'))
      },
      s3: ({ Key }) =>
        String(Key).includes('memberships') ? damagedAtLast() : undefined
    })
    expect(run.error).toMatchObject({ code: 'snapshot-truncated' })
    expect(asked(run)).toBe(0)
    expect(run.outcome.billedUsers).toBeUndefined()
  })

  test('are counted as billed, although the next call fails', async () => {
    let calls = 0
    const run = await restore({
      ...updating,
      answers: {
        ...updating.answers,
        AdminListGroupsForUser: () => {
          calls += 1
          return calls === 1
            ? { Groups: [], NextToken: 'more' }
            : refuses('InternalErrorException')()
        }
      }
    })
    expect(run.error).toMatchObject({ code: 'aws' })
    expect(run.outcome.billedUsers).toBe(1)
  })
})
