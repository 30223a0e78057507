import { describe, expect, test } from '@jest/globals'
import { takeTexts } from '../../../src/inputs/parse.ts'
import { INPUT_NAMES } from '../../../src/inputs/table.ts'
import { refuseUnknownInputs } from '../../../src/inputs/unknown-inputs.ts'
import type { Env } from '../../../src/shared/world.ts'

const variable = (input: string) => `INPUT_${input.toUpperCase()}`

const refused = (env: Env) => refuseUnknownInputs(takeTexts(env).others)

describe('an input', () => {
  test.each(INPUT_NAMES)('%s is known, whatever its value', input => {
    expect(refuse(input, 'anything')).not.toThrow()
  })

  test('that is not set asks for nothing', () => {
    expect(() => refused({ INPUT_COLOUR: undefined })).not.toThrow()
  })

  test('is told from the rest of the environment', () => {
    const env = { HOME: '/root', COLOUR: 'blue', INPUTS: 'x', PATH: 'y' }
    expect(() => refused(env)).not.toThrow()
  })
})

function refuse(input: string, value: string) {
  return () => refused({ [variable(input)]: value })
}

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
        message: `There is no input manifest-digest. The inputs are: ${INPUT_NAMES.join(', ')}.`
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
    expect(refused(env)).toEqual([`INPUT_${name}`])
  })

  test('is not named when it is empty', () => {
    expect(refused({ ...OURS, INPUT_METHOD: ' ' })).toEqual([])
  })

  test('hides no misspelt input', () => {
    const env = { ...OURS, INPUT_METHOD: 'x', INPUT_ONLY_USER: 'ada' }
    expect(() => refused(env)).toThrow('Did you mean only-users?')
  })
})

const OURS = { INPUT_MODE: 'restore', 'INPUT_USER-POOL-ID': 'x' }
