import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const root = new URL('../../../', import.meta.url)
const folder = new URL('docs/reliability/', root)
const lists = readdirSync(folder).filter(name => /^bugs-.*\.json$/.test(name))

test.each(lists)('%s says of each bug what it is and what tests it', name => {
  const bugs = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
    test: string
  }[]
  expect(bugs.length).toBeGreaterThan(0)
  for (const bug of bugs) {
    expect(bug).toEqual({
      found: expect.stringMatching(/\.$/),
      consequence: expect.stringMatching(/\.$/),
      test: expect.stringMatching(/^__tests__\/.+\.test\.ts$/)
    })
    expect([bug.test, existsSync(new URL(bug.test, root))]).toEqual([
      bug.test,
      true
    ])
  }
})
