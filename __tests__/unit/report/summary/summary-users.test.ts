import { describe, expect, test } from '@jest/globals'
import type { ExportOutcome } from '../../../../src/shared/outcome.ts'
import { usersAtAGlance } from '../../../../src/report/summary/summary-users.ts'
import {
  FULL_EXPORT,
  FULL_PLAN,
  FULL_RESTORE,
  FULL_VERIFY
} from '../../../fixtures/full-outcomes.ts'

/** Slices by the title of their chart. */
function chartsOf(page: string): Record<string, Record<string, number>> {
  const charts = [...page.matchAll(/```mermaid\n([^]*?)```/g)]
  return Object.fromEntries(
    charts.map(([, chart = '']) => [
      / title (.+)$/m.exec(chart)?.[1] ?? '',
      Object.fromEntries(
        [...chart.matchAll(/^ {4}"(.+)" : (\d+)$/gm)].map(
          ([, label = '', count]) => [label, Number(count)]
        )
      )
    ])
  )
}

describe('the users of a snapshot', () => {
  test('are drawn by what a default restore does, and by status', () => {
    const outcome = {
      ...FULL_EXPORT,
      skippedUsers: 110
    }
    expect(chartsOf(usersAtAGlance(outcome))).toEqual({
      'In a default restore': {
        created: 1090,
        'skipped, no username': 60,
        'skipped, protected by MFA': 30,
        'skipped, federated': 20
      },
      'Users by status': { CONFIRMED: 1000, UNCONFIRMED: 200 }
    })
    const { skippedUsers, skipped, byStatus } = FULL_EXPORT
    expect(
      usersAtAGlance({ ...FULL_VERIFY, skippedUsers, skipped, byStatus })
    ).toContain('In a default restore')
  })

  test('with two reasons to be skipped are drawn once', () => {
    expect(chartsOf(usersAtAGlance(FULL_EXPORT))).toMatchObject({
      'In a default restore': { created: 1100, skipped: 100 }
    })
  })

  test('stand beside each other, and in numbers below', () => {
    const page = usersAtAGlance(FULL_EXPORT)
    expect(page).toMatch(
      /^### Users at a glance\n\n<table>\n<tr>\n<td width="440">\n\n```mermaid/
    )
    expect(page.match(/<td width="440">\n\n```mermaid/g)).toHaveLength(2)
    expect(page).toMatch(
      /<details>\n<summary>By status, in numbers<\/summary>\n\n\| Status \| Users \|\n\| --- \| ---: \|\n\| `CONFIRMED` \| 1,000 \|\n\| `UNCONFIRMED` \| 200 \|\n\n<\/details>$/
    )
  })

  test.each<[string, Partial<ExportOutcome>]>([
    [
      'of a tiny pool',
      { users: 3, skippedUsers: 1, byStatus: { CONFIRMED: 2, UNKNOWN: 1 } }
    ],
    [
      'of one kind',
      { users: 1200, skippedUsers: 0, byStatus: { CONFIRMED: 1200 } }
    ]
  ])('%s are a table, and no chart', (_what, changes) => {
    const page = usersAtAGlance({ ...FULL_EXPORT, ...changes })
    expect(page).not.toContain('mermaid')
    expect(page).not.toContain('<')
    expect(page).toMatch(/^### Users at a glance\n\n\| Status \| Users \|/)
  })

  test('are nothing where nothing is known', () => {
    expect(
      usersAtAGlance({
        ...FULL_EXPORT,
        users: undefined,
        skippedUsers: undefined,
        byStatus: undefined
      })
    ).toBe('')
  })
})

describe('the users of a restore', () => {
  test('are drawn by what became of them', () => {
    expect(chartsOf(usersAtAGlance(FULL_RESTORE))).toEqual({
      'What became of users': {
        created: 1000,
        skipped: 100,
        'kept as they are': 97,
        failed: 3
      }
    })
  })

  test('are drawn by what would become of them', () => {
    expect(chartsOf(usersAtAGlance(FULL_PLAN))).toMatchObject({
      'What would become of users': { refused: 3 }
    })
  })

  test('whom a stopped run did not come to are drawn too', () => {
    const outcome = { ...FULL_RESTORE, usersCreated: 400, usersFailed: 0 }
    expect(chartsOf(usersAtAGlance(outcome))).toMatchObject({
      'What became of users': { created: 400, 'not reached': 603 }
    })
  })

  test('are not drawn where nothing has become of them', () => {
    expect(usersAtAGlance({ ...FULL_RESTORE, status: 'failed' })).toBe('')
  })
})
