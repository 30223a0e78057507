import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Input } from '../../src/inputs/kinds.ts'
import { INPUT_NAMES, INPUTS } from '../../src/inputs/table.ts'
import { toOutputs } from '../../src/report/outputs.ts'
import {
  FULL_COMPARE,
  FULL_CREATE_POOL,
  FULL_EXPORT,
  FULL_RECOVER,
  FULL_RESTORE,
  FULL_VERIFY
} from '../fixtures/full-outcomes.ts'

interface ActionFile {
  name: string
  description: string
  inputs: Record<
    string,
    { description: string; required?: boolean; default?: string }
  >
  outputs: Record<string, { description: string }>
  runs: Record<string, string>
}

const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')
const action = parse(text) as ActionFile

describe('the inputs of action.yml', () => {
  const names = Object.keys(action.inputs)

  test('are those that the code knows, in the same order', () => {
    expect(names).toEqual(INPUT_NAMES)
  })

  test('have the defaults that the code has, and no others', () => {
    const table: Record<string, Input> = INPUTS
    const defaults = (inputs: Record<string, { default?: string }>) =>
      Object.entries(inputs).map(([name, input]) => [name, input.default])
    // An expression, which only the runner evaluates.
    const token = { default: '${{ github.token }}' }
    expect(defaults(action.inputs)).toEqual(
      defaults({ ...table, 'github-token': token })
    )
  })

  test('are in kebab case', () => {
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
  })

  test('that are required have no default', () => {
    for (const input of Object.values(action.inputs)) {
      expect(input.required === true && input.default !== undefined).toBe(false)
    }
  })
})

test('the outputs of action.yml are those that a run can set', () => {
  const set = [
    FULL_EXPORT,
    FULL_RESTORE,
    FULL_VERIFY,
    FULL_COMPARE,
    FULL_RECOVER,
    FULL_CREATE_POOL
  ].flatMap(outcome => Object.keys(toOutputs(outcome, 0)))
  // Of a failure, whatever the outcome: see report.test.ts.
  set.push('error-code')
  expect(Object.keys(action.outputs).sort()).toEqual([...new Set(set)].sort())
})

test('the action runs the bundle on Node 24', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
})
