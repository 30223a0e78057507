import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parametersOf } from '../fixtures/infra-stacks.ts'
import { readWorkflow } from '../fixtures/workflows.ts'

const root = new URL('../../', import.meta.url)
const PAGES = [
  'restore',
  'recover',
  'create-pool',
  'compare-and-alarms',
  'security'
]

/** The blocks of shell on a page. */
function shellOf(page: string): string[] {
  const text = readFileSync(new URL(`docs/${page}.md`, root), 'utf8')
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(
    ([, , block = '']) => block
  )
}

/** Their commands that begin so, each on one line. */
const commandsOf = (page: string, begin: string) =>
  shellOf(page)
    .flatMap(block => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .map(line => line.trim())
    .filter(line => line.startsWith(begin))

describe.each(PAGES)('the commands of docs/%s.md', page => {
  test('are whole', () => {
    for (const block of shellOf(page)) {
      execFileSync('bash', ['-n'], { input: block })
    }
  })

  test('run workflows of examples/, with all inputs that these demand', () => {
    for (const command of commandsOf(page, 'gh workflow ')) {
      const [, verb, file = ''] = /^gh workflow (\w+) (\S+)/.exec(command) ?? []
      const { on } = readWorkflow(file)
      if (verb !== 'run') continue
      const inputs = on['workflow_dispatch']?.inputs ?? {}
      const given = [...command.matchAll(/ -f ([\w-]+)=/g)].map(
        ([, name = '']) => name
      )
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given))
      const demanded = Object.entries(inputs).filter(
        ([, { required, default: value }]) =>
          required === true && value === undefined
      )
      expect(given).toEqual(
        expect.arrayContaining(demanded.map(([name]) => name))
      )
    }
  })

  test('deploy templates, with files of parameters that there are', () => {
    for (const command of commandsOf(page, 'aws cloudformation deploy')) {
      const [, template = ''] = /--template-file (\S+)/.exec(command) ?? []
      expect(existsSync(new URL(template, root))).toBe(true)
      const [, name = ''] = /file:\/\/([\w-]+)\.json/.exec(command) ?? []
      expect(Object.keys(parametersOf(name)).length).toBeGreaterThan(5)
    }
  })
})
