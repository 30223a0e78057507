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
import { UserError } from '../../../src/shared/errors.ts'
import type { Outcome } from '../../../src/shared/outcome.ts'
import { createReport } from '../../../src/report/report.ts'
import type { WarningTitle } from '../../../src/shared/warning-titles.ts'
import { runFacts } from '../../fixtures/run-facts.ts'
import { FULL_EXPORT } from '../../fixtures/full-outcomes.ts'
import { obeyedLines, parseCommands } from '../../fixtures/runner-commands.ts'

// The toolkit of the runner reads its files' names from the process and writes
// to its standard output; nothing else in the project does.
const folder = mkdtempSync(join(tmpdir(), 'report-'))
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

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Ends a run of an export. */
function end(
  outcome: Outcome | undefined,
  error?: unknown,
  durationMs = 0,
  runner: Record<string, string> = env
): Promise<unknown> {
  const { subject, startedAt } = runFacts('export')
  // The toolkit takes the file from the process, of which the report is given a copy.
  Object.assign(process.env, runner)
  const report = createReport(runner)
  const run = { subject, outcome, error, startedAt, durationMs }
  return Promise.resolve(report.end(run))
}

/** The outputs as the runner reads them from its file. */
function outputs(): Record<string, string> {
  const text = readFileSync(outputFile, 'utf8')
  const entries = text.matchAll(/^(.+?)<<(.+)\n([^]*?)\n\2$/gm)
  return Object.fromEntries(
    Array.from(entries, ([, name, , value]) => [name, value])
  ) as Record<string, string>
}

const summary = () => readFileSync(summaryFile, 'utf8')

describe('a run that went well', () => {
  test('sets outputs, warns, and writes its summary', async () => {
    await end(FULL_EXPORT, undefined, 61_000)
    expect(outputs()).toMatchObject({
      status: 'complete',
      users: '1200',
      'duration-seconds': '61'
    })
    expect(printed.split('\n')).toContain(
      '::warning title=Federated users::20 users are federated.'
    )
    expect(printed).not.toContain('::error')
    expect(outputs()).not.toHaveProperty('error-code')
    expect(summary()).toContain('1,200 users of eu-west-1_Ab12Cd34E backed up')
    expect(process.exitCode).toBeUndefined()
  })

  test('needs no summary where there is no runner', async () => {
    await end(FULL_EXPORT, undefined, 0, {})
    expect(summary()).toBe('')
    expect(outputs()).toMatchObject({ status: 'complete' })
  })
})

