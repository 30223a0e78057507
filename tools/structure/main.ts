import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { figuresOf } from './figures.ts'

/** The command line: prints the figures of folders, `src` and others by default. */
const named = process.argv.slice(2)
const folders = named.length > 0 ? named : ['src', 'src/restore', 'simulator']
const options = await extractOptions('./tools/structure/walls.js')
const { output } = await cruise(['src', 'simulator'], options, undefined, {
  tsConfig: extractTsConfig('tsconfig.json')
})
const files = (output as ICruiseResult).modules.map(
  ({ source, dependencies }) => ({
    path: source,
    imports: dependencies.map(({ resolved }) => resolved)
  })
)
console.table(
  Object.fromEntries(folders.map(folder => [folder, figuresOf(folder, files)]))
)
