import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { SeenSubs } from '../../../../src/export/subs/seen-subs.ts'
import { SubNotes } from '../../../../src/export/subs/sub-notes.ts'
import { memoryScratch } from '../../../fixtures/fake-scratch.ts'
import { fakeLog, NEVER } from '../../../fixtures/fake-world.ts'

/** So many subs are kept in memory by these tests. */
const BLOCK_SUBS = 4

interface Page {
  users: { sub: string }[]
  subPrefix?: string
}

function sub(digit: string, number: number): string {
  return `${digit}438d4b8-0000-7000-8000-${String(number).padStart(12, '0')}`
}

/** A page of a chain that searched by a digit. */
const sorted = (subPrefix: string, ...numbers: number[]): Page => ({
  subPrefix,
  users: numbers.map(number => ({ sub: sub(subPrefix, number) }))
})

function seenSubs({ signal = NEVER, ...options }: SceneOptions = {}) {
  const { openScratch, state } = memoryScratch(options)
  const log = fakeLog()
  const notes = new SubNotes(openScratch, BLOCK_SUBS)
  return { seen: new SeenSubs(notes, log, signal), state, log }
}

type SceneOptions = Parameters<typeof memoryScratch>[0] & {
  signal?: AbortSignal
}

async function unseenOf(seen: SeenSubs, pages: readonly Page[]) {
  const unseen: string[] = []
  for (const page of pages) {
    unseen.push(...(await seen.unseen(page)).map(user => user.sub))
  }
  return unseen
}

/** Four pages of two chains: more subs than memory keeps. */
const RISING = [
  sorted('a', 1, 2, 5),
  sorted('b', 1, 2),
  sorted('a', 6, 7, 8, 9),
  sorted('b', 3, 4, 5)
]
const RISING_SUBS = RISING.flatMap(({ users }) => users.map(user => user.sub))

describe('as long as the subs of each chain rise', () => {
  test('all are new, and none but a block of them stays in memory', async () => {
    const { seen, state, log } = seenSubs()
    expect(await unseenOf(seen, RISING)).toEqual(RISING_SUBS)
    expect(state).toEqual({ opened: 1, closed: 0, appended: 3 })
    await seen.close()
    expect(state.closed).toBe(1)
    expect(log.lines).toEqual([])
  })

  test('those of a small pool are not set aside at all', async () => {
    const { seen, state } = seenSubs()
    await unseenOf(seen, [sorted('a', 1, 2), sorted('b', 1, 2)])
    await seen.close()
    expect(state).toEqual({ opened: 0, closed: 0, appended: 0 })
  })
})

describe('whoever was seen is known', () => {
  test.each<[string, Page]>([
    ['a plain chain begins', { users: RISING.flatMap(({ users }) => users) }],
    ['a chain begins again', sorted('a', 1, 2)],
    ['a chain repeats its last sub', sorted('a', 9)],
    ['a page holds a sub twice', sorted('c', 1, 1)],
    [
      "a chain shows another one's",
      { ...sorted('b', 3), subPrefix: 'a', users: [{ sub: sub('b', 3) }] }
    ],
    [
      "a chain shows another one's that would rise",
      { subPrefix: 'a', users: [{ sub: sub('b', 4) }, { sub: sub('b', 5) }] }
    ]
  ])('when %s', async (_what, page) => {
    const { seen, state } = seenSubs()
    await unseenOf(seen, RISING)
    const before = new Set(RISING_SUBS)
    const fresh = new Set(
      page.users.map(user => user.sub).filter(own => !before.has(own))
    )
    expect(await unseenOf(seen, [page])).toEqual([...fresh])
    // All of them are in memory now.
    expect(state.closed).toBe(1)
    expect(await unseenOf(seen, [page, ...RISING])).toEqual([])
  })

  test('when it is no UUID', async () => {
    const odd = { subPrefix: 'a', users: [{ sub: 'a-sub' }] }
    const { seen } = seenSubs()
    expect(await unseenOf(seen, [...RISING, odd, odd])).toEqual([
      ...RISING_SUBS,
      'a-sub'
    ])
  })
})

describe('where the disk takes nothing', () => {
  test.each([
    ['to begin with', -1],
    ['after a block', 1]
  ])('%s, memory does', async (_when, room) => {
    const { seen, log } = seenSubs({ room })
    expect(await unseenOf(seen, [...RISING, ...RISING])).toEqual(RISING_SUBS)
    expect(log.lines).toEqual([
      "The disk of the runner takes nothing (ENOSPC): the listing holds all users' subs in memory, some 21 bytes each"
    ])
  })
})

test('a disk that does not give back what it took is no reason to guess', async () => {
  const { seen } = seenSubs({ comesBack: false })
  await unseenOf(seen, RISING)
  await expect(seen.unseen(sorted('a', 1))).rejects.toThrow('disk is broken')
})

test('a run that is told to stop reads nothing back', async () => {
  const stop = new AbortController()
  const { seen } = seenSubs({ signal: stop.signal })
  await unseenOf(seen, RISING)
  stop.abort()
  await expect(seen.unseen(sorted('a', 1))).rejects.toMatchObject({
    code: 'cancelled'
  })
})

test('whatever chains show, each user is new once', async () => {
  const anyDigit = fc.constantFrom('a', 'b')
  const anyPage = fc.record(
    {
      subPrefix: anyDigit,
      users: fc.array(
        fc
          .tuple(anyDigit, fc.nat(12))
          .map(([digit, number]) => ({ sub: sub(digit, number) })),
        { maxLength: BLOCK_SUBS }
      )
    },
    { requiredKeys: ['users'] }
  )
  const anyRise = fc
    .tuple(anyDigit, fc.uniqueArray(fc.nat(40), { maxLength: 16 }))
    .map(([digit, numbers]) => {
      const rising = numbers.sort((a, b) => a - b)
      const pages: Page[] = []
      for (let at = 0; at < rising.length; at += BLOCK_SUBS) {
        pages.push(sorted(digit, ...rising.slice(at, at + BLOCK_SUBS)))
      }
      return pages
    })
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRise, { maxLength: 3 }),
      fc.array(anyPage, { maxLength: 6 }),
      fc.constantFrom(-1, 0, 1, 2, Infinity),
      async (rises, others, room) => {
        const pages = [...rises.flat(), ...others]
        const { seen, state } = seenSubs({ room })
        const all = pages.flatMap(({ users }) => users.map(user => user.sub))
        expect(await unseenOf(seen, pages)).toEqual([...new Set(all)])
        await seen.close()
        expect(state.closed).toBe(state.opened)
      }
    ),
    { numRuns: 400 }
  )
})
