import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  markdownCode,
  markdownText,
  safeFragment,
  safeLine
} from '../../../src/report/sanitise.ts'
import { HOSTILE_PIECES, obeyedLines } from '../../fixtures/runner-commands.ts'
import { anyUnicode } from '../../fixtures/any-records.ts'

const hostile = fc.oneof(
  fc
    .array(fc.constantFrom(...HOSTILE_PIECES), { maxLength: 12 })
    .map(pieces => pieces.join('')),
  anyUnicode
)

const RUNS = { numRuns: 1000 }

test('the runner of these tests obeys what the real one obeys', () => {
  expect(obeyedLines('ok\n  ::error::x\nx ::a::\ny##[b]')).toEqual([
    '  ::error::x',
    'y##[b]'
  ])
})

describe.each([
  ['a line', safeLine],
  ['a fragment', safeFragment],
  ['a code span', markdownCode],
  ['a sentence in Markdown', markdownText]
])('%s', (_what, sanitise) => {
  test('is never obeyed by the runner, whatever the text', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(obeyedLines(sanitise(text))).toEqual([])
      }),
      RUNS
    )
  })

  test('is one line without control, format or bidirectional marks', () => {
    fc.assert(
      fc.property(hostile, text => {
        const safe = sanitise(text)
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u)
        expect(safe.isWellFormed()).toBe(true)
      }),
      RUNS
    )
  })
})

describe('a fragment within a line', () => {
  test('makes no command of the line together with what is before it', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const line = safeLine(`${safeFragment(one)}${safeFragment(other)}`)
        expect(obeyedLines(line)).toEqual([])
      }),
      RUNS
    )
  })
})

describe('ordinary text', () => {
  test.each([
    '12 users (über 1 %) – “fine” #1 [a] a::b 日本語 🔐',
    'AdminCreateUser: UsernameExistsException',
    's3://my-backups/cognito-backup/eu-west-1_A/'
  ])('is left as it is: %s', text => {
    expect(safeLine(text)).toBe(text)
    expect(safeFragment(text)).toBe(text)
  })
})

describe('a command', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  \t::error::x', ': :error::x'],
    ['\n\u0000::error::x', ': :error::x'],
    ['\ufeff::error::x', ': :error::x'],
    ['##[error]x', '# # [error]x'],
    ['####[error]x', '# # # # [error]x'],
    ['#\u200b#[error]x', '# # [error]x'],
    ['a\r\nb', 'a b']
  ])('%j is broken to %j', (text, safe) => {
    expect(safeLine(text)).toBe(safe)
  })
})

describe('length', () => {
  test('is at most 128 characters for a fragment, 4,000 for a line', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), length => {
        const text = '🔐'.repeat(length)
        const fragment = Array.from(safeFragment(text))
        const line = Array.from(safeLine(text))
        expect(fragment).toHaveLength(Math.min(length, 128))
        expect(line).toHaveLength(Math.min(length, 4000))
        expect(fragment.includes('…')).toBe(length > 128)
        expect(line.includes('…')).toBe(length > 4000)
      }),
      { examples: [[128], [129], [4000], [4001]] }
    )
  })
})

describe('in Markdown', () => {
  test('a code span can not be left, nor a cell of a table', () => {
    fc.assert(
      fc.property(hostile, text => {
        const inside = markdownCode(text).slice(1, -1)
        expect(inside).not.toContain('`')
        expect(inside).not.toMatch(/(^|[^\\])\|/)
      }),
      RUNS
    )
    expect(markdownCode('a`b|c')).toBe("`a'b\\|c`")
  })

  test('a sentence has no markup left', () => {
    expect(
      markdownText('<img src=x> [a](b) *c* _d_ `e` ~f~ #g & {h} |i|')
    ).toBe(
      '\\<img src=x\\> \\[a\\](b) \\*c\\* \\_d\\_ \\`e\\` \\~f\\~ \\#g \\& \\{h\\} \\|i\\|'
    )
  })

  test('a sentence reads the same once its escapes are taken off', () => {
    fc.assert(
      fc.property(hostile, text => {
        const escaped = markdownText(text)
        expect(escaped.replace(/\\(.)/gu, '$1')).toBe(safeLine(text))
        const plain = escaped.replace(/\\./gu, '')
        expect(plain).not.toMatch(/[\\`*_{}[\]<>#|~&]/)
      }),
      RUNS
    )
  })
})
