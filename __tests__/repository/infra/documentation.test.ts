import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { tidy } from '../../fixtures/iam-policies.ts'
import {
  deployRole,
  PARAMETER_FILES,
  parametersOf,
  TEMPLATES
} from '../../fixtures/infra-stacks.ts'

const root = new URL('../../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** The JSON blocks of a page. */
const shownIn = (path: string) =>
  [...text(path).matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json = '']) => JSON.parse(json) as unknown
  )

const parameters = parametersOf('one-account')
const roles = (['export', 'restore', 'verify'] as const).map(mode =>
  deployRole(mode, parameters)
)
const policies = roles.map(({ policy }) => tidy(policy))

describe('what the pages show with the parameters of one account', () => {
  test('in the README, are the policies of the templates', () => {
    expect(shownIn('README.md')).toEqual(policies)
  })
})

describe('infra/README.md', () => {
  const page = text('infra/README.md')

  test('deploys templates that there are, and all of them', () => {
    const named = [...page.matchAll(/infra\/([\w-]+)\.yml/g)].map(
      ([, name]) => name
    )
    expect([...new Set(named)].sort()).toEqual([...TEMPLATES].sort())
  })

  test('names files of parameters that there are', () => {
    const named = [...page.matchAll(/parameters\/([\w-]+)\.json/g)].map(
      ([, name = '']) => name
    )
    expect([...new Set(named)].sort()).toEqual([...PARAMETER_FILES].sort())
    for (const name of named) {
      expect(Object.keys(parametersOf(name)).length).toBeGreaterThan(5)
    }
  })

  test('names parameters that templates have', () => {
    const all = TEMPLATES.map(name => text(`infra/${name}.yml`)).join('\n')
    const named = [...page.matchAll(/`([A-Z][a-z]\w+)`/g)].map(
      ([, name = '']) => name
    )
    expect(named.length).toBeGreaterThan(5)
    for (const name of named) expect(all).toContain(`\n  ${name}:\n`)
  })
})

test('every file of parameters sets what templates have', () => {
  const all = TEMPLATES.map(name => text(`infra/${name}.yml`)).join('\n')
  for (const name of PARAMETER_FILES) {
    for (const parameter of Object.keys(parametersOf(name))) {
      expect(all).toContain(`\n  ${parameter}:\n`)
    }
  }
})
