import { describe, expect, test } from '@jest/globals'
import {
  groupLines,
  membershipLines,
  userLines
} from '../../../src/export/pool-lines.ts'
import { newUserTally } from '../../../src/export/tally.ts'
import { membershipCodec, userCodec } from '../../../src/snapshot/records.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  refuses,
  type FakePool
} from '../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

const SOURCE = { mfa: 'OFF', estimatedNumberOfUsers: 9 } as const

function toolsFor(pool: FakePool) {
  const { progress, pieces } = fakeProgress()
  return { tools: { pool, progress, signal: NEVER }, pieces }
}

/** A pool that lists these pages of users. */
function poolOf(...pages: object[][]): FakePool {
  return fakePool({
    ListUsers: ({ PaginationToken: token }) => {
      const at = token === undefined ? 0 : Number(token)
      return {
        Users: pages[at],
        PaginationToken: at + 1 < pages.length ? `${at + 1}` : undefined
      }
    }
  })
}

describe('the lines of users', () => {
  test('hold each user once, though Cognito lists one twice', async () => {
    const [ada, eva] = [listedUser('ada'), listedUser('eva')]
    const { tools, pieces } = toolsFor(poolOf([ada, ada], [], [eva, ada]))
    const tally = newUserTally()
    const lines = (await drain(userLines(tools, SOURCE, tally))).flat()
    const names = lines.map(line => userCodec.decode(line).username)
    expect(names).toEqual(['ada', 'eva'])
    expect(tally).toMatchObject({ users: 2, duplicates: 2 })
    expect(pieces).toMatchObject([
      { noun: 'user', expected: 9, done: 2, ended: 1 }
    ])
  })

  test('say whose MFA is not known', async () => {
    const { tools } = toolsFor(poolOf([listedUser('ada')]))
    const tally = newUserTally()
    const source = { ...SOURCE, mfa: 'OPTIONAL' } as const
    const [[line] = []] = await drain(userLines(tools, source, tally))
    expect(userCodec.decode(line ?? '').mfa).toBe('unknown')
    expect(tally.mfaUnknown).toBe(1)
  })

  test('end their progress when the listing fails', async () => {
    const pool = fakePool({ ListUsers: refuses('InternalErrorException') })
    const { tools, pieces } = toolsFor(pool)
    const reading = drain(userLines(tools, SOURCE, newUserTally()))
    await expect(reading).rejects.toMatchObject({
      awsCode: 'InternalErrorException'
    })
    expect(pieces).toMatchObject([{ done: 0, ended: 1 }])
  })
})

test('the lines of groups hold null for what was never set', async () => {
  const Groups = [listedGroup('a', { Precedence: 0 }), listedGroup('b')]
  const { tools } = toolsFor(fakePool({ ListGroups: () => ({ Groups }) }))
  const { names, pages } = groupLines(tools)
  expect(await drain(pages)).toEqual([
    ['a', 'b'].map(name =>
      JSON.stringify({
        name,
        description: null,
        precedence: name === 'a' ? 0 : null,
        roleArn: null,
        createdAt: '2026-01-02T03:04:05.678Z',
        modifiedAt: '2026-02-03T04:05:06.789Z'
      })
    )
  ])
  expect(names).toEqual(['a', 'b'])
})

describe('the lines of memberships', () => {
  const members = ({ GroupName: group }: Record<string, unknown>) =>
    group === 'gone'
      ? refuses('ResourceNotFoundException')()
      : { Users: group === 'empty' ? [] : [listedUser(`in-${String(group)}`)] }

  test('are those of every group, in order', async () => {
    const pool = fakePool({ ListUsersInGroup: members })
    const { tools, pieces } = toolsFor(pool)
    const memberships = membershipLines(tools, ['a', 'empty', 'b'])
    const lines = (await drain(memberships.pages)).flat()
    expect(lines.map(line => membershipCodec.decode(line))).toEqual([
      { group: 'a', username: 'in-a' },
      { group: 'b', username: 'in-b' }
    ])
    expect(memberships.count()).toBe(2)
    expect(memberships.vanishedGroups()).toBe(0)
    expect(pieces).toMatchObject([{ noun: 'membership', done: 2, ended: 1 }])
  })

  test('leave out a group that was deleted since, and count it', async () => {
    const pool = fakePool({ ListUsersInGroup: members })
    const { tools } = toolsFor(pool)
    const memberships = membershipLines(tools, ['gone', 'b', 'gone'])
    const lines = (await drain(memberships.pages)).flat()
    expect(lines).toEqual(['{"group":"b","username":"in-b"}'])
    expect(memberships.vanishedGroups()).toBe(2)
  })

  test('fail when a listing fails for any other reason', async () => {
    for (const failure of [
      refuses('AccessDeniedException'),
      () => Promise.reject(new TypeError('a bug'))
    ]) {
      const pool = fakePool({ ListUsersInGroup: failure })
      const { tools, pieces } = toolsFor(pool)
      const { pages } = membershipLines(tools, ['a'])
      await expect(drain(pages)).rejects.toThrow(/a bug|AccessDenied/)
      expect(pieces).toMatchObject([{ ended: 1 }])
    }
  })
})
