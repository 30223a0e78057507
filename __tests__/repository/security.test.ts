import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = text('docs/security.md')
const action = parse(text('action.yml')) as {
  inputs: Record<string, unknown>
  outputs: Record<string, unknown>
}

interface Policy {
  Statement?: { Effect: string; Action: string | string[] }[]
}

const policies = (markdown: string) =>
  [...markdown.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json = '']) => JSON.parse(json) as Policy
  )

describe('the page about security', () => {
  test('has the policies of the README, word for word', () => {
    const roles = policies(text('README.md'))
    expect(roles).toHaveLength(3)
    expect(policies(page)).toEqual(expect.arrayContaining(roles))
  })

  test('lets no role delete', () => {
    const allowed = policies(page)
      .flatMap(({ Statement = [] }) => Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => Action)
    expect(allowed.length).toBeGreaterThan(50)
    expect(allowed.filter(name => /:.*(Delete|\*)/.test(name))).toEqual([])
  })

  test('gives inputs and reads outputs that action.yml has', () => {
    const workflows = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, yaml = '']) =>
        parse(yaml) as {
          jobs: Record<
            string,
            { steps: { id?: string; uses?: string; with?: object }[] }
          >
        }
    )
    expect(workflows).toHaveLength(2)
    const steps = workflows.flatMap(({ jobs }) =>
      Object.values(jobs).flatMap(job => job.steps)
    )
    const ours = steps.filter(({ uses }) => uses?.includes('cognito-backup@'))
    expect(ours).toHaveLength(2)
    for (const step of ours) {
      expect(Object.keys(action.inputs)).toEqual(
        expect.arrayContaining(Object.keys(step.with ?? {}))
      )
    }
    const read = [...page.matchAll(/steps\.backup\.outputs\.([\w-]+)/g)]
    expect(read.length).toBeGreaterThan(1)
    for (const [, output = ''] of read) {
      expect(Object.keys(action.outputs)).toContain(output)
    }
  })
})
