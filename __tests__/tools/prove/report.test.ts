import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mask } from '../../../tools/prove/mask.ts'
import {
  asAssumed,
  holds,
  notSettled,
  otherwise,
  type Verdict
} from '../../../tools/prove/proof.ts'
import {
  exitCodeOf,
  markdownOf,
  reportOf
} from '../../../tools/prove/report.ts'

const run = {
  region: 'eu-west-1',
  version: '0.1.0',
  day: '2026-11-26',
  isComplete: true
}
const proved = (id: string, verdict: Verdict) => ({
  id,
  verdict
})
/** What is assumed of a proof. */
const assumed = (id: string) => ({
  id,
  where: 'src/run.ts',
  assumption: 'It is so.',
  ifNot: 'Change it.'
})
const list = ['first', 'second', 'third', 'p'].map(assumed)
const all = [
  proved('first', asAssumed('accepted')),
  proved('second', otherwise('NotAuthorizedException')),
  proved('third', notSettled('needs --bucket'))
]

describe('a report', () => {
  test('counts outcomes and says what to change', () => {
    const report = reportOf(run, all, [], [], list)
    expect(report.totals).toEqual({
      'as-assumed': 1,
      otherwise: 1,
      'not-settled': 1
    })
    expect(report.proofs[1]).toEqual({
      ...assumed('second'),
      outcome: 'otherwise',
      seen: 'NotAuthorizedException'
    })
  })

  test('begins with what is otherwise', () => {
    expect(markdownOf(reportOf(run, all, [], [], list))).toBe(
      `# Proof of 2026-11-26 in eu-west-1, with cognito-backup 0.1.0

1 as assumed, 1 otherwise, 1 not settled.

| proof | outcome | seen | if it is otherwise |
| --- | --- | --- | --- |
| second | **otherwise** | NotAuthorizedException | Change it. (src/run.ts) |
| third | not settled | needs --bucket | Change it. (src/run.ts) |
| first | as assumed | accepted | Change it. (src/run.ts) |
`
    )
  })

  test('says what is left, and that it was stopped', () => {
    const report = reportOf(
      { ...run, isComplete: false },
      [],
      ['2 × user (AccessDeniedException)'],
      [],
      list
    )
    const text = markdownOf(report)
    expect(text).toContain('- 2 × user (AccessDeniedException)')
    expect(text).toContain('The run was stopped before its end.')
  })

  test('lets nothing break its table', () => {
    const text = markdownOf(
      reportOf(run, [proved('first', asAssumed('a|b\nc'))], [], [], list)
    )
    expect(text).toContain('| a\\|b c |')
  })

  test('holds nothing of a synthetic user, whatever a proof has seen', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{6,20}$/),
        fc.string(),
        (name, text) => {
          const seen = `${text}${name}${text} ${name}@example.com`
          const report = reportOf(
            run,
            [proved('p', otherwise(seen))],
            [],
            [name],
            list
          )
          expect(JSON.stringify(report.proofs[0]?.seen)).not.toContain(name)
        }
      )
    )
  })
})

describe('the exit code', () => {
  const codeOf = (
    verdicts: Verdict[],
    left: string[] = [],
    isComplete = true
  ) =>
    exitCodeOf(
      reportOf(
        { ...run, isComplete },
        verdicts.map((verdict, at) => proved(`proof-${at}`, verdict)),
        left,
        [],
        verdicts.map((_, at) => assumed(`proof-${at}`))
      )
    )

  test('is 0 where nothing is otherwise, settled or not', () => {
    expect(codeOf([asAssumed(''), notSettled('')])).toBe(0)
  })

  test('is 1 where something is otherwise, or left', () => {
    expect(codeOf([asAssumed(''), otherwise('')])).toBe(1)
    expect(codeOf([asAssumed('')], ['1 × user (Error)'])).toBe(1)
  })

  test('is 130 of a run that was stopped', () => {
    expect(codeOf([otherwise('')], [], false)).toBe(130)
  })
})

test('what holds is as assumed, what doesn’t is otherwise', () => {
  expect(holds(true, 'x')).toEqual(asAssumed('x'))
  expect(holds(false, 'x')).toEqual(otherwise('x'))
})

describe('the mask', () => {
  test.each([
    ['arn:aws:iam::123456789012:role/name', 'arn:***'],
    ['account 123456789012', 'account ***'],
    ['ana@example.com', '***'],
    ['+12025550123', '***'],
    ['1f0e8400-e29b-41d4-a716-446655440000', '***'],
    ['HTTP 400, 10 of 12 users', 'HTTP 400, 10 of 12 users']
  ])('makes of %s %s', (text, masked) => {
    expect(mask(text)).toBe(masked)
  })
})
