import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { RestoreInputs } from '../../../src/inputs/restore.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { readRun } from '../../fixtures/read-inputs.ts'

function read(inputs: Record<string, string>): RestoreInputs {
  const needed = { 'user-pool-id': POOL_ID, bucket: 'my-backups' }
  const read = readRun({ mode: 'restore', ...needed, ...inputs })
  return read.inputs as RestoreInputs
}

const policies = (inputs: Record<string, string>) => read(inputs).policies

/** The failure that names an input and gives a valid example. */
function wrong(input: string, problem: string) {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringMatching(
      new RegExp(`^The input ${input} .*${problem}.*A valid example: .+\\.$`)
    )
  })
}

test.each(['sub', 'old_sub', 'dev:old_sub', `custom:${'a'.repeat(21)}`])(
  'sub-attribute is not %s',
  name => {
    expect(() => read({ 'sub-attribute': name })).toThrow(
      wrong('sub-attribute', 'is not the name of a custom attribute')
    )
  }
)

describe('the policies of a restore', () => {
  test('are the careful ones unless asked for', () => {
    expect(policies({})).toEqual({
      dryRun: false,
      existingUsers: 'skip',
      usersWithoutUsername: 'skip',
      mfaUsers: 'skip',
      federatedUsers: 'skip',
      restoredUserStatus: 'confirmed',
      restoreMethod: 'api',
      replacements: [],
      addCustomAttributes: false,
      allowedAccountIds: []
    })
  })

  test('are all taken', () => {
    expect(
      policies({
        'dry-run': 'true',
        'existing-users': 'update',
        'users-without-username': 'recreate',
        'mfa-users': 'restore',
        'federated-users': 'link',
        'restored-user-status': 'force-change-password',
        replace: '111122223333 => 444455556666',
        'add-custom-attributes': 'true',
        'sub-attribute': 'custom:old_sub',
        'allowed-account-ids': '444455556666'
      })
    ).toEqual({
      dryRun: true,
      existingUsers: 'update',
      usersWithoutUsername: 'recreate',
      mfaUsers: 'restore',
      federatedUsers: 'link',
      restoredUserStatus: 'force-change-password',
      restoreMethod: 'api',
      replacements: [{ from: '111122223333', to: '444455556666' }],
      addCustomAttributes: true,
      subAttribute: 'custom:old_sub',
      allowedAccountIds: ['444455556666']
    })
  })

  test.each([
    ['existing-users', 'skip'],
    ['existing-users', 'fail'],
    ['restored-user-status', ' confirmed\n']
  ])('take %s: %j', (input, value) => {
    expect(Object.values(policies({ [input]: value }))).toContain(value.trim())
  })

  test.each([
    ['existing-users', 'Skip', 'is none of skip, update and fail'],
    ['users-without-username', 'create', 'is neither skip nor recreate'],
    ['mfa-users', 'true', 'is neither skip nor restore'],
    ['federated-users', 'unlink', 'is neither skip nor link'],
    ['restored-user-status', 'CONFIRMED', 'is none of confirmed'],
    ['restored-user-status', 'reset-required', 'only import jobs can give']
  ])('take no %s: %j', (input, value, problem) => {
    expect(() => policies({ [input]: value })).toThrow(wrong(input, problem))
  })
})

describe.each(['dry-run', 'add-custom-attributes'])('%s', input => {
  const isAskedFor = (value: string) => {
    const { dryRun, addCustomAttributes } = policies({ [input]: value })
    return dryRun || addCustomAttributes
  }

  test.each(['true', 'True', 'TRUE', ' true\n'])(
    'is asked for by %j',
    value => {
      expect(isAskedFor(value)).toBe(true)
    }
  )

  test.each(['false', 'False', 'FALSE'])('is not asked for by %j', value => {
    expect(isAskedFor(value)).toBe(false)
  })

  test.each(['yes', 'tRUE', '1', '0', 'on', 'truefalse', 'true\nfalse'])(
    'is never guessed from %j',
    value => {
      expect(() => policies({ [input]: value })).toThrow(
        wrong(input, 'is neither true nor false')
      )
    }
  )
})

describe('the only users', () => {
  test.each([
    ['all\nada', ['all', 'ada']],
    ['ada', ['ada']],
    ['\n  ada \r\n\nbob smith\r\nada', ['ada', 'bob smith']],
    ['Ada\nada', ['Ada', 'ada']],
    ['a,b', ['a,b']]
  ])('of %j', (value, expected) => {
    expect(read({ 'only-users': value }).onlyUsers).toEqual({
      by: 'only-users',
      names: expected
    })
  })

  test.each(['all', '\n all \n'])('are everybody, of %j', value => {
    expect(read({ 'only-users': value }).onlyUsers).toBeUndefined()
    expect(read({ 'only-users-file': 'none' }).onlyUsers).toBeUndefined()
  })

  test('are those of a file', () => {
    expect(
      read({ 'only-users': 'all', 'only-users-file': ' failed.txt\n' })
        .onlyUsers
    ).toEqual({ file: 'failed.txt' })
  })

  test('are never those of two inputs', () => {
    const both = { 'only-users': 'secret', 'only-users-file': 'failed.txt' }
    expect(() => read(both)).toThrow(
      wrong('only-users-file', 'is given together with only-users')
    )
  })
})

describe('replacements', () => {
  test.each([
    ['none', []],
    ['\n none \n', []],
    ['a=>b', [{ from: 'a', to: 'b' }]],
    [
      ' role/old  =>  role/new \r\n\n\tb => c',
      [
        { from: 'role/old', to: 'role/new' },
        { from: 'b', to: 'c' }
      ]
    ],
    ['a = b => c > d', [{ from: 'a = b', to: 'c > d' }]]
  ])('of %j', (value, expected) => {
    expect(policies({ replace: value }).replacements).toEqual(expected)
  })

  test.each([
    ['secret', 1],
    ['secret -> b', 1],
    ['=> secret', 1],
    ['secret =>', 1],
    ['=>', 1],
    ['a => b => secret', 1],
    ['a => b\n\nsecret', 3],
    ['\n\n  \nsecret => \na => b', 4]
  ])('of %j are refused by the line, without its words', (value, line) => {
    expect(() => policies({ replace: value })).toThrow(
      wrong('replace', `has in line ${line} something else`)
    )
    expect(() => policies({ replace: value })).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret')
      })
    )
  })

  test('are read as they were written, in their order', () => {
    const side = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map(text => text.replaceAll(/[\n\r]|=>/g, '').trim())
      .filter(
        text => text !== '' && !text.endsWith('=') && !text.startsWith('>')
      )
    const replacement = fc.record({ from: side, to: side })
    fc.assert(
      fc.property(fc.array(replacement, { minLength: 1 }), replacements => {
        const lines = replacements.map(({ from, to }) => `${from} => ${to}`)
        const { replacements: read } = policies({ replace: lines.join('\n') })
        expect(read).toEqual(replacements)
      })
    )
  })
})
