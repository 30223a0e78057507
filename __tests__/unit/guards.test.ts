import { describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { filesWithout, GuardError, type Guard } from '../guards/guard.ts'
import { GUARDS } from '../guards/guards.ts'
import { judge, notGreen } from '../guards/judge.ts'
import { toRecord, toRecorded } from '../guards/record.ts'
import { PROMISES } from '../guards/promises.ts'

const inProject = (file: string) =>
  fileURLToPath(new URL(`../../${file}`, import.meta.url))
const read = (file: string) => readFileSync(inProject(file), 'utf8')

describe('the table of guards', () => {
  test('fits the sources: each guard is in them once, and can be removed', () => {
    for (const guard of GUARDS) {
      expect(() => filesWithout(guard, read)).not.toThrow()
    }
  })

  test('names each guard once', () => {
    const names = GUARDS.map(({ name }) => name)
    expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([])
  })

  test('removes no guard twice in the same way', () => {
    const changes = GUARDS.map(({ file, source, without, and, tests }) =>
      JSON.stringify([file, source, without, and, tests])
    )
    expect(new Set(changes).size).toBe(changes.length)
  })

  test('names test files that there are', () => {
    for (const { name, tests } of GUARDS) {
      expect([name, tests.length]).not.toEqual([name, 0])
      expect([
        name,
        tests.filter(file => !existsSync(inProject(file)))
      ]).toEqual([name, []])
    }
  })

  test('has a guard for each promise', () => {
    const promised = new Set<string>(GUARDS.map(({ promise }) => promise))
    expect(Object.keys(PROMISES).filter(one => !promised.has(one))).toEqual([])
  })
})

const GUARD: Guard = {
  name: 'a is not b',
  promise: 'bombs',
  file: 'src/a.ts',
  source: 'if (a === b) {',
  without: 'if (false) {',
  tests: ['a.test.ts']
}

describe('removing a guard', () => {
  const without = (text: string, changes: Partial<Guard> = {}) =>
    filesWithout({ ...GUARD, ...changes }, () => text).get('src/a.ts')

  test('changes its source and nothing else', () => {
    expect(without('x\nif (a === b) {\n  $&\n}')).toBe(
      'x\nif (false) {\n  $&\n}'
    )
    expect(without('if (a === b) {', { without: '$&$1' })).toBe('$&$1')
  })

  test('changes several places of one file', () => {
    const { file } = GUARD
    const and = [{ file, source: 'else', without: 'or' }]
    expect(without('if (a === b) {} else {}', { and })).toBe(
      'if (false) {} or {}'
    )
  })

  test.each([
    ['is not there', 'if (a === c) {', {}],
    ['is there twice', 'if (a === b) { if (a === b) {', {}],
    ['stays', 'if (a === b) {', { without: GUARD.source }]
  ])('fails when its source %s', (_what, text, changes) => {
    expect(() => without(text, changes)).toThrow(GuardError)
  })
})

describe('a guard is proven', () => {
  const red = (fullName: string, message: string) => ({
    fullName,
    status: 'failed',
    failureMessages: [message]
  })
  const green = { fullName: 'x', status: 'passed', failureMessages: [] }
  const AT = '\n    at /tmp/0/__tests__/a.test.ts:1:1'
  const NOT_EQUAL = `Error: \u001b[2mexpect(\u001b[22mreceived).toBe()${AT}`

  const fileOf = (
    ...assertionResults: (typeof green | ReturnType<typeof red>)[]
  ) => ({
    name: 'a.test.ts',
    message: '',
    status: assertionResults.includes(green) ? 'passed' : 'failed',
    assertionResults
  })
  const verdict = (...results: Parameters<typeof fileOf>) =>
    judge({ testResults: [fileOf(...results)] }, ['a.test.ts'])

  test.each([
    NOT_EQUAL,
    `TypeError: expect(received).toMatch(expected)${AT}`,
    `Error: Property failed after 1 tests${AT}`,
    `Error: It was accepted${AT}`,
    `UserError: The bucket is missing.${AT}`
  ])('by a test that failed with %s', message => {
    expect(verdict(green, red('b', message), red('c', message))).toEqual({
      is: 'caught',
      tests: ['b']
    })
  })

  test.each([
    `TypeError: a is not a function${AT}`,
    'Error: thrown: "Exceeded timeout of 5 ms for a test.',
    'Error: a bug\n    at /tmp/0/src/a.ts:1:1'
  ])('by no test that failed with %s', message => {
    expect(verdict(red('b', message))).toMatchObject({ is: 'broken' })
  })

  test('by no file whose tests stay green, whatever others say', () => {
    expect(verdict(green)).toMatchObject({ is: 'survived' })
    const other = { ...fileOf(green), name: 'b.test.ts' }
    const both = { testResults: [fileOf(red('b', NOT_EQUAL)), other] }
    expect(judge(both, ['a.test.ts', 'b.test.ts'])).toEqual({
      is: 'survived',
      why: 'nothing in b.test.ts went red'
    })
  })

  test('by no file that could not be run', () => {
    const failed = { ...fileOf(), message: 'SyntaxError' }
    expect(judge({ testResults: [failed] }, ['a.test.ts'])).toEqual({
      is: 'broken',
      why: 'a.test.ts could not be run: SyntaxError'
    })
    expect(judge({ testResults: [] }, ['a.test.ts'])).toMatchObject({
      is: 'broken'
    })
  })

  test('only where all is green with it', () => {
    expect(notGreen({ testResults: [fileOf(green)] })).toEqual([])
    expect(notGreen({ testResults: [fileOf(red('b', NOT_EQUAL))] })).toEqual([
      'a.test.ts: b'
    ])
  })
})

describe('what came out is recorded', () => {
  const on = (day: string) => Date.parse(`${day}T23:59:59Z`)
  const guard = (name: string, file = 'src/a.ts') => ({ ...GUARD, name, file })
  const shown = (one: Guard, day = '2026-11-25') =>
    toRecorded({ guard: one, tests: ['b'] }, on(day))
  const table = [guard('b', 'src/b.ts'), guard('c'), guard('a', 'src/b.ts')]
  const all = table.map(one => shown(one))

  test('with the day, and all that a guard has changed', () => {
    const and = [
      { file: 'src/c.ts', source: 'x', without: 'y' },
      { file: 'src/a.ts', source: 'x', without: 'y' }
    ]
    expect(shown({ ...guard('c'), and })).toEqual({
      name: 'c',
      promise: PROMISES.bombs,
      file: 'src/a.ts, src/c.ts',
      tests: ['b'],
      date: '2026-11-25'
    })
  })

  test('by file and name, whoever was first', () => {
    const tried = new Map(all.map(one => [one.name, one]))
    expect(toRecord(table, [], tried)).toMatchObject({
      command: 'npm run test:guards',
      of: 3,
      guards: [{ name: 'c' }, { name: 'a' }, { name: 'b' }]
    })
  })

  test('beside what an earlier run has shown of other guards', () => {
    const later = shown(guard('c'), '2026-11-26')
    const { guards } = toRecord(table, all, new Map([['c', later]]))
    expect(guards.map(({ name, date }) => [name, date])).toEqual([
      ['c', '2026-11-26'],
      ['a', '2026-11-25'],
      ['b', '2026-11-25']
    ])
  })

  test('without those that nothing has noticed, or that are no longer there', () => {
    const tried = new Map([['c', undefined]])
    const record = toRecord(table, [...all, shown(guard('d'))], tried)
    expect(record.guards.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(record.of).toBe(3)
  })
})
