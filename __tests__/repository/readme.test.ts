import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { INPUTS } from '../../src/inputs/table.ts'
import { MODES } from '../../src/shared/outcome.ts'
import { list } from '../fixtures/iam-policies.ts'
import { deployRole, ONE_ACCOUNT } from '../fixtures/infra-stacks.ts'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const readme = text('README.md')
const action = parse(text('action.yml')) as {
  inputs: Record<string, { default?: string }>
  outputs: Record<string, unknown>
}

interface Step {
  uses: string
  with: Record<string, string>
}

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<string, { steps: Step[] }>
}

/** The cells of the table under a heading, by the name in its first column. */
function table(heading: string): Map<string, string[]> {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = section
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
    .flatMap(([, name = '', ...cells]): [string, string[]][] => {
      const quoted = /^`(.+)`$/.exec(name)?.[1]
      return quoted === undefined ? [] : [[quoted, cells]]
    })
  return new Map(rows)
}

describe('the README', () => {
  test('lists the inputs of action.yml, in their order', () => {
    expect([...table('Inputs').keys()]).toEqual(Object.keys(action.inputs))
  })

  test('tells the defaults of action.yml', () => {
    for (const [name, [, shown]] of table('Inputs')) {
      const quoted = /^`(.+)`$/.exec(shown ?? '')?.[1]
      expect([name, quoted]).toEqual([name, action.inputs[name]?.default])
    }
  })

  test('names the modes that take each input', () => {
    const modes = Object.entries(INPUTS).map(([name, input]) => [
      name,
      input.modes.length === MODES.length ? 'all' : input.modes.join(', ')
    ])
    const shown = [...table('Inputs')].map(([name, [cell]]) => [name, cell])
    expect(shown).toEqual(modes)
  })

  test('lists the outputs of action.yml, in their order', () => {
    expect([...table('Outputs').keys()]).toEqual(Object.keys(action.outputs))
  })

  test('gives inputs in its workflows that action.yml has', () => {
    const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, yaml = '']) =>
        parse(yaml) as
          Workflow | Pick<Step, 'with'> | Pick<Workflow, 'permissions'>
    )
    const workflows = blocks.filter(block => 'jobs' in block)
    expect(workflows).toHaveLength(3)
    const parts = blocks.filter(block => 'with' in block)
    expect(parts).toHaveLength(2)
    for (const part of parts) {
      expect(Object.keys(action.inputs)).toEqual(
        expect.arrayContaining(Object.keys(part.with))
      )
    }
    for (const { jobs, permissions } of workflows) {
      expect(permissions['id-token']).toBe('write')
      const steps = Object.values(jobs).flatMap(job => job.steps)
      const ours = steps.filter(step => step.uses.includes('cognito-backup@'))
      expect(ours).toHaveLength(1)
      for (const step of ours) {
        expect(Object.keys(action.inputs)).toEqual(
          expect.arrayContaining(Object.keys(step.with))
        )
      }
    }
  })

  test('permits each mode the calls that its code makes, and no others', () => {
    const policies = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json = '']) =>
        (
          JSON.parse(json) as { Statement: { Action: string | string[] }[] }
        ).Statement.flatMap(({ Action }) => Action)
    )
    const [exporting, restoring, verifying] = policies.map(actions =>
      actions.filter(name => name.startsWith('cognito-idp:'))
    )
    const called = callsIn('src/cognito/')
      // It sends an operation that it is given: see the steps of a new pool.
      .filter(name => name !== 'Raw')
      .map(name => `cognito-idp:${name}`)
    expect(called.length).toBeGreaterThan(8)
    // No page shows those of a recovery and of a new pool.
    const others = (
      ['recover-preview', 'recover-apply', 'create-pool'] as const
    )
      .flatMap(mode => deployRole(mode, ONE_ACCOUNT).policy.Statement)
      .flatMap(({ Action }) => list(Action))
      .filter(name => called.includes(name))
    expect(
      new Set([...(exporting ?? []), ...(restoring ?? []), ...others])
    ).toEqual(new Set(called))
    expect(verifying).toEqual([
      'cognito-idp:DescribeUserPool',
      'cognito-idp:ListUsers'
    ])
    const writes = /:(Admin(?!Get)|Create)/
    expect(exporting?.filter(name => writes.test(name))).toEqual([])
    expect(restoring?.filter(name => writes.test(name))).toEqual(
      called.filter(name => writes.test(name)).sort()
    )
  })
})

/** The operations that a room calls, from its source, sub-folders included. */
function callsIn(room: string): string[] {
  const files = readdirSync(new URL(room, root), {
    encoding: 'utf8',
    recursive: true
  }).filter(file => file.endsWith('.ts'))
  const calls = files.flatMap(file =>
    [...text(`${room}${file}`).matchAll(/new ([A-Z]\w+)Command\(/g)].map(
      ([, name = '']) => name
    )
  )
  return [...new Set(calls)]
}
