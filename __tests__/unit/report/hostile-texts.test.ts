import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test
} from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError, type SnapshotRefusal } from '../../../src/shared/errors.ts'
import type { Outcome } from '../../../src/shared/outcome.ts'
import { createReport } from '../../../src/report/report.ts'
import type { WarningTitle } from '../../../src/shared/warning-titles.ts'
import {
  FULL_CREATE_POOL,
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RECOVER,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../fixtures/full-outcomes.ts'
import { runFacts } from '../../fixtures/run-facts.ts'
import { HOSTILE_TEXTS } from '../../fixtures/hostile-texts.ts'
import {
  obeyedLines,
  parseCommands,
  parseOutputFile
} from '../../fixtures/runner-commands.ts'

/*
 * Hostile text in each place of each sink of a run, even in those where it never
 * comes: whatever reaches the report must be inert.
 */

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
const [outputFile, summaryFile] = ['output', 'summary'].map(name =>
  join(folder, name)
) as [string, string]
const env = { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile }
let printed = ''

beforeEach(() => {
  writeFileSync(outputFile, '')
  writeFileSync(summaryFile, '')
  Object.assign(process.env, env)
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text)
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
  process.exitCode = undefined
  delete process.env['GITHUB_OUTPUT']
  delete process.env['GITHUB_STEP_SUMMARY']
})
afterAll(() => rmSync(folder, { recursive: true }))

test('there are more than sixty hostile texts, all different', () => {
  expect(new Set(HOSTILE_TEXTS).size).toBe(HOSTILE_TEXTS.length)
  expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(60)
})

test('the judge finds commands where there are some', () => {
  const naive = HOSTILE_TEXTS.join('\n')
  expect(parseCommands(naive).length).toBeGreaterThan(30)
  expect(obeyedLines(naive).length).toBeGreaterThan(30)
})

/** Commands that a report gives on purpose. */
const MEANT = ['group', 'endgroup', 'warning', 'error']

function expectOnlyMeant(): void {
  const commands = parseCommands(printed)
  for (const { name, properties } of commands) {
    expect(MEANT).toContain(name)
    expect(['', 'title']).toContain(Object.keys(properties).join())
  }
  const begun = obeyedLines(printed)
  expect(begun).toHaveLength(commands.length)
  expect(printed).not.toContain('##[')
  // No control character but the line breaks that the report makes.
  expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
}

test.each(HOSTILE_TEXTS)('the log and its groups: %j', async text => {
  const report = createReport(env)
  report.log.info(text)
  report.log.info(`Reading ${text}`)
  await report.inGroup(text, () => Promise.resolve())
  expectOnlyMeant()
  const names = parseCommands(printed).map(({ name }) => name)
  expect(names).toEqual(['group', 'endgroup'])
  expect(printed.trimEnd().split('\n')).toHaveLength(4)
})

