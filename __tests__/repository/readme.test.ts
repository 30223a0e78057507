import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import {
  blocksOf,
  GETTING_STARTED,
  README,
  sectionOf
} from '../fixtures/quick-start.ts'

const text = (path: string) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const { inputs } = parse(text('action.yml')) as { inputs: object }

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<string, { steps: { uses: string; with: object }[] }>
}

const workflowsOf = (page: string) =>
  blocksOf(page, 'yaml').map(yaml => parse(yaml) as Workflow)

describe('the README', () => {
  test('shows a workflow of at most 16 lines within its first 200 words', () => {
    const [before = '', after = ''] = README.split('```yaml\n')
    expect(before.split(/\s+/).length).toBeLessThan(200)
    const lines = after.split('```')[0]?.trimEnd().split('\n') ?? []
    expect(lines.length).toBeLessThanOrEqual(16)
  })

  test('begins on a fresh machine with scripts that there are', () => {
    const commands = blocksOf(sectionOf(README, 'Try it'), 'sh').join('')
    const { scripts } = JSON.parse(text('package.json')) as { scripts: object }
    expect(commands).toMatch(/^npm ci && npm run demo +#.+\nnpm cit +#/)
    expect(Object.keys(scripts)).toEqual(
      expect.arrayContaining(['demo', 'test'])
    )
  })
})

test.each([
  ['README.md', README, 1],
  ['docs/getting-started.md', GETTING_STARTED, 2]
])('%s gives the action inputs that it has', (_, page, count) => {
  const workflows = workflowsOf(page)
  expect(workflows).toHaveLength(count)
  for (const { permissions, jobs } of workflows) {
    expect(permissions['id-token']).toBe('write')
    const steps = Object.values(jobs).flatMap(job => job.steps)
    expect(steps.map(({ uses }) => uses)).toEqual([
      'your-org/cognito-backup@v0'
    ])
    for (const step of steps) {
      expect(Object.keys(inputs)).toEqual(
        expect.arrayContaining(Object.keys(step.with))
      )
    }
  }
})
