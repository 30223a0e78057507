import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'

const root = new URL('../../', import.meta.url)
const pages = ['', '.github/', 'docs/', 'infra/', 'simulator/'].flatMap(
  folder =>
    readdirSync(new URL(folder, root))
      .filter(name => name.endsWith('.md'))
      .map(name => `${folder}${name}`)
)

/** A page without what stands in its blocks of code. */
const prose = (url: URL) =>
  readFileSync(url, 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(url: URL): string[] {
  const seen = new Map<string, number>()
  return [...prose(url).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-')
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
}

/** Those of its links that lead nowhere in this repository. */
function brokenLinks(url: URL): string[] {
  return [...prose(url).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^(https?|mailto):/.test(target))
    .filter(target => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? url : new URL(path, url)
      if (!existsSync(file)) return true
      if (anchor === undefined) return false
      return statSync(file).isDirectory() || !anchorsOf(file).includes(anchor)
    })
}

describe.each(pages)('%s', page => {
  test('leads to pages and headings that there are', () => {
    expect(brokenLinks(new URL(page, root))).toEqual([])
  })
})