describe('annotations, outputs and summary', () => {
  const SCENES: [string, (text: string) => Outcome][] = [
    [
      'an export',
      text => ({
        ...FULL_EXPORT,
        byStatus: { [text]: 1000, CONFIRMED: 200 },
        warnings: [{ title: text as WarningTitle, text }]
      })
    ],
    [
      'a dry run',
      text => ({
        ...FULL_PLAN,
        failures: new Map([[text, 1]]),
        plan: FULL_PLAN.plan && {
          ...FULL_PLAN.plan,
          factorsLost: new Map([[text, 1]]),
          importing: {
            ...FULL_PLAN.plan.importing,
            isAsked: true,
            reason: text,
            obstacles: new Map([[text, 1]])
          }
        },
        warnings: [{ title: text as WarningTitle, text }]
      })
    ],
    [
      'a preview of a recovery',
      text => ({
        ...FULL_RECOVER,
        users: 1200,
        recovery: FULL_RECOVER.recovery && {
          ...FULL_RECOVER.recovery,
          id: text,
          status: text
        },
        conditions: [{ text, holds: false }],
        warnings: [{ title: text as WarningTitle, text }]
      })
    ],
    ...(['planned', 'complete', 'partial'] as const).map(
      (status): [string, (text: string) => Outcome] => [
        `a new pool, ${status}`,
        text => ({
          ...FULL_CREATE_POOL,
          status,
          poolName: text,
          remarks: [text],
          lines: [
            { part: text, verdict: 'same', sentence: text, became: 'made' },
            { part: text, verdict: 'changed', sentence: text, became: 'waits' }
          ],
          findings: Array.from(
            { length: status === 'planned' ? 30 : 2 },
            () => ({
              id: text,
              sentence: text,
              state: 'open' as const,
              canAccept: true
            })
          ),
          clientIds: new Map([[text, text]]),
          halfMade:
            status === 'partial'
              ? {
                  userPoolId: text,
                  region: text,
                  domains: [text]
                }
              : undefined,
          warnings: [{ title: text as WarningTitle, text }]
        })
      ]
    ),
    [
      'a restore',
      text => ({
        ...FULL_RESTORE,
        sourceUserPoolId: text,
        failures: new Map([[text, 1]]),
        warnings: [{ title: text as WarningTitle, text }]
      })
    ],
    [
      'a verification',
      text => ({
        ...FULL_VERIFY,
        byStatus: { [text]: 1000, CONFIRMED: 200 },
        findings: [
          { code: text as SnapshotRefusal, weight: 'blocks', text, count: 1 }
        ],
        warnings: [{ title: text as WarningTitle, text }]
      })
    ]
  ]

  test.each(SCENES)('of %s', async (_what, outcomeOf) => {
    for (const text of HOSTILE_TEXTS) {
      printed = ''
      writeFileSync(outputFile, '')
      writeFileSync(summaryFile, '')
      const outcome = outcomeOf(text)
      await createReport(env).end({
        ...runFacts(outcome.mode),
        outcome,
        error: new UserError('aws', text)
      })
      expectOnlyMeant()
      expect(parseCommands(printed).map(({ name }) => name)).toEqual([
        'error',
        'warning'
      ])
      expectOutputs(outcome)
      expectInertMarkdown(readFileSync(summaryFile, 'utf8'))
    }
  })

  function expectOutputs(outcome: Outcome): void {
    const outputs = parseOutputFile(readFileSync(outputFile, 'utf8'))
    expect(outputs.get('status')).toBe(outcome.status)
    expect(outputs.get('users')).toBe('1200')
    expect(outputs.get('error-code')).toBe('aws')
    for (const name of outputs.keys()) expect(name).toMatch(/^[a-z0-9-]+$/)
  }

  /** No element, link or image, and every row of a table as wide as its head. */
  function expectInertMarkdown(all: string): void {
    // What the report itself writes: elements on lines of their own, and fenced
    // blocks in which nothing is Markdown.
    const page = all
      .replace(/^<\/?(table|tr|td|details)( width="440")?>$/gm, '')
      .replace(/^<summary>[\w ,]+<\/summary>$/gm, '')
      .replace(/^( *)```(sh|yaml|mermaid)\n(?:(?!\s*`).*\n)*?\1```$/gm, '')
    // Within code spans nothing is markup; in them there is no back-tick.
    const prose = page.replace(/`[^`\n]*`/g, 'code')
    expect(prose).not.toMatch(/(?<!\\)<\w|(?<!\\)<\/|(?<!\\)<!/)
    expect(prose).not.toMatch(/(?<!\\)\]\(/)
    expect(prose).not.toMatch(/^(#{1,6} )?.*(?<!\\)`/m)
    expect(all).not.toContain('##[')
    expect(all.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    for (const table of page.matchAll(/(?:^\|.*\n)+/gm)) {
      const widths = table[0]
        .trimEnd()
        .split('\n')
        .map(row => row.match(/(?<!\\)\|/g)?.length)
      expect(new Set(widths).size).toBe(1)
    }
  }
})
