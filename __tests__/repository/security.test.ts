import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { readWorkflow } from '../fixtures/workflows.ts'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = text('docs/security.md')

/** The cells of the rows that begin with the parameter of a role. */
const rows = page
  .split('\n')
  .filter(line => /^\| `\w+Workflows` \|/.test(line))
  .map(line => line.slice(2, -2).split(' | '))

test('the workflows that the roles trust are those that assume them', () => {
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

test('the environments of the roles are those that their templates trust', () => {
  const shown = rows.flatMap(([name = '', , environment = '']) =>
    environment.startsWith('`')
      ? [[name.replaceAll(/`|Workflows/g, ''), environment.slice(1, -1)]]
      : []
  )
  expect(shown).toHaveLength(4)
  for (const [role = '', environment] of shown) {
    const file = role.replace(/\B[A-Z]/, '-$&').toLowerCase()
    expect(text(`infra/${file}-role.yml`)).toMatch(
      new RegExp(
        String.raw`\n  ${role}Environment:\n(.*\n){0,4} +Default: ${environment}\n`
      )
    )
  }
})
