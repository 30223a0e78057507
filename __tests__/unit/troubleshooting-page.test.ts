import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { SNAPSHOT_REFUSALS } from '../../src/errors.ts'
import { entriesOf, hasText, strangeWords } from '../fixtures/page-sentences.ts'
import {
  isMessage,
  textsBelow,
  textsIn,
  uselessExceptions,
  type SourceText
} from '../fixtures/source-sentences.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = read('docs/troubleshooting.md')
const texts = textsBelow(new URL('src/', root))

/** Those of the texts that a person may be told and the page doesn't explain. */
function unexplained(of: readonly SourceText[], by = page): string[] {
  const entries = entriesOf(by)
  return of
    .filter(isMessage)
    .filter(({ text }) => !entries.some(entry => hasText(entry, text)))
    .map(({ file, text }) => `${file}: ${text}`)
}

/** The sentences of a page of which something is in no text of the code. */
function stale(by: string): string[] {
  const several = texts
    .map(({ text }) => text)
    .filter(text => text.includes(' '))
  return entriesOf(by).filter(entry => strangeWords(entry, several).length > 0)
}

describe('the page about troubleshooting', () => {
  test('explains every sentence that the action can print', () => {
    expect(texts.filter(isMessage).length).toBeGreaterThan(400)
    expect(unexplained(texts)).toEqual([])
  })

  test('explains no sentence that the action does not print', () => {
    expect(entriesOf(page).length).toBeGreaterThan(300)
    expect(stale(page)).toEqual([])
  })

  test('explains a sentence once', () => {
    const entries = entriesOf(page)
    const again = entries.filter((entry, at) => entries.indexOf(entry) !== at)
    // As pieces of two frames, with a meaning in each.
    expect(again).toEqual(['is missing', 'is not JSON'])
  })

  test('has every code', () => {
    const ofType = (path: string, type: string) => {
      const [, body = ''] = read(path).split(`export type ${type} =`)
      return (body.split('\n\n')[0] ?? '').match(/(?<=')[\w-]+(?=')/g) ?? []
    }
    const ofErrors = ofType('src/errors.ts', 'ErrorCode')
    const ofRemarks = ofType('src/verify/findings.ts', 'Remark')
    const ofUsers = texts.filter(
      ({ file, place, text }) =>
        file === 'report/failure-cures.ts' &&
        place === 'new Map' &&
        /^[\w-]+(: \w+)?$/.test(text)
    )
    expect(ofErrors.length).toBeGreaterThan(15)
    expect(ofRemarks.length).toBeGreaterThan(5)
    expect(ofUsers.length).toBeGreaterThan(20)
    const codes = [
      ...SNAPSHOT_REFUSALS,
      ...ofErrors,
      ...ofRemarks,
      ...ofUsers.map(({ text }) => text)
    ]
    expect(codes.filter(code => !page.includes(`\`${code}\``))).toEqual([])
  })

  test('leads to pages and headings that there are', () => {
    const headingsOf = (markdown: string) =>
      [...markdown.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replaceAll(' ', '-')
      )
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)]
    expect(links.length).toBeGreaterThan(30)
    for (const [, link = ''] of links) {
      const [path = '', heading] = link.split('#')
      const isFolder = path.endsWith('/')
      const target = path === '' ? page : isFolder ? '' : read(`docs/${path}`)
      if (heading !== undefined) expect(headingsOf(target)).toContain(heading)
    }
    expect(read('README.md')).toContain('(docs/troubleshooting.md)')
  })
})

describe('what finds the sentences', () => {
  const made = (code: string) => unexplained(textsIn(code, 'made-up.ts'))

  test.each([
    "throw new UserError('input', 'The moon is full.')",
    "const explanation = { code: 'aws', message: `The moon of ${day} is full.` }",
    "return isFull ? 'The moon is full.' : undefined",
    "return block('Full moon', `${amount(moons, 'moon')} are full.`)",
    "throw refused(key, 'is full of the moon')",
    "const text = 'The moon ' + 'is full.'",
    "const text = 'The ' + name + ' is full of the moon.'",
    'text = `Well. ${isFull ? `The moon is ${how}.` : rest}`',
    'const MOONS = new Map([["full", "The moon is full."]])',
    'function moon(text = "The moon is full.") {}',
    'warn`The moon is full.`',
    "class Full extends UserError { constructor() { super('input', 'The moon is full.') } }"
  ])('misses in the page: %s', code => {
    expect(made(code).join()).toMatch(/moon/)
  })

  test('finds a new sentence in a file that has others', () => {
    const path = 'src/aws/errors.ts'
    const code = read(path).replace('Check the region, ', 'Check the moon, ')
    expect(unexplained(textsIn(code, 'aws/errors.ts'))).toEqual([
      expect.stringMatching(/^aws\/errors.ts: AWS could not be reached/)
    ])
  })

  test('misses a sentence whose entry is taken out of the page', () => {
    const rest = page.replace(/^- `The run was cancelled\.`$/m, '')
    expect(rest).not.toBe(page)
    expect(unexplained(texts, rest)).toEqual([
      'errors.ts: The run was cancelled.'
    ])
  })

  test('takes types, names of modules and bugs for no message', () => {
    const code = `
      import { moon } from './the moon is full.ts'
      export * from './the moon is full.ts'
      type Moon = 'the moon is full' | \`the moon is \${string}\`
      throw new Error('The moon is full.')
      log({ code: 'the-moon-is-full' })`
    expect(made(code)).toEqual([])
  })

  test('has no exception that nothing needs', () => {
    expect(uselessExceptions(texts)).toEqual([])
    expect(uselessExceptions([]).length).toBeGreaterThan(10)
  })
})

describe('what finds what is stale', () => {
  test.each([
    '- `The moon is full.`\n',
    '- `The run was cancelled. By the moon.`\n',
    '| `is full of the moon` | wait |\n',
    '- `There is no bucket …. Check the moon.`\n'
  ])('%s', entry => {
    expect(stale(entry)).toHaveLength(1)
  })

  test('takes a sentence with all that is put into it for good', () => {
    expect(stale('- `The run stopped at its max-duration of …. …`')).toEqual([])
    expect(
      stale('- `The input … is not the id of a user pool. A valid example: ….`')
    ).toEqual([])
  })
})
