import { describe, expect, test } from '@jest/globals'
import { takeTexts } from '../../../src/inputs/parse.ts'
import { secretTexts } from '../../../src/inputs/secrets.ts'
import { stepEnv } from '../../fixtures/read-inputs.ts'

const hiddenOf = (secrets: string, others: Record<string, string> = {}) =>
  secretTexts(takeTexts(stepEnv({ secrets, ...others })))

describe('what no log may show of the input secrets', () => {
  test('is each value by itself, and no name', () => {
    expect(
      hiddenOf('client/a b => value-1\r\n\n  provider/Google =>  value 2  ')
    ).toEqual(['value-1', 'value 2'])
  })

  test('is each line of a key in PEM', () => {
    expect(
      hiddenOf('provider/Apple => -----BEGIN X-----\nMIGT\n-----END X-----')
    ).toEqual(['-----BEGIN X-----', 'MIGT', '-----END X-----'])
  })

  test.each([
    ['a line without an arrow', 'value-1', 'value-1'],
    ['a line without blanks', 'client/a=>value-1', 'value-1'],
    ['a line of another kind', 'x => value-1', 'value-1'],
    ['a value after two arrows', 'client/a => b => value-1', 'value-1']
  ])('is also %s', (_, secrets, hidden) => {
    expect(hiddenOf(secrets)).toContain(hidden)
  })

  test('is nothing by default, or where a line has no value', () => {
    expect(hiddenOf('none')).toEqual([])
    expect(hiddenOf('client/a =>')).toEqual([])
  })

  test('is hidden in every mode', () => {
    expect(hiddenOf('client/a => value-1', { mode: 'export' })).toEqual([
      'value-1'
    ])
  })
})
