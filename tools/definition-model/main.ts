import { writeFile } from 'node:fs/promises'
import { modelOf } from '../../simulator/service-model/model.ts'
import { tableSource } from './table.ts'

/** The command line: `npx node tools/definition-model/main.ts`. */
const file = new URL('../../src/cognito/definition/model.ts', import.meta.url)
await writeFile(file, tableSource(modelOf('cognito-idp')))
