import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { DEFAULT_QUOTAS } from '../../src/cognito/quota-categories.ts'
import { readWorkflow } from '../fixtures/workflows.ts'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = text('docs/operations.md')

/** The cells of the rows of a section's tables, without their headings. */
function rowsOf(heading: string): string[][] {
  const [section = ''] =
    page.split(`\n## ${heading}\n`)[1]?.split('\n## ') ?? []
  return section
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim())
    )
}

describe('the commands of the bad day', () => {
  const commands = [
    ...page.matchAll(/gh workflow (\w+) (\S+\.yml)((?:[^`]|\\\n)*?)\n(?! *-f)/g)
  ]

  test('are about workflows of examples/, with inputs that these have', () => {
    expect(commands.map(([, verb]) => verb)).toEqual([
      'disable',
      'run',
      'enable',
      'run'
    ])
    const given = commands.flatMap(([, , file = '', rest = '']) => {
      const { on } = readWorkflow(file)
      const known = Object.keys(on['workflow_dispatch']?.inputs ?? {})
      const names = [...rest.matchAll(/-f ([\w-]+)=/g)].map(
        ([, name = '']) => name
      )
      for (const name of names) expect(known).toContain(name)
      return names
    })
    expect(given).toHaveLength(7)
  })
})

describe('the times at 80 % of the quotas', () => {
  const UNITS: Record<string, number> = { s: 1, min: 60, h: 3600 }
  const rows = rowsOf('Quotas, and how long things take').filter(([, quota]) =>
    /^User\w+ \d/.test(quota ?? '')
  )

  test('are of six kinds of work', () => expect(rows).toHaveLength(6))

  test.each(rows)('%s', (_, quota = '', ...times) => {
    const [category = '', perSecond] = quota.split(/[ ,]+/)
    expect([category, Number(perSecond)]).toEqual([
      category,
      DEFAULT_QUOTAS[category as keyof typeof DEFAULT_QUOTAS]
    ])
    const perCall = Number(/(\d+) \w+ a request$/.exec(quota)?.[1] ?? 1)
    for (const [at, users] of [1e5, 1e6, 1e7, 4e7].entries()) {
      const [number, unit = ''] = (times[at] ?? '').split(' ')
      const said = Number(number) * (UNITS[unit] ?? NaN)
      const right = users / perCall / (Number(perSecond) * 0.8)
      expect(Math.abs(said / right - 1)).toBeLessThan(0.04)
    }
  })
})

test('what was measured is what the page about benchmarks has', () => {
  const measured = rowsOf('Quotas, and how long things take').filter(
    ([command]) => command?.startsWith('`npm run bench')
  )
  expect(measured).toHaveLength(4)
  const benchmarks = text('docs/benchmarks.md')
  for (const [command = '', , ...figures] of measured) {
    expect(benchmarks).toContain(command)
    for (const figure of figures.filter(one => one !== '–')) {
      expect(benchmarks).toContain(figure)
    }
  }
})

test('the workflows that the roles trust are those that assume them', () => {
  const rows = rowsOf('What to set up').filter(([name]) =>
    /^`\w+Workflows`$/.test(name ?? '')
  )
  const files = Object.fromEntries(
    rows.map(([name = '', cell = '']) => [
      name.replaceAll(/`|Workflows/g, '').toLowerCase(),
      [...cell.matchAll(/[\w-]+\.yml/g)].map(([file]) => file).sort()
    ])
  )
  const all = [...new Set(Object.values(files).flat())]
  const using = (role: string) =>
    all
      .filter(file =>
        Object.values(readWorkflow(file).jobs).some(({ steps, environment }) =>
          steps.some(step => {
            const arn = step.with?.['role-to-assume']
            if (!String(arn).endsWith(`:role/cognito-backup-${role}`)) return
            // The environment that its template trusts by default.
            const template = text(`infra/${role}-role.yml`)
            expect(template).toMatch(
              new RegExp(`Environment:\n(.*\n){0,3} +Default: ${environment}\n`)
            )
            return true
          })
        )
      )
      .sort()
  expect(files).toEqual({
    export: using('export'),
    verify: using('verify'),
    restore: using('restore')
  })
})