describe('a run that failed', () => {
  test('fails the step with its sentence, and still sets outputs', async () => {
    const error = new UserError('input', 'Check the input bucket.')
    const outcome = { ...FULL_EXPORT, status: 'failed' as const }
    await end(outcome, error, 0)
    expect(printed).toContain('::error::Check the input bucket.\n')
    expect(process.exitCode).toBe(1)
    expect(outputs()).toMatchObject({
      status: 'failed',
      'error-code': 'input',
      users: '1200'
    })
    expect(summary()).toContain('Check the input bucket.')
  })

  test('before it began has the status failed, and a page that says why', async () => {
    const error = new UserError('input', 'Check the input mode.')
    await end(undefined, error, 0)
    expect(outputs()).toEqual({ status: 'failed', 'error-code': 'input' })
    expect(summary()).toMatch(/^## ❌ The export of \S+ did not begin\n/)
    expect(summary()).toContain('Check the input mode.')
    expect(process.exitCode).toBe(1)
  })
})

// As a container, another user or a full disk leave them. Root may write all files.
const UNWRITABLE: [string, () => string, string][] = [
  ['is a directory', () => folder, 'is a directory (EISDIR).'],
  ['was deleted', () => join(folder, 'gone'), 'does not exist (ENOENT).'],
  ['has a full disk', () => '/dev/full', 'no room left on its disk (ENOSPC).'],
  ['is not named', () => '', 'is not set.']
]
const withFile = (variable: string, path: string) => ({
  ...env,
  GITHUB_ACTIONS: 'true',
  [variable]: path
})

describe.each(UNWRITABLE)('a summary whose file %s', (_how, path, problem) => {
  test('is a warning, and changes nothing of how the run ended', async () => {
    const runner = withFile('GITHUB_STEP_SUMMARY', path())
    expect(await end(FULL_EXPORT, undefined, 0, runner)).toBeUndefined()
    const [warning = ''] =
      /^::warning title=Job summary not written::.*$/m.exec(printed) ?? []
    expect(warning).toContain('GITHUB_STEP_SUMMARY')
    expect(warning).toContain(problem)
    expect(printed).not.toContain('::error')
    expect(outputs()).toMatchObject({ status: 'complete' })
    expect(process.exitCode).toBeUndefined()
  })
})

describe.each(UNWRITABLE)('outputs whose file %s', (_how, path, problem) => {
  const runner = () => withFile('GITHUB_OUTPUT', path())

  test('fail a run that went well, which says what it did', async () => {
    const error = await end(FULL_EXPORT, undefined, 0, runner())
    expect(error).toMatchObject({ code: 'outputs-lost' })
    const errors = parseCommands(printed).filter(({ name }) => name === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toContain('GITHUB_OUTPUT')
    expect(errors[0]?.message).toContain(problem)
    expect(errors[0]?.message).toContain('with the status complete')
    expect(process.exitCode).toBe(1)
    // What would be lost with them is said all the same.
    expect(printed).toContain('::warning title=Federated users::')
    expect(printed).toContain(
      `\nsnapshot-id: ${FULL_EXPORT.snapshot?.id ?? ''}\n`
    )
    expect(summary()).toContain('1,200 users of eu-west-1_Ab12Cd34E backed up')
    expect(summary()).toContain('Later steps would read them as empty')
  })

  test('hide nothing of a run that failed', async () => {
    const ofRun = new UserError('network', 'AWS could not be reached.')
    const outcome = { ...FULL_EXPORT, status: 'failed' as const }
    expect(await end(outcome, ofRun, 0, runner())).toBe(ofRun)
    const said = parseCommands(printed)
    expect(said[0]).toMatchObject({ name: 'error', message: ofRun.message })
    expect(said.at(-1)).toMatchObject({
      name: 'warning',
      properties: { title: 'Outputs not written' }
    })
    expect(said.filter(({ name }) => name === 'error')).toHaveLength(1)
    expect(summary()).toContain('AWS could not be reached')
  })

  test('and a summary that can not be written leave the annotations', async () => {
    const both = { ...runner(), GITHUB_STEP_SUMMARY: folder }
    await end(FULL_EXPORT, undefined, 0, both)
    expect(parseCommands(printed).map(({ name }) => name)).toEqual([
      'warning',
      'error',
      'warning'
    ])
  })
})

describe('a bug', () => {
  test('is told by its name and place, never by its message', async () => {
    const bug = new TypeError('ada@example.com is not a function')
    await end(FULL_EXPORT, bug, 0)
    expect(printed).toContain('(TypeError)')
    expect(printed).toMatch(/at .*report\.test\.ts/)
    expect(printed + summary()).not.toContain('ada')
    expect(outputs()).not.toHaveProperty('error-code')
    expect(process.exitCode).toBe(1)
  })

  test.each([['a string with ada'], [null], [{ ada: 1 }]])(
    'may be anything that is thrown: %j',
    async thrown => {
      await end(FULL_EXPORT, thrown, 0)
      expect(printed).toContain(`(${typeof thrown})`)
      expect(printed).not.toContain('ada')
      expect(process.exitCode).toBe(1)
    }
  )
})

describe('a line of the log', () => {
  test('is never a command, whoever wrote it', () => {
    const { log } = createReport(env)
    log.info('::error::one\n::error::two')
    log.info(' ##[error]three')
    expect(obeyedLines(printed)).toEqual([])
    expect(printed.trimEnd().split('\n')).toHaveLength(2)
  })

  test('stands in its group, which ends with the work', async () => {
    const report = createReport(env)
    const result = await report.inGroup('Exporting\n::error::x', () => {
      report.log.info('inside')
      return Promise.resolve('done')
    })
    expect(result).toBe('done')
    expect(printed.trimEnd().split('\n')).toEqual([
      '::group::Exporting ::error::x',
      'inside',
      '::endgroup::'
    ])
  })
})

test('a secret is told to the runner alone, whatever is in it', () => {
  createReport(env).mask('AGE-SECRET-KEY-1%\r\n::error::x')
  expect(printed).toBe('::add-mask::AGE-SECRET-KEY-1%25%0D%0A::error::x\n')
})

test('no sentence and no title holds an older command or hides its letters', async () => {
  const hostile = 'a\u202e##[error]b\u200b'
  const warnings = [{ title: hostile as WarningTitle, text: hostile }]
  const error = new UserError('aws', hostile)
  const report = createReport(env)
  await report.inGroup(hostile, () => Promise.resolve())
  await end({ ...FULL_EXPORT, warnings }, error, 0)
  expect(parseCommands(printed)).toEqual([
    { name: 'group', properties: {}, message: 'a # # [error]b ' },
    { name: 'endgroup', properties: {}, message: '' },
    { name: 'error', properties: {}, message: 'a # # [error]b ' },
    {
      name: 'warning',
      properties: { title: 'a # # [error]b ' },
      message: 'a # # [error]b '
    }
  ])
})

test('a warning of hostile text stays one warning', async () => {
  const title = 'a,b::c\n::error::' as WarningTitle
  const warnings = [{ title, text: '\n::error::d' }]
  await end({ ...FULL_EXPORT, warnings }, undefined, 0)
  const commands = obeyedLines(printed)
  expect(commands).toHaveLength(1)
  expect(commands[0]).toMatch(/^::warning title=a%2Cb%3A%3Ac/)
})
