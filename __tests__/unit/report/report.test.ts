import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test
} from '@jest/globals'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../../../src/errors.ts'
import type { Outcome } from '../../../src/outcome.ts'
import { createReport } from '../../../src/report/report.ts'
import { ending } from '../../fixtures/endings.ts'
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
): Promise<void> {
  const { subject, startedAt } = ending('export')
  const report = createReport(runner)
  return report.end({ subject, outcome, error, startedAt, durationMs })
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

describe('a summary that can not be written', () => {
  test('changes nothing of how the run ended', async () => {
    rmSync(summaryFile)
    mkdirSync(summaryFile)
    await end(FULL_EXPORT)
    rmdirSync(summaryFile)
    expect(printed).toContain('The job summary could not be written.')
    expect(printed).not.toContain('::error')
    expect(outputs()).toMatchObject({ status: 'complete' })
    expect(process.exitCode).toBeUndefined()
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
  const warnings = [{ title: hostile, text: hostile }]
  const error = new UserError('aws', hostile)
  const report = createReport(env)
  await report.inGroup(hostile, () => Promise.resolve())
  await end({ ...FULL_EXPORT, warnings }, error, 0)
  expect(parseCommands(printed)).toEqual([
    { name: 'group', properties: {}, message: 'a # # [error]b ' },
    { name: 'endgroup', properties: {}, message: '' },
    {
      name: 'warning',
      properties: { title: 'a # # [error]b ' },
      message: 'a # # [error]b '
    },
    { name: 'error', properties: {}, message: 'a # # [error]b ' }
  ])
})

test('a warning of hostile text stays one warning', async () => {
  const warnings = [{ title: 'a,b::c\n::error::', text: '\n::error::d' }]
  await end({ ...FULL_EXPORT, warnings }, undefined, 0)
  const commands = obeyedLines(printed)
  expect(commands).toHaveLength(1)
  expect(commands[0]).toMatch(/^::warning title=a%2Cb%3A%3Ac/)
})
