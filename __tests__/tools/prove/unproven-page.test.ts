import { describe, expect, test } from '@jest/globals'
import { settledBy } from '../../../tools/prove/plan.ts'
import { proofs } from '../../../tools/prove/proofs/all.ts'
import { page, rowsOf } from '../../fixtures/unproven-page.ts'

const rows = rowsOf(page)
const ids = rows.map(({ id }) => id)

describe('docs/unproven.md', () => {
  test('has one row of each id, which is an anchor as it stands', () => {
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  test.each(rows)('says of $id who settles it', row => {
    const proof = proofs.find(({ id }) => id === row.id)
    if (proof === undefined) {
      expect(row.settledBy).toBeUndefined()
      expect(row.byHand).toBeDefined()
    } else {
      expect(row.byHand).toBeUndefined()
      expect(row.settledBy).toBe(settledBy(proof.needs))
    }
  })

  test('has a row of each proof', () => {
    expect(ids).toEqual(expect.arrayContaining(proofs.map(({ id }) => id)))
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
