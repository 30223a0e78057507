import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')

describe('a person reads the pages to their end, so', () => {
  const sizes = Object.fromEntries(
    execFileSync('git', ['ls-files', '*.md'], {
      cwd: fileURLToPath(root),
      encoding: 'utf8'
    })
      .trimEnd()
      .split('\n')
      .filter(path => existsSync(new URL(path, root)))
      .map(path => [path, Buffer.byteLength(text(path))])
  )

  test('the README has at most 20,000 bytes in 260 lines', () => {
    expect(sizes['README.md']).toBeLessThanOrEqual(20_000)
    expect(text('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(
      260
    )
  })

  test('each other page has at most 15,000 bytes', () => {
    const long = Object.entries(sizes)
      .filter(([path, size]) => path !== 'README.md' && size > 15_000)
      .map(([path]) => path)
    expect(long).toEqual([])
  })

  test('all pages together have at most 160,000 bytes', () => {
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0)
    expect(total).toBeLessThanOrEqual(160_000)
  })
})

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
