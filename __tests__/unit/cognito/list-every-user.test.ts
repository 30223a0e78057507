import { describe, expect, test } from '@jest/globals'
import { listEveryUser } from '../../../src/cognito/list-every-user.ts'
import { fakePool, listedUser, refuses } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

type Answer = (filter: string | undefined) => object | Promise<object>

/** Lists a pool of this estimate; gives the names, once each, and the filters. */
async function list(estimate: number | undefined, answer: Answer) {
  const pool = fakePool({
    ListUsers: ({ Filter: filter }) => answer(filter as string | undefined)
  })
  const names = new Set<string>()
  const pages = listEveryUser(pool, estimate, () => names.size, NEVER)
  for await (const { users } of pages) {
    for (const { username } of users) names.add(username)
  }
  const filters = pool.calls.map(({ input }) => input['Filter'])
  return { names: [...names], filters }
}

const page = (...names: string[]) => ({
  Users: names.map(name => listedUser(name))
})

describe('every user of a pool', () => {
  test.each([undefined, 0, 2])(
    'of about %s is listed by one chain',
    async estimate => {
      const { names, filters } = await list(estimate, () => page('a', 'b'))
      expect(names).toEqual(['a', 'b'])
      expect(filters).toEqual([undefined])
    }
  )

  test('and by one more where a listing breaks off', async () => {
    let listings = 0
    const { names, filters } = await list(2999, () =>
      ++listings === 1 ? page() : page('a', 'b')
    )
    expect(names).toEqual(['a', 'b'])
    expect(filters).toEqual([undefined, undefined])
  })

  test('until two readings of a small one are alike', async () => {
    const readings = [page('a'), page('b'), page('a', 'b'), page('c')]
    const { names, filters } = await list(9, () => readings.shift() ?? page())
    expect(names).toEqual(['a', 'b'])
    expect(filters).toHaveLength(3)
  })

  test('which are not, where a later one shows fewer', async () => {
    const readings = [page('a', 'b'), page('a'), page('a', 'b', 'c')]
    const { names, filters } = await list(3, () => readings.shift() ?? page())
    expect(names).toEqual(['a', 'b', 'c'])
    expect(filters).toHaveLength(3)
  })

  test('and four times at most, if people come and go', async () => {
    let readings = 0
    const { filters } = await list(9, () => page(String(++readings)))
    expect(filters).toHaveLength(4)
  })

  test('but not once the run is cancelled', async () => {
    const stop = new AbortController()
    const pool = fakePool({
      ListUsers: () => {
        stop.abort()
        return page()
      }
    })
    const pages = listEveryUser(pool, 1, () => 0, stop.signal)
    await expect(drain(pages)).rejects.toMatchObject({ code: 'cancelled' })
    expect(pool.calls).toHaveLength(1)
  })

  test('of a large one by sixteen chains, when they find them all', async () => {
    const { names, filters } = await list(3000, filter =>
      page(...Array.from({ length: 188 }, (_, at) => `${filter ?? ''}-${at}`))
    )
    expect(names).toHaveLength(16 * 188)
    expect(filters).toHaveLength(16)
  })

  test('and by one more where the chains fall short', async () => {
    const { names, filters } = await list(3000, filter =>
      page(filter === undefined ? 'whom no filter finds' : 'a')
    )
    expect(names.sort()).toEqual(['a', 'whom no filter finds'])
    expect(filters.filter(filter => filter === undefined)).toHaveLength(1)
  })

  test('or where the filter is refused', async () => {
    const refuse = refuses('InvalidParameterException')
    const { names } = await list(3000, filter =>
      filter === undefined ? page('a') : refuse()
    )
    expect(names).toEqual(['a'])
  })

  test('or goes round in a circle', async () => {
    const { names } = await list(3000, filter =>
      filter === undefined
        ? page('a')
        : { ...page('a'), PaginationToken: 'again' }
    )
    expect(names).toEqual(['a'])
  })

  test('but not after what a plain chain would meet as well', async () => {
    const refuse = refuses('AccessDenied', { code: 'access-denied' })
    const listing = list(3000, filter =>
      filter === undefined ? page('a') : refuse()
    )
    await expect(listing).rejects.toMatchObject({ code: 'access-denied' })
  })
})
