import { existsSync, globSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { format } from 'prettier'
import { extractModel } from './extract.ts'
import { MODELLED } from './model.ts'

/** The folder in which `bash __tests__/emulators/run.sh moto` installs botocore. */
const INSTALLED =
  'node_modules/.cache/moto-*/lib/python3*/site-packages/botocore'

/** The command line: `npx node simulator/service-model/main.ts [-- <folder of botocore>]`. */
async function main(): Promise<void> {
  const folder = process.argv[2] ?? globSync(INSTALLED)[0]
  if (folder === undefined || !existsSync(folder)) {
    throw new Error(
      'There is no botocore. Run `bash __tests__/emulators/run.sh moto` once, which installs it, or give its folder.'
    )
  }
  for (const service of MODELLED) {
    const text = JSON.stringify(extractModel(folder, service))
    const file = new URL(`${service}.json`, import.meta.url)
    await writeFile(file, await format(text, { parser: 'json' }))
  }
}

await main()
