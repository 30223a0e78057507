import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readRun } from '../fixtures/read-inputs.ts'
import { usesThisAction, type Step } from '../fixtures/workflows.ts'

const root = new URL('../../', import.meta.url)
const action = parse(readFileSync(new URL('action.yml', root), 'utf8')) as {
  outputs: Record<string, unknown>
}
const pages = readdirSync(new URL('docs/', root))
  .filter(name => name.endsWith('.md'))
  .map(name => `docs/${name}`)

/** What the runner may put in for the expressions on the pages. */
const VALUES: Readonly<Record<string, string>> = {
  'inputs.snapshot':
    's3://my-backups/cognito-backup/eu-west-1_Ab12Cd34E/20261123T020000Z-ABCDEFGHIJKLMNOP/',
  'inputs.dry-run': 'true',
  'inputs.user-pool-id': 'eu-west-1_Zy98Xw76V',
  'steps.attested.outputs.sha256': 'a'.repeat(64)
}

describe.each(['README.md', ...pages])('the steps of %s', page => {
  const text = readFileSync(new URL(page, root), 'utf8')
  const blocks = [...text.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = '', yaml = '']) =>
      parse(yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), '')) as unknown
  )
  const steps = blocks.flatMap(stepsIn).filter(usesThisAction)

  test('have the inputs that their mode takes', () => {
    for (const step of steps) readRun(inputsOf(step))
  })

  test('are read for outputs that the action sets', () => {
    for (const { id } of steps) {
      if (id === undefined) continue
      const read = text.matchAll(
        new RegExp(String.raw`steps\.${id}\.outputs\.([\w-]+)`, 'g')
      )
      for (const [, output = ''] of read) {
        expect(Object.keys(action.outputs)).toContain(output)
      }
    }
  })
})

/** All steps in a piece of a workflow. */
function stepsIn(piece: unknown): Step[] {
  if (typeof piece !== 'object' || piece === null) return []
  if ('uses' in piece) return [piece as Step]
  return Object.values(piece).flatMap(stepsIn)
}

function inputsOf({ with: inputs = {} }: Step): Record<string, string> {
  const texts = Object.entries(inputs).map(([name, value]) => [
    name,
    String(value).replaceAll(
      /\$\{\{ (.*?) \}\}/g,
      (expression, what: string) => VALUES[what] ?? expression
    )
  ])
  return Object.fromEntries(texts) as Record<string, string>
}
