import { describe, expect, test } from '@jest/globals'
import { parseOptions } from '../../../simulator/options.ts'

const parse = (...args: string[]) => {
  const parsed = parseOptions(args)
  return parsed.help ? 'help' : parsed.options
}

describe('the options of import jobs', () => {
  test.each([
    ['5000', 5000],
    ['0', 0],
    ['unlimited', Infinity]
  ])('take a pace of %s', (value, importRowsPerSecond) => {
    expect(parse('--import-rows-per-second', value)).toEqual({
      importRowsPerSecond
    })
  })

  test.each(['fast', '1.5', '', 'Infinity'])('take no pace of %j', value => {
    expect(() => parse(`--import-rows-per-second=${value}`)).toThrow(
      `--import-rows-per-second ${value} is not a whole number`
    )
  })

  test.each([
    ['yes', true],
    ['no', false],
    ['header-only', 'header-only']
  ])('take password hashes: %s', (value, acceptsPasswordHashes) => {
    expect(parse('--password-hashes', value)).toEqual({ acceptsPasswordHashes })
  })

  test('take nothing else for password hashes', () => {
    expect(() => parse('--password-hashes', 'true')).toThrow(
      'true is none of yes, no, header-only.'
    )
  })
})

test('people can be asked for who are plain', () => {
  expect(parse('--plain')).toEqual({ plain: true })
  expect(parse()).toEqual({})
})
