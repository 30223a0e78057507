import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  PARAMETER_FILES,
  parametersOf,
  TEMPLATES
} from '../../fixtures/infra-stacks.ts'

const root = new URL('../../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')

describe('docs/getting-started.md', () => {
  const page = text('docs/getting-started.md')

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
