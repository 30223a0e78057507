import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
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
