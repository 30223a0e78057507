import { describe, expect, test } from '@jest/globals'
import {
  closeIssue,
  reportFailure,
  type Issue,
  type Issues
} from '../../../../src/report/issue/track-issue.ts'
import {
  bodyOf,
  markerOf,
  readStreak,
  type Failure,
  type Tracked
} from '../../../../src/report/issue/tracking-issue.ts'
import { PLACE } from '../../../fixtures/run-facts.ts'

const SUBJECT: Tracked = {
  mode: 'export',
  userPoolId: 'eu-west-1_Ab12Cd34E',
  isDryRun: false
}
const FAILURE: Failure = {
  at: Date.parse('2026-11-25T02:05:00Z'),
  code: 'network',
  sentence: 'AWS could not be reached.',
  place: PLACE
}
const SELF = 'github-actions[bot]'

interface Kept extends Issue {
  isOpen: boolean
  comments: string[]
}

/** The issues of a repository, in memory; `changes` replace what it does. */
function repository(changes: Partial<Issues> = {}) {
  const kept: Kept[] = []
  let asked = 0
  const at = (number: number) => {
    const issue = kept.find(known => known.number === number)
    if (issue === undefined) throw new Error('no such issue')
    return issue
  }
  const add = (body: string, author = SELF): Kept => {
    const number = kept.length + 1
    const url = `issue/${number}`
    const issue = { number, url, body, author, createdAt: 0 }
    kept.push({ ...issue, isOpen: true, comments: [] })
    return at(number)
  }
  const issues: Issues = {
    async *open() {
      for (const issue of kept.filter(({ isOpen }) => isOpen)) {
        yield await Promise.resolve({ ...issue })
      }
    },
    myLogin() {
      asked += 1
      return Promise.resolve(SELF)
    },
    create: ({ body }) => Promise.resolve({ ...add(body) }),
    update(number, body) {
      Object.assign(at(number), { body, isOpen: true })
      return Promise.resolve()
    },
    comment(number, body) {
      at(number).comments.push(body)
      return Promise.resolve()
    },
    close(number) {
      at(number).isOpen = false
      return Promise.resolve()
    },
    ...changes
  }
  const open = () => kept.filter(({ isOpen }) => isOpen)
  return { issues, kept, add, open, asked: () => asked }
}

const BODY = bodyOf(SUBJECT, { since: 0, failures: 1 }, FAILURE)

describe('a failure', () => {
  test('opens an issue where there is none', async () => {
    const { issues, kept, asked } = repository()
    const done = await reportFailure(issues, SUBJECT, FAILURE)
    expect(done).toBe('opened issue/1')
    expect(kept).toHaveLength(1)
    expect(kept[0]?.comments).toEqual([])
    expect(readStreak(kept[0]?.body ?? '', 0)).toEqual({
      since: FAILURE.at,
      failures: 1
    })
    // The answer to the creation says who we are.
    expect(asked()).toBe(0)
  })

  test('adds a comment to the one that is open, and counts', async () => {
    const { issues, kept, add } = repository()
    add(BODY)
    for (const failures of [2, 3]) {
      const done = await reportFailure(issues, SUBJECT, FAILURE)
      expect(done).toBe('updated issue/1')
      expect(readStreak(kept[0]?.body ?? '', 0)).toEqual({ since: 0, failures })
    }
    expect(kept).toHaveLength(1)
    expect(kept[0]?.comments).toHaveLength(2)
    expect(kept[0]?.comments[1]).toMatch(/^Failed again, 3 times in a row/)
  })

  test.each<[string, string, string]>([
    ['that somebody else wrote', BODY, 'mallory'],
    ['with the marker further down', `Hello\n${BODY}`, SELF],
    ['of another mode', BODY.replace(' export ', ' verify '), SELF],
    ['of another pool', BODY.replace('Ab12', 'Ab13'), SELF],
    ['of a dry run', BODY.replace(' export ', ' export dry-run '), SELF]
  ])('leaves an issue %s alone', async (_which, body, author) => {
    const { issues, kept, add } = repository()
    add(body, author)
    await reportFailure(issues, SUBJECT, FAILURE)
    expect(kept).toHaveLength(2)
    expect(kept[0]).toMatchObject({ body, comments: [], isOpen: true })
  })

  test('is told in the older issue when another run wrote one first', async () => {
    const scene = repository({
      create({ body }) {
        scene.add(BODY)
        return Promise.resolve({ ...scene.add(body) })
      }
    })
    const done = await reportFailure(scene.issues, SUBJECT, FAILURE)
    expect(done).toBe('updated issue/1')
    expect(scene.open().map(({ number }) => number)).toEqual([1])
    expect(scene.kept[1]?.comments.join()).toContain('#1 is the one')
  })

  test('leaves the younger issue to the run that wrote it', async () => {
    const scene = repository({
      create({ body }) {
        const issue = { ...scene.add(body) }
        scene.add(BODY)
        return Promise.resolve(issue)
      }
    })
    const done = await reportFailure(scene.issues, SUBJECT, FAILURE)
    expect(done).toBe('opened issue/1')
    expect(scene.kept[1]).toMatchObject({ isOpen: true, comments: [] })
  })

  test('closes what runs at once have left, and goes on with the oldest', async () => {
    const { issues, open, add } = repository()
    for (let time = 0; time < 3; time += 1) add(BODY)
    await reportFailure(issues, SUBJECT, FAILURE)
    expect(open().map(({ number }) => number)).toEqual([1])
  })

  test('whose issue was created without an answer is not told twice', async () => {
    const scene = repository({
      create({ body }) {
        scene.add(body)
        return Promise.resolve(undefined)
      }
    })
    const done = await reportFailure(scene.issues, SUBJECT, FAILURE)
    expect(done).toBe('opened issue/1')
    expect(scene.kept).toHaveLength(1)
    expect(scene.kept[0]?.comments).toEqual([])
  })

  test('is given up where no issue can be created', async () => {
    let tries = 0
    const { issues } = repository({
      create() {
        tries += 1
        return Promise.resolve(undefined)
      }
    })
    await expect(reportFailure(issues, SUBJECT, FAILURE)).rejects.toThrow()
    expect(tries).toBe(3)
  })
})

describe('a success', () => {
  test('closes the issue, with a comment that says so', async () => {
    const { issues, kept, add } = repository()
    add(BODY)
    expect(await closeIssue(issues, SUBJECT, FAILURE)).toBe('closed issue/1')
    expect(kept[0]).toMatchObject({ isOpen: false })
    expect(kept[0]?.comments.join()).toContain('has succeeded again')
  })

  test('has nothing to do where there is none, and asks nobody', async () => {
    const { issues, add, asked } = repository()
    add('Some other issue')
    expect(await closeIssue(issues, SUBJECT, FAILURE)).toBeUndefined()
    expect(asked()).toBe(0)
  })

  test('does not close what somebody else wrote', async () => {
    const { issues, add, open } = repository()
    add(`${markerOf(SUBJECT)}\n`, 'mallory')
    expect(await closeIssue(issues, SUBJECT, FAILURE)).toBeUndefined()
    expect(open()).toHaveLength(1)
  })
})
