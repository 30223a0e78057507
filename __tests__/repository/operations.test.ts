import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readWorkflow } from '../fixtures/workflows.ts'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = text('docs/operations.md')
const badDay = text('docs/restore.md')

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
    ...badDay.matchAll(
      /gh workflow (\w+) (\S+\.yml)((?:[^`]|\\\n)*?)\n(?! *-f)/g
    )
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
  const templateOf = (role: string) => role.replace(/^recover-.*/, 'recover')
  const all = [...new Set(Object.values(files).flat())]
  const using = (role: string) =>
    all
      .filter(file =>
        Object.values(readWorkflow(file).jobs).some(({ steps, environment }) =>
          steps.some(step => {
            const arn = step.with?.['role-to-assume']
            if (!String(arn).endsWith(`:role/cognito-backup-${role}`)) return
            // Its template trusts the environment by default, or is told to.
            const own = text(`infra/${templateOf(role)}-role.yml`)
            const known = `${own}${text('infra/recover-role.yml')}`
            const [, parameter = ''] =
              new RegExp(
                `  (\\w+Environment):\n(.*\n){0,4} +Default: ${environment}\n`
              ).exec(known) ?? []
            expect(own).toContain(`\n  ${parameter}:\n`)
            return true
          })
        )
      )
      .sort()
  expect(files).toEqual({
    export: using('export'),
    verify: using('verify'),
    restore: using('restore'),
    recover: using('recover-apply'),
    createpool: using('create-pool')
  })
  expect(files['recover']).toEqual(using('recover-preview'))
})
