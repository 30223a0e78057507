import { describe, expect, test } from '@jest/globals'
import {
  block,
  nameList,
  refuseBlocked,
  toWarnings,
  warn
} from '../../../../src/restore/preflight/findings.ts'

describe('a restore', () => {
  test('goes on without findings, and with warnings only', () => {
    expect(() => refuseBlocked([])).not.toThrow()
    expect(() =>
      refuseBlocked([warn('Federated users', 'It is odd.')])
    ).not.toThrow()
  })

  test('stops with the one thing that blocks', () => {
    expect(() =>
      refuseBlocked([block('Too many groups', 'It is full. Empty it.')])
    ).toThrow(
      expect.objectContaining({
        code: 'restore-blocked',
        message:
          "The snapshot can't be restored into this user pool: It is full. Empty it. Nothing was written."
      })
    )
  })

  test('stops with all that blocks at once, and nothing else', () => {
    const findings = [
      block('Too many groups', 'One thing.'),
      warn('Federated users', 'It is odd.'),
      block('Users exist already', 'Another. Mend it.')
    ]
    expect(() => refuseBlocked(findings)).toThrow(
      "The snapshot can't be restored into this user pool: 1) One thing; 2) Another. Mend it. Nothing was written."
    )
  })
})

test('what blocks nothing is a warning', () => {
  const findings = [
    block('Too many groups', 'One thing.'),
    warn('Federated users', 'It is odd.')
  ]
  expect(toWarnings(findings)).toEqual([
    { title: 'Federated users', text: 'It is odd.' }
  ])
})

describe('names', () => {
  test('are sorted', () => {
    expect(nameList(new Set(['b', 'a', 'c']))).toBe('a, b, c')
  })

  test('are cut short when there are many', () => {
    const many = Array.from({ length: 23 }, (_, index) =>
      String(index).padStart(2, '0')
    )
    expect(nameList(many)).toMatch(/^00, 01, .*, 19 and 3 more$/)
    expect(nameList(many.slice(0, 20))).toMatch(/, 19$/)
  })
})
