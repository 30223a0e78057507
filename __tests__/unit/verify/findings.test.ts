import { describe, expect, test } from '@jest/globals'
import { UserError, type ErrorCode } from '../../../src/shared/errors.ts'
import type { VerifyFinding } from '../../../src/shared/outcome.ts'
import { Findings } from '../../../src/verify/findings.ts'

/** Findings of these refusals, in this order. */
function findingsOf(...codes: ErrorCode[]) {
  const all: VerifyFinding[] = []
  const findings = new Findings(all)
  for (const code of codes) {
    findings.refuse(new UserError(code, `What ${code} means.`))
  }
  return { all, findings }
}

describe('findings', () => {
  test('are one for each code, with their number and the first sentence', () => {
    const { all, findings } = findingsOf('snapshot-digest')
    findings.refuse(new UserError('snapshot-digest', 'Another.'), 4)
    expect(all).toEqual([
      {
        code: 'snapshot-digest',
        weight: 'blocks',
        text: 'What snapshot-digest means.',
        count: 5
      }
    ])
  })

  test.each(['network', 'access-denied', 'cancelled', 'aws'] as const)(
    'are never what %s is',
    code => {
      const { all, findings } = findingsOf()
      const error = new UserError(code, 'x')
      expect(() => {
        findings.refuse(error)
      }).toThrow(error)
      expect(all).toEqual([])
    }
  )

  test('are never a bug', () => {
    const bug = new TypeError('x is not a function')
    expect(() => {
      findingsOf().findings.refuse(bug)
    }).toThrow(bug)
  })
})

describe('a snapshot', () => {
  test.each<[ErrorCode[], boolean]>([
    [[], true],
    [['object-unlisted'], true],
    [['snapshot-too-old', 'object-versions', 'object-encryption'], true],
    [['snapshot-from-future'], true],
    [['snapshot-too-old', 'snapshot-missing'], false],
    [['manifest-versions'], false],
    [['snapshot-counts'], false]
  ])('with %j would restore: %j', (codes, wouldRestore) => {
    expect(findingsOf(...codes).findings.wouldRestore).toBe(wouldRestore)
  })

  test('with nothing but remarks is as it should be', () => {
    const { findings } = findingsOf()
    findings.remark('checksum-unknown', 'x', 3)
    expect(() => {
      findings.expectNone('S')
    }).not.toThrow()
  })
})

describe('the sentence of a verification that found something', () => {
  const errorOf = ({ findings }: ReturnType<typeof findingsOf>) => {
    try {
      findings.expectNone('S')
    } catch (error) {
      return error as UserError
    }
    return undefined
  }

  test('is of the one finding, with its code', () => {
    expect(errorOf(findingsOf('snapshot-digest'))).toMatchObject({
      code: 'snapshot-digest',
      message:
        'The snapshot S would not restore. [snapshot-digest] What snapshot-digest means.'
    })
  })

  test('numbers several, what keeps it from restoring first', () => {
    const error = errorOf(
      findingsOf('snapshot-too-old', 'snapshot-missing', 'snapshot-missing')
    )
    expect(error).toMatchObject({
      code: 'snapshot-findings',
      message:
        'The snapshot S would not restore. 1) [snapshot-missing ×2, the first] What snapshot-missing means. 2) [snapshot-too-old] What snapshot-too-old means.'
    })
  })

  test('tells five in full and the others by their codes', () => {
    const error = errorOf(
      findingsOf(
        'snapshot-missing',
        'snapshot-truncated',
        'snapshot-appended',
        'snapshot-digest',
        'snapshot-bomb',
        'snapshot-damaged',
        'snapshot-invalid',
        'snapshot-invalid'
      )
    )
    expect(error?.message).toContain('5) [snapshot-bomb]')
    expect(error?.message).toContain(
      'Also: snapshot-damaged ×1, snapshot-invalid ×2.'
    )
  })
})
