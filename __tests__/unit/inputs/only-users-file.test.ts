import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  readChosenUsers,
  usersOfFile
} from '../../../src/inputs/only-users-file.ts'
import {
  createRestoreReport,
  REPORT_RESULTS,
  type ReportResult
} from '../../../src/snapshot/restore-report.ts'

const of = (text: string) => usersOfFile(Buffer.from(text))

/** The failure that names the input and gives a valid example. */
const wrong = (problem: string) =>
  expect.objectContaining({
    code: 'input',
    message: `The input only-users-file ${problem}. A valid example: failed-users.txt.`
  })

/** A report as a restore stores it, of users by their results. */
async function reportOf(
  results: Readonly<Record<string, ReportResult>>
): Promise<Buffer> {
  const report = createRestoreReport()
  for (const [oldSub, result] of Object.entries(results)) {
    const username = `secret name of ${oldSub}`
    report.add({ username, oldSub, newSub: null, result, code: null })
  }
  return (await report.finish()).report
}

const line = (oldSub: string, result: string) =>
  JSON.stringify({ username: 'secret', oldSub, newSub: null, result })

describe('a file of names', () => {
  test.each([
    ['ada', ['ada']],
    ['ada\nbob\n', ['ada', 'bob']],
    ['\r\n  ada \r\n\r\nbob\r\nada', ['ada', 'bob']],
    ['\uFEFFada\r\nbob', ['ada', 'bob']],
    ['# ada\n#bob', ['# ada', '#bob']],
    ['all', ['all']],
    ['none', ['none']],
    ['Ada\nada', ['Ada', 'ada']],
    ['ada\u2028bob', ['ada\u2028bob']],
    ['{ada}\n{}', ['{ada}', '{}']],
    [`ada\n${line('a-sub', 'failed')}`, ['ada', line('a-sub', 'failed')]]
  ])('has a user a line: %j', (text, names) => {
    expect(of(text)).toEqual({ by: 'only-users-file', names })
    expect(usersOfFile(gzipSync(text)).names).toEqual(names)
  })

  test('has at most as many users as a restore keeps in memory', () => {
    const few = { bytes: 1024 ** 2, lineBytes: 100, users: 2 }
    const read = (text: string) => usersOfFile(Buffer.from(text), few).names
    expect(read('ada\nbob\nada\n')).toEqual(['ada', 'bob'])
    expect(() => read('ada\nbob\nsecret')).toThrow(
      wrong('names more than 2 users; restore them in parts')
    )
  })

  test('is read as the input only-users is', () => {
    const text = fc.array(fc.constantFrom('ada', ' ', '\r', '\n', 'ö', '\t'))
    fc.assert(
      fc.property(text, pieces => {
        const lines = pieces.join('').split('\n')
        const names = lines.map(one => one.trim()).filter(one => one !== '')
        fc.pre(names.length > 0)
        expect(of(pieces.join('')).names).toEqual([...new Set(names)])
      })
    )
  })
})

describe('the report of a restore', () => {
  test('names those who failed or are missing, and no others', async () => {
    const results = Object.fromEntries(
      REPORT_RESULTS.map(result => [`sub-${result}`, result])
    )
    const stored = await reportOf({ ...results, other: 'failed' })
    const expected = {
      by: 'report',
      names: ['sub-failed', 'sub-missing', 'other']
    }
    expect(usersOfFile(stored)).toEqual(expected)
  })

  test('may be plain, with other ends of lines and fields of a later version', () => {
    const more = JSON.stringify({ result: 'failed', oldSub: 'b', why: {} })
    expect(of(`${line('a', 'created')}\r\n\r\n${more}`)).toEqual({
      by: 'report',
      names: ['b']
    })
  })

  test('never stands for everybody when no user failed', async () => {
    const stored = await reportOf({ a: 'created', b: 'conflict' })
    expect(() => usersOfFile(stored)).toThrow(
      wrong('names the report of a restore in which no user failed')
    )
  })

  test.each([
    ['a name', 'secret'],
    ['another result', line('secret', 'lost')],
    ['no sub', line('', 'failed')],
    ['half a line', line('secret', 'failed').slice(0, -3)]
  ])('is refused whole for %s in it', (_what, other) => {
    expect(() => of(`${line('a', 'failed')}\n\n${other}\n`)).toThrow(
      wrong('begins as the report of a restore, and line 3 is no line of one')
    )
  })
})

describe('a file is refused', () => {
  const utf16 = Buffer.from('\uFEFFada', 'utf16le')
  const cut = gzipSync('ada\nbob').subarray(0, -9)
  const long = 'secret'.repeat(3000)

  test.each([
    ['empty', Buffer.from(''), 'names a file without a line'],
    ['blank', Buffer.from(' \r\n\n'), 'names a file without a line'],
    ['empty in gzip', gzipSync(''), 'names a file without a line'],
    ['UTF-16', utf16, 'names a file that is not UTF-8 text'],
    ['cut off', cut, 'names a file whose gzip data is damaged'],
    [
      'age',
      Buffer.from('age-encryption.org/v1\n-> X25519 secret\n'),
      'names a file that is encrypted with age; decrypt it first, with age --decrypt'
    ],
    [
      'armored age',
      Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\nsecret'),
      'names a file that is encrypted with age; decrypt it first, with age --decrypt'
    ],
    [
      'one long line',
      Buffer.from(`ada\n${long}`),
      'has in line 2 more than 16384 bytes; write one user a line'
    ]
  ])('that is %s', (_what, content, problem) => {
    expect(() => usersOfFile(content)).toThrow(wrong(problem))
  })

  test('that inflates to more than it may', () => {
    const caps = { bytes: 1024 ** 2, lineBytes: 100, users: 9 }
    const text = 'ada\n'.repeat(caps.bytes / 4)
    expect(usersOfFile(gzipSync(text), caps).names).toEqual(['ada'])
    expect(() => usersOfFile(gzipSync(`${text}\n`), caps)).toThrow(
      wrong('names a file that inflates to more than 1 MiB')
    )
  })

  test('that can not be read, with what is wrong with its path', () => {
    expect(() => readChosenUsers({ file: 'a' }, () => 'is away')).toThrow(
      wrong('is away')
    )
  })
})

test('a file is read only where one is given', () => {
  const read = (path: string) => Buffer.from(`user of ${path}`)
  const named = { by: 'only-users', names: ['ada'] } as const
  expect(readChosenUsers(undefined, read)).toBeUndefined()
  expect(readChosenUsers(named, read)).toBe(named)
  expect(readChosenUsers({ file: 'users.txt' }, read)?.names).toEqual([
    'user of users.txt'
  ])
})
