import { describe, expect, test } from '@jest/globals'
import {
  INPUTS,
  refuseUnknownInputs,
  RESERVED_INPUTS
} from '../../../src/inputs/names.ts'

const variable = (input: string) => `INPUT_${input.toUpperCase()}`

describe('an input', () => {
  test.each(INPUTS)('%s is known, whatever its value', input => {
    expect(refuse(input, 'anything')).not.toThrow()
  })

  test('that is not set asks for nothing', () => {
    expect(() => refuseUnknownInputs({ INPUT_COLOUR: undefined })).not.toThrow()
  })

  test('is told from the rest of the environment', () => {
    const env = { HOME: '/root', COLOUR: 'blue', INPUTS: 'x', PATH: 'y' }
    expect(() => refuseUnknownInputs(env)).not.toThrow()
  })
})

// Of a version in which these are still to come.
const TABLE = { 'send-flowers': ['false', 'never'], 'send-cake': [] }
const RESERVED = Object.entries<string[]>(TABLE)

function refuse(input: string, value: string) {
  return () => refuseUnknownInputs({ [variable(input)]: value }, TABLE)
}

describe('a reserved input', () => {
  test.each(RESERVED)('%s may ask for what happens anyway', (input, values) => {
    for (const value of values) {
      expect(refuse(input, value)).not.toThrow()
      expect(refuse(input, ` ${value}\n`)).not.toThrow()
    }
  })

  test.each(RESERVED)('%s is never ignored when it asks for more', input => {
    expect(refuse(input, 'something else')).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringMatching(
          new RegExp(`^The input ${input} is not part of this version`)
        )
      })
    )
  })

  test('says which value asks for nothing', () => {
    expect(refuse('send-flowers', 'true')).toThrow(
      'set it to false or leave it out'
    )
    expect(refuse('send-cake', 'now')).toThrow('yet: leave it out')
  })

  test('is none of the inputs that there are', () => {
    expect(INPUTS.filter(input => input in RESERVED_INPUTS)).toEqual([])
  })
})

describe('an unknown input', () => {
  test.each([
    ['user_pool_id', 'user-pool-id'],
    ['userpoolid', 'user-pool-id'],
    ['kmskeyid', 'kms-key-id'],
    ['dryrun', 'dry-run'],
    ['BUCKET-', 'bucket'],
    ['buket', 'bucket'],
    ['quota', 'quotas'],
    ['only-user', 'only-users'],
    ['only_user', 'only-users'],
    ['age_recipient', 'age-recipients'],
    ['manifest sha265', 'manifest-sha256']
  ])('%s is asked whether it means %s', (input, meant) => {
    expect(refuse(input, 'x')).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining(`Did you mean ${meant}?`)
      })
    )
  })

  test.each(['', '  ', '\n'])(
    'that is %j is refused: without the mistake, it would be refused as empty',
    value => {
      expect(refuse('only-user', value)).toThrow('no input only-user')
    }
  )

  test('with a hyphen that is like none is told all that there are', () => {
    expect(refuse('manifest-digest', 'x')).toThrow(
      expect.objectContaining({
        code: 'input',
        message: `There is no input manifest-digest. The inputs are: ${INPUTS.join(', ')}.`
      })
    )
  })

  test('is named without its value', () => {
    expect(refuse('the-colour', 'ada@example.com')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('ada') })
    )
  })
})

describe('a variable that some other program may have set', () => {
  test.each([
    'METHOD',
    'ENVIRONMENT_NAME',
    'MODEL',
    'COLOUR',
    'NAME',
    'REGION',
    'CONSTRUCTOR',
    '__PROTO__'
  ])('is let pass, and named: INPUT_%s', name => {
    const env = { ...OURS, [`INPUT_${name}`]: 'x' }
    expect(refuseUnknownInputs(env)).toEqual([`INPUT_${name}`])
  })

  test('is not named when it is empty', () => {
    expect(refuseUnknownInputs({ ...OURS, INPUT_METHOD: ' ' })).toEqual([])
  })

  test('hides no misspelt input', () => {
    const env = { ...OURS, INPUT_METHOD: 'x', INPUT_ONLY_USER: 'ada' }
    expect(() => refuseUnknownInputs(env)).toThrow('Did you mean only-users?')
  })
})

const OURS = { INPUT_MODE: 'restore', 'INPUT_USER-POOL-ID': 'x' }
