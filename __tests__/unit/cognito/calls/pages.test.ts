import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { listAll, type Page } from '../../../../src/cognito/calls/pages.ts'
import { drain } from '../../../fixtures/streams.ts'

/** Lists pages in a chain of tokens t1, t2, …; remembers what was asked. */
function chain(pages: readonly (readonly number[])[]) {
  const asked: (string | undefined)[] = []
  const fetchPage = (token: string | undefined): Promise<Page<number>> => {
    asked.push(token)
    const at = token === undefined ? 0 : Number(token.slice(1))
    const next = at + 1 < pages.length ? `t${at + 1}` : undefined
    return Promise.resolve({ items: pages[at] ?? [], next })
  }
  return { asked, fetchPage }
}

describe('a listing', () => {
  test('is read to its last token, whatever its pages hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1 }),
        async pages => {
          const { asked, fetchPage } = chain(pages)
          const read = await drain(listAll('users', fetchPage))
          expect(read).toEqual(pages)
          const tokens = pages.slice(1).map((_page, index) => `t${index + 1}`)
          expect(asked).toEqual([undefined, ...tokens])
        }
      )
    )
  })

  test('does not end with a page without items but with a token', async () => {
    const { fetchPage } = chain([[1], [], [], [2]])
    const read = await drain(listAll('users', fetchPage))
    expect(read.flat()).toEqual([1, 2])
  })

  test.each(JSON.parse('["",null]') as string[])(
    'ends with the token %j as without one',
    async next => {
      let asked = 0
      const fetchPage = () => {
        asked += 1
        return Promise.resolve({ items: [asked], next })
      }
      expect(await drain(listAll('users', fetchPage))).toEqual([[1]])
    }
  )

  test('fetches a page only when it is wanted', async () => {
    const { asked, fetchPage } = chain([[1], [2], [3]])
    for await (const page of listAll('users', fetchPage)) {
      if (page.includes(2)) break
    }
    expect(asked).toHaveLength(2)
  })

  test('that leads back to itself fails instead of going on for ever', async () => {
    let pages = 0
    const fetchPage = () => {
      pages += 1
      return Promise.resolve({ items: [pages], next: 'again' })
    }
    await expect(drain(listAll('users', fetchPage))).rejects.toMatchObject({
      code: 'listing',
      message: expect.stringContaining('listing of users')
    })
    expect(pages).toBe(2)
  })

  test('that goes round in a circle of any length fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        async (before, around) => {
          let pages = 0
          const fetchPage = (token: string | undefined) => {
            pages += 1
            const at = token === undefined ? 0 : Number(token.slice(1))
            const next = at + 1 < before + around ? at + 1 : before
            return Promise.resolve({ items: [at], next: `t${next}` })
          }
          await expect(
            drain(listAll('users', fetchPage))
          ).rejects.toMatchObject({ code: 'listing' })
          expect(pages).toBeLessThan(4 * (before + around) + 4)
        }
      )
    )
  })

  test('that fails on its way has failed', async () => {
    const broken = new RangeError('broken')
    const read: number[] = []
    const reading = async () => {
      const pages = listAll('users', token =>
        token === undefined
          ? Promise.resolve({ items: [1], next: 't' })
          : Promise.reject(broken)
      )
      for await (const page of pages) read.push(...page)
    }
    await expect(reading()).rejects.toBe(broken)
    expect(read).toEqual([1])
  })
})
