import { writeFile } from 'node:fs/promises'
import { modelOf } from '../../simulator/service-model/model.ts'
import { requestSource, tableSource } from './table.ts'

/** The command line: `npx node tools/definition-model/main.ts`. */
const model = modelOf('cognito-idp')
for (const [file, source] of [
  ['src/cognito/definition/model.ts', tableSource(model)],
  ['src/create-pool/parts/request-model.ts', requestSource(model)]
] as const) {
  await writeFile(new URL(`../../${file}`, import.meta.url), source)
}
