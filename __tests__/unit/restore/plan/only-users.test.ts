import { describe, expect, test } from '@jest/globals'
import { selectUsers } from '../../../../src/restore/plan/only-users.ts'
import type { ChosenUsers } from '../../../../src/restore/policies.ts'
import { onlyUsers } from '../../../fixtures/chosen-users.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

const ADA = userRecord()
const EVA = userRecord({
  username: 'eva',
  sub: 'sub-of-eva',
  attributes: { email: 'Eva@example.com', phone_number: '+15550100' }
})

function chosen(names: string[], caseSensitive = true): string[] {
  return chosenBy(onlyUsers(names), caseSensitive)
}

function chosenBy(
  users: ChosenUsers | undefined,
  caseSensitive: boolean
): string[] {
  const selection = selectUsers(users, caseSensitive)
  return [ADA, EVA]
    .filter(user => selection.has(user))
    .map(user => user.username)
}

describe('the users to restore', () => {
  test('are all when nobody is named', () => {
    expect(chosenBy(undefined, true)).toEqual(['ada', 'eva'])
  })

  test.each([
    ['username', 'eva'],
    ['sub', 'sub-of-eva'],
    ['e-mail address', 'Eva@example.com'],
    ['e-mail address in any case', 'eVA@EXAMPLE.com'],
    ['phone number', '+15550100']
  ])('are found by %s', (_what, name) => {
    expect(chosen([name])).toEqual(['eva'])
  })

  test.each(['Eva', 'SUB-OF-EVA', 'ev', '', '15550100', '+1 555 0100'])(
    'are not found by %j',
    name => {
      expect(chosen([name])).toEqual([])
    }
  )

  test('are found in any case where the pool of the snapshot ignores it', () => {
    for (const name of ['EVA', 'eva', 'Eva@Example.com']) {
      expect(chosen([name], false)).toEqual(['eva'])
    }
    expect(chosen(['EVA'], true)).toEqual([])
    // A sub is Cognito's own, and always the same.
    expect(chosen(['SUB-OF-EVA'], false)).toEqual([])
  })

  test('are found by sub alone where a report names them', () => {
    const report = { by: 'report', names: ['sub-of-eva'] } as const
    const namesake = { ...ADA, username: 'sub-of-eva' }
    for (const caseSensitive of [true, false]) {
      const selection = selectUsers(report, caseSensitive)
      expect(selection.has(EVA)).toBe(true)
      expect(selection.has(namesake)).toBe(false)
    }
  })

  test('are found without an address', () => {
    const selection = selectUsers(onlyUsers(['ada']), true)
    expect(selection.has({ ...ADA, attributes: {} })).toBe(true)
  })
})

describe('a name that is nobody’s', () => {
  function missing(...names: string[]): unknown {
    return missingOf(names, true)
  }

  function missingOf(names: string[], caseSensitive: boolean): unknown {
    return missingIn(onlyUsers(names), caseSensitive)
  }

  function missingIn(
    users: ChosenUsers | undefined,
    caseSensitive: boolean
  ): unknown {
    const selection = selectUsers(users, caseSensitive)
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

  test.each<[ChosenUsers['by'], RegExp]>([
    ['only-users-file', /^The file in only-users-file names 3 users, and 2 /],
    ['report', /^The report in only-users-file has 3 failed users, and 2 /]
  ])('names the input that it came from: %s', (by, sentence) => {
    const names = ['sub-of-eva', 'secret-1', 'secret-2']
    const error = missingIn({ by, names }, true)
    expect(error).toMatchObject({
      code: 'input',
      message: expect.stringMatching(sentence)
    })
    expect(String(error)).not.toContain('secret')
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
    expect(missingIn(undefined, true)).toBeUndefined()
    expect(missing('ADA@example.com', 'sub-of-eva', 'ada')).toBeUndefined()
    expect(missing('ada@example.com', 'ADA@example.com', 'ada')).toBeUndefined()
    expect(missingOf(['EVA', 'Ada'], false)).toBeUndefined()
  })
})
