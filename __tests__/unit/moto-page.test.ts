import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'

/** What docs/moto.md says of the tests against moto, held against them. */
const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = text('docs/moto.md')
const { inputs } = parse(text('action.yml')) as {
  inputs: Record<string, unknown>
}
const tests = readdirSync(new URL('__tests__/moto/', root))
  .filter(file => file.endsWith('.ts'))
  .map(file => text(`__tests__/moto/${file}`))
  .join('\n')
const [, section = ''] = page.split("\n## What can't be shown on moto\n")
const [exceptions = ''] = section.split('\n## ')

const isUsed = (input: string) =>
  new RegExp(`^\\s*(?:'${input}'|${input}): `, 'm').test(tests) ||
  tests.includes(`{ '${input}': `)
const isExcepted = (input: string) => exceptions.includes(`\`${input}\``)

test.each(Object.keys(inputs))(
  'the input %s is run against moto, or the page says why it can not be',
  input => {
    expect([input, isUsed(input) || isExcepted(input)]).toEqual([input, true])
  }
)

test('the page speaks of the version of moto that is installed', () => {
  const [, version = ''] =
    /^moto==(.+)$/m.exec(text('__tests__/moto/constraints.txt')) ?? []
  const told = [...page.matchAll(/moto (\d+\.\d+\.\d+)/g)].map(
    ([, found = '']) => found
  )
  expect(told.length).toBeGreaterThan(2)
  expect(new Set(told)).toEqual(new Set([version]))
})

test('each line of the exceptions has a reason, and most a test that holds it', () => {
  const rows = exceptions
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (-+|shown on)/.test(line))
    .map(line => line.split('|').map(cell => cell.trim()))
  expect(rows.length).toBeGreaterThan(15)
  for (const [, what = '', reason = ''] of rows) {
    expect([what, reason.length > 10]).toEqual([what, true])
  }
  const held = rows.filter(([, , reason = '']) => reason.includes('†'))
  expect(held.length).toBeGreaterThan(rows.length / 2)
})
