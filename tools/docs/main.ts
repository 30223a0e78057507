import { readFileSync, writeFileSync } from 'node:fs'
import { readActionFile } from './action-file.ts'
import { withInputsTable } from './inputs-table.ts'
import { inputsPage, outputsPage } from './reference-pages.ts'

/*
 * Writes docs/reference.md, docs/outputs.md and the table of inputs in README.md,
 * from action.yml and src/.
 */
const at = (path: string) => new URL(`../../${path}`, import.meta.url)
const text = (path: string) => readFileSync(at(path), 'utf8')

const { inputs, outputs } = readActionFile(text('action.yml'))
writeFileSync(at('docs/reference.md'), inputsPage(inputs))
writeFileSync(at('docs/outputs.md'), outputsPage(outputs))
writeFileSync(at('README.md'), withInputsTable(text('README.md'), inputs))
