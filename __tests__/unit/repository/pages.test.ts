import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'

const root = new URL('../../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const { scripts } = JSON.parse(text('package.json')) as {
  scripts: Record<string, string>
}

describe.each(['SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])(
  '%s',
  path => {
    const page = text(path)

    test('leads to files that there are', () => {
      const targets = [...page.matchAll(/\]\(([^)#]+)/g)].flatMap(
        ([, target = '']) => (target.startsWith('https:') ? [] : [target])
      )
      for (const target of targets) {
        expect([target, existsSync(new URL(target, root))]).toEqual([
          target,
          true
        ])
      }
    })

    test('names commands and files that there are', () => {
      for (const [, name = ''] of page.matchAll(/npm run ([\w:]+)/g)) {
        expect(Object.keys(scripts)).toContain(name)
      }
      const files = [
        ...page.matchAll(/`((?:\.ci|src|infra|__tests__)\/[^`\s]*)`/g)
      ]
      for (const [, file = ''] of files) {
        expect([file, existsSync(new URL(file, root))]).toEqual([file, true])
      }
    })
  }
)

test('CODEOWNERS knows paths that there are, and somebody for each', () => {
  const lines = text('.github/CODEOWNERS')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
  expect(lines[0]).toMatch(/^\* +@your-org\/[\w-]+$/)
  for (const line of lines.slice(1)) {
    const [path = '', ...owners] = line.split(/ +/)
    expect([path, existsSync(new URL(`.${path}`, root))]).toEqual([path, true])
    expect(owners).not.toEqual([])
  }
})

test('the changelog begins with what is to come, or with this version', () => {
  const { version } = JSON.parse(text('package.json')) as { version: string }
  const [, first] = /^## \[(.+?)\]/m.exec(text('CHANGELOG.md')) ?? []
  expect(['Unreleased', version]).toContain(first)
})
