import { describe, expect, test } from '@jest/globals'
import { selectUsers } from '../../../src/restore/only-users.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

const ADA = userRecord()
const EVA = userRecord({
  username: 'eva',
  sub: 'sub-of-eva',
  attributes: { email: 'Eva@example.com' }
})

function chosen(names: string[], caseSensitive = true): string[] {
  const selection = selectUsers(names, caseSensitive)
  return [ADA, EVA]
    .filter(user => selection.has(user))
    .map(user => user.username)
}

describe('the users to restore', () => {
  test('are all when nobody is named', () => {
    expect(chosen([])).toEqual(['ada', 'eva'])
  })

  test.each([
    ['username', 'eva'],
    ['sub', 'sub-of-eva'],
    ['e-mail address', 'Eva@example.com'],
    ['e-mail address in any case', 'eVA@EXAMPLE.com']
  ])('are found by %s', (_what, name) => {
    expect(chosen([name])).toEqual(['eva'])
  })

  test.each(['Eva', 'SUB-OF-EVA', 'ev', ''])('are not found by %j', name => {
    expect(chosen([name])).toEqual([])
  })

  test('are found in any case where the pool of the snapshot ignores it', () => {
    for (const name of ['EVA', 'eva', 'Eva@Example.com']) {
      expect(chosen([name], false)).toEqual(['eva'])
    }
    expect(chosen(['EVA'], true)).toEqual([])
    // A sub is Cognito's own, and always the same.
    expect(chosen(['SUB-OF-EVA'], false)).toEqual([])
  })

  test('are found without an e-mail address', () => {
    const selection = selectUsers(['ada'], true)
    expect(selection.has({ ...ADA, attributes: {} })).toBe(true)
  })
})

describe('a name that is nobody’s', () => {
  function missing(...names: string[]): unknown {
    return missingOf(names, true)
  }

  function missingOf(names: string[], caseSensitive: boolean): unknown {
    const selection = selectUsers(names, caseSensitive)
    for (const user of [ADA, EVA]) selection.has(user)
    try {
      selection.expectAllFound()
    } catch (error) {
      return error
    }
    return undefined
  }

  test('is a wrong input', () => {
    expect(missing('ada', 'secret.person@example.com', 'no-one')).toMatchObject(
      {
        code: 'input',
        message: expect.stringMatching(
          /only-users has 3 lines, and 2 of them are no username.*Nothing was written/
        )
      }
    )
    expect(missing('no-one')).toMatchObject({
      message: expect.stringMatching(/has 1 line, and 1 of them is no username/)
    })
  })

  test.each([
    [['ada', 'Ada'], 1],
    [['eva', 'eva@example.com', 'EVA', 'nobody'], 2],
    [['nobody', 'NOBODY'], 2]
  ])('is counted line by line: of %j are %d nobody', (names, count) => {
    expect(missingOf(names, true)).toMatchObject({
      message: expect.stringContaining(`${count} of them`)
    })
  })

  test('is not told: it is personal data', () => {
    const error = missing('secret.person@example.com')
    expect(String(error)).not.toContain('secret')
  })

  test('is none when everybody was found, by whatever name', () => {
    expect(missing()).toBeUndefined()
    expect(missing('ADA@example.com', 'sub-of-eva', 'ada')).toBeUndefined()
    expect(missing('ada@example.com', 'ADA@example.com', 'ada')).toBeUndefined()
    expect(missingOf(['EVA', 'Ada'], false)).toBeUndefined()
  })
})
