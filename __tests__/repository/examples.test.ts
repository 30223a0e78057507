import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { blocksOf } from '../fixtures/quick-start.ts'
import { runScript } from '../fixtures/step-scripts.ts'
import {
  readWorkflow,
  usesThisAction,
  type Workflow
} from '../fixtures/workflows.ts'

const ROOT = new URL('../../', import.meta.url)
const files = readdirSync(new URL('examples/', ROOT)).filter(name =>
  name.endsWith('.yml')
)
const action = parse(readFileSync(new URL('action.yml', ROOT), 'utf8')) as {
  inputs: Record<string, unknown>
  outputs: Record<string, unknown>
}

describe.each(files)('examples/%s', file => {
  const text = readFileSync(new URL(`examples/${file}`, ROOT), 'utf8')
  const workflow = readWorkflow(file)
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap(job => job.steps)
  const ours = steps.filter(usesThisAction)

  test('gives the action inputs that it has, and reads outputs that it sets', () => {
    expect(ours).not.toEqual([])
    for (const { with: inputs = {} } of ours) {
      for (const name of Object.keys(inputs)) {
        expect(Object.keys(action.inputs)).toContain(name)
      }
    }
    const ids = ours.flatMap(({ id }) => id ?? [])
    for (const [, id = '', output] of text.matchAll(
      /steps\.([\w-]+)\.outputs\.([\w-]+)/g
    )) {
      if (ids.includes(id))
        expect(Object.keys(action.outputs)).toContain(output)
    }
  })

  test('has no input that may be left blank', () => {
    expect(mayBeBlank(workflow)).toEqual([])
  })

  test('gives no job more than it needs', () => {
    expect(workflow.permissions).toEqual({})
    for (const { permissions, environment, steps: all } of jobs) {
      expect(environment).toBeDefined()
      const tracks = all.some(step => step.with?.['tracking-issue'] === true)
      const assumes = all.some(({ uses }) => uses !== undefined)
      expect(permissions).toEqual({
        ...(assumes ? { 'id-token': 'write' } : {}),
        ...(tracks ? { issues: 'write' } : {})
      })
    }
  })

  test('runs on no event that a stranger can cause', () => {
    for (const event of Object.keys(workflow.on)) {
      expect(['schedule', 'workflow_dispatch', 'workflow_call']).toContain(
        event
      )
    }
  })

  test('puts no expression into a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })
})

test.each(['README.md', 'docs/getting-started.md'])(
  'the workflows of %s have no input that may be left blank',
  page => {
    const text = readFileSync(new URL(page, ROOT), 'utf8')
    const blocks = blocksOf(text, 'yaml').map(
      yaml => parse(yaml) as Partial<Workflow>
    )
    expect(blocks).not.toEqual([])
    expect(blocks.flatMap(mayBeBlank)).toEqual([])
  }
)

/** Inputs that whoever starts a workflow may leave blank, which the action refuses. */
function mayBeBlank({ on = {} }: Partial<Workflow>): string[] {
  return Object.values(on)
    .flatMap(event => Object.entries(event?.inputs ?? {}))
    .filter(
      ([, { required, default: value }]) =>
        required !== true && value === undefined
    )
    .map(([name]) => name)
}

describe('the judge of weekly-drill.yml', () => {
  const step = readWorkflow('weekly-drill.yml').jobs['drill']?.steps.find(
    ({ name }) => name === 'Judge'
  )
  const folder = mkdtempSync(join(tmpdir(), 'judge-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Of ten users two are federated, and three sign in by e-mail. */
  const GOOD = {
    USERS: '10',
    CREATED: '8',
    SKIPPED: '2',
    FAILED: '0',
    GONE: '5',
    ADDED: '3',
    NAMELESS: '3'
  }
  const judge = (values: Record<string, string>) =>
    runScript(step?.run ?? '', { folder, env: { ...GOOD, ...values } })

  test('is given exactly these', () => {
    expect(Object.keys(step?.env ?? {}).sort()).toEqual(
      Object.keys(GOOD).sort()
    )
  })

  test('is content when users have got other names, or kept their own', async () => {
    expect((await judge({})).exitCode).toBe(0)
    const kept = { GONE: '2', ADDED: '0', NAMELESS: '0' }
    expect((await judge(kept)).exitCode).toBe(0)
  })

  test.each([
    ['one user failed', { FAILED: '1' }],
    ['one user is unaccounted for', { CREATED: '7', GONE: '6' }],
    ['nobody was created', { CREATED: '0', SKIPPED: '10', GONE: '10' }],
    ['one who was created is not there', { GONE: '6' }],
    ['there is somebody more', { ADDED: '4' }],
    ['strangers are there in place of users', { GONE: '6', ADDED: '4' }],
    ...Object.keys(GOOD).map(
      name => [`${name} is not known`, { [name]: '' }] as const
    )
  ])('is not when %s', async (_, values) => {
    const { exitCode, stdout } = await judge(values)
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^::error::.+\.$/m)
  })
})
