import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { MOST_USERS } from '../../../prove/people.ts'
import { settledBy } from '../../../prove/plan.ts'
import { proofs } from '../../../prove/proofs/all.ts'
import { usage } from '../../../prove/options.ts'
import { page, rowsOf } from '../../fixtures/unproven-page.ts'

const rows = rowsOf(page)
const ids = rows.map(({ id }) => id)
const simulator = readFileSync(
  new URL('../../../simulator/README.md', import.meta.url),
  'utf8'
)

describe('docs/unproven.md', () => {
  test('has one row of each id, which is an anchor as it stands', () => {
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  test.each(rows)('says of $id what the tool does if it is otherwise', row => {
    expect(row.assumption).toMatch(/^\S.+\.$/)
    expect(row.ifNot).toMatch(/^\S.+\.$/)
  })

  test.each(rows)('says of $id who settles it', row => {
    const proof = proofs.find(({ id }) => id === row.id)
    if (proof === undefined) {
      expect(row.settledBy).toBeUndefined()
      // Why no script can, and what a person would do.
      expect(row.byHand).toMatch(/^\S.{15,}\.$/)
    } else {
      expect(row.byHand).toBeUndefined()
      expect(row.settledBy).toBe(settledBy(proof.needs))
    }
  })

  test.each(proofs)('has a row of the proof $id, in its words', proof => {
    expect(rows.find(({ id }) => id === proof.id)?.assumption).toBe(
      proof.assumption
    )
  })

  test('names the most users that a run creates', () => {
    expect(page).toContain(`at most ${MOST_USERS} users`)
    expect(usage).toContain(`at most ${MOST_USERS} users`)
  })

  test('is where the simulator sends who asks what it takes for granted', () => {
    expect(simulator).toContain('](../docs/unproven.md)')
    expect(page).toContain('](../simulator/README.md#taken-for-granted)')
  })
})

test('no two proofs have one id', () => {
  expect(new Set(proofs.map(({ id }) => id)).size).toBe(proofs.length)
})

describe('a page with', () => {
  const row = '### some-row\n\nIt is so.\n\n**If not:** It is not.\n\n'

  test('a row is read, lines joined', () => {
    const text = `## Section\n\n${row}**By hand:** try it\nyourself.\n\n## Next\n`
    expect(rowsOf(text)).toEqual([
      {
        id: 'some-row',
        assumption: 'It is so.',
        ifNot: 'It is not.',
        settledBy: undefined,
        byHand: 'try it yourself.'
      }
    ])
  })

  test('a row that says nothing of how to settle it is refused', () => {
    expect(() => rowsOf(row)).toThrow('The row some-row is incomplete.')
  })
})
