import { describe, expect, test } from '@jest/globals'
import type { Input } from '../../../src/inputs/kinds.ts'
import { parseInput, takeTexts } from '../../../src/inputs/parse.ts'
import {
  INPUT_NAMES,
  INPUTS,
  type InputName
} from '../../../src/inputs/table.ts'
import { stepEnv } from '../../fixtures/read-inputs.ts'

const read = (name: InputName, text?: string) =>
  parseInput(
    takeTexts(stepEnv(text === undefined ? {} : { [name]: text })),
    name
  )

describe('the table of the inputs', () => {
  test.each(INPUT_NAMES)('has a default that is valid: %s', name => {
    const { default: fallback }: Input = INPUTS[name]
    if (fallback === undefined) return
    expect(() => read(name)).not.toThrow()
    expect(read(name, ` ${fallback}\n`)).toEqual(read(name))
  })

  // Keys of age are too long for an example.
  test.each(INPUT_NAMES.filter(name => !name.startsWith('age-')))(
    'has an example that is a valid value: %s',
    name => {
      const { example }: Input = INPUTS[name]
      if (example === undefined) return
      expect(() => read(name, example)).not.toThrow()
    }
  )
})
