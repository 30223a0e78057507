import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { INPUTS } from '../../src/inputs/table.ts'
import { readActionFile } from '../../tools/docs/action-file.ts'
import { withInputsTable } from '../../tools/docs/inputs-table.ts'
import { inputsPage, outputsPage } from '../../tools/docs/reference-pages.ts'

const text = (path: string) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const { inputs, outputs } = readActionFile(text('action.yml'))

describe('what `node tools/docs/main.ts` makes is up to date', () => {
  test('in docs/reference.md', () => {
    expect(text('docs/reference.md')).toBe(inputsPage(inputs))
  })

  test('in docs/outputs.md', () => {
    expect(text('docs/outputs.md')).toBe(outputsPage(outputs))
  })

  test('in the README, which has a row for each input', () => {
    const readme = text('README.md')
    expect(withInputsTable(readme, inputs)).toBe(readme)
    expect(readme.match(/^\| `[a-z-]+` \| all/gm)?.length).toBeGreaterThan(20)
    for (const { name } of inputs) expect(readme).toContain(`\n| \`${name}\` |`)
  })
})

test('the descriptions of action.yml end with the modes that take the input, unless all do', () => {
  expect(inputs.map(({ name, modes }) => [name, modes])).toEqual(
    Object.entries(INPUTS).map(([name, input]) => [name, input.modes])
  )
})
