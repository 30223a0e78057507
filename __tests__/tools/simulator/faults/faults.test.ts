import { afterEach, describe, expect, test } from '@jest/globals'
import { paginateListUsers } from '@aws-sdk/client-cognito-identity-provider'
import type {
  Simulator,
  SimulatorOptions
} from '../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { manualClock } from '../../../fixtures/passing-time.ts'
import { awsError, clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

async function start(options: SimulatorOptions) {
  const started = await startSimulator({ users: 1200, ...options })
  simulator = started
  const { cognito } = clients(started)
  const UserPoolId = started.userPoolId
  /** The `sub`s that a filter finds, page by page. */
  const subs = async (Filter: string, Limit = 60): Promise<string[]> => {
    const listed: string[] = []
    const request = { UserPoolId, Filter, Limit }
    for await (const page of paginateListUsers({ client: cognito }, request))
      for (const user of page.Users ?? [])
        for (const { Name, Value = '' } of user.Attributes ?? [])
          if (Name === 'sub') listed.push(Value)
    return listed
  }
  const everybody = started.poolState(UserPoolId).users.map(user => user.sub)
  return { cognito, UserPoolId, subs, everybody, started }
}

const parts = Array.from('0123456789abcdef', digit => `sub ^= "${digit}"`)

describe('a filter on sub', () => {
  test('that is ignored finds everybody, once', async () => {
    const { subs, everybody } = await start({ filterBehaviour: 'ignored' })
    expect(await subs('sub ^= "a"')).toEqual([...everybody].sort())
  })

  test('can find nobody', async () => {
    const { subs } = await start({ filterBehaviour: 'empty' })
    expect(await subs('sub ^= "a"')).toEqual([])
  })

  test('that is incomplete loses one user in fifty, always the same', async () => {
    const { subs, everybody } = await start({ filterBehaviour: 'incomplete' })
    const listAll = async () =>
      (await Promise.all(parts.map(part => subs(part)))).flat()
    const found = await listAll()
    expect(new Set(found).size).toBe(found.length)
    expect(everybody.length - found.length).toBeGreaterThan(10)
    expect(everybody.length - found.length).toBeLessThan(40)
    expect(await listAll()).toEqual(found)
  })

  test('can be refused', async () => {
    const { subs } = await start({ filterBehaviour: 'refused' })
    await expect(subs('sub ^= "a"')).rejects.toEqual(
      awsError('InvalidParameterException', 'Invalid search attribute: sub')
    )
  })

  test.each([1, 7, 60])(
    'with duplicates finds some users twice in pages of %i',
    async limit => {
      const users = limit * 50
      const { subs, everybody } = await start({
        users,
        filterBehaviour: 'duplicates'
      })
      const found = await subs('sub ^= ""', limit)
      expect(new Set(found)).toEqual(new Set(everybody))
      expect(found.length).toBeGreaterThan(users + 10)
      expect(found.length).toBeLessThan(users + 40)
    }
  )

  test('can be sorted the other way round', async () => {
    const { subs, everybody } = await start({ filterBehaviour: 'unsorted' })
    const found = await subs('sub ^= "a"')
    const own = [...everybody].filter(sub => sub.startsWith('a'))
    expect(found.length).toBeGreaterThan(1)
    expect(found).toEqual(own.sort().reverse())
  })

  test('is all that changes: other filters, and none, find what they should', async () => {
    const { subs, everybody } = await start({ filterBehaviour: 'empty' })
    expect(await subs('')).toHaveLength(everybody.length)
    expect(await subs('username ^= ""')).toHaveLength(everybody.length)
  })
})

test('page tokens can be made to expire early', async () => {
  const clock = manualClock()
  const { cognito, UserPoolId } = await start({
    clock,
    expireTokensAfterMs: 5000,
    emptyPageShare: 0
  })
  const { PaginationToken } = await cognito.listUsers({ UserPoolId })
  const next = () => cognito.listUsers({ UserPoolId, PaginationToken })
  clock.advance(5000)
  await next()
  clock.advance(1)
  await expect(next()).rejects.toEqual(
    awsError('InvalidParameterException', 'Pagination token has expired.')
  )
})
