import { existsSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { assumptions } from '../../../tools/prove/assumptions/all.ts'
import { listByHand, listOf } from '../../../tools/prove/list.ts'
import { proofs } from '../../../tools/prove/proofs/all.ts'

const ids = assumptions.map(({ id }) => id)
const tried = proofs.map(({ id }) => id)

describe('the list of assumptions', () => {
  test('has each of them once, and one for each proof', () => {
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(tried).size).toBe(tried.length)
    expect(ids).toEqual(expect.arrayContaining(tried))
  })

  test.each(assumptions)(
    'has one probe of $id, and a file that relies on it',
    ({ id, where, byHand }) => {
      expect(tried.includes(id)).toBe(byHand === undefined)
      const root = new URL('../../../', import.meta.url)
      expect([where, existsSync(new URL(where, root))]).toEqual([where, true])
    }
  )
})

describe('as text', () => {
  const row = {
    id: 'first',
    where: 'src/run.ts',
    assumption: 'It is so.',
    ifNot: 'Change it.'
  }
  const other = { ...row, id: 'second', byHand: 'Look at it.' }

  test('each row has its probe', () => {
    expect(listOf([row, other], [{ id: 'first' }])).toBe(
      `# What is not proven without an account

1 rows are tried by npm run prove, 1 by hand.

- **first** (src/run.ts): It is so.
  If not: Change it.
  Probe: npm run prove
- **second** (src/run.ts): It is so.
  If not: Change it.
  By hand: Look at it.
`
    )
  })

  test('a report ends with what a person tries', () => {
    const text = listByHand([row, other])
    expect(text).toContain('- **second**: It is so.\n  By hand: Look at it.')
    expect(text).not.toContain('first')
  })
})
