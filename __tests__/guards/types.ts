import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { filesWithout, GuardError, type Guard } from './guard.ts'
import { runNode } from './run-node.ts'
import type { Workspace } from './workspace.ts'

const LONGEST_CHECK_MS = 600_000

/**
 * Sees that the types fit whichever guard is removed: a change that the compiler
 * refuses could turn any test red. All at once, each in a file beside the one that
 * it changes, in a copy of the project that is of no other use afterwards.
 *
 * @throws GuardError that names the guards whose types don't fit
 */
export async function checkTypes(
  guards: readonly Guard[],
  { folder }: Workspace,
  read: (file: string) => string,
  signal: AbortSignal
): Promise<void> {
  guards.forEach((guard, at) => {
    for (const [file, text] of filesWithout(guard, read)) {
      const beside = join(
        dirname(file),
        `${basename(file, '.ts')}${MARK}${at}.ts`
      )
      writeFileSync(join(folder, beside), text)
    }
  })
  const config = { extends: './tsconfig.json', include: ['src'] }
  const configFile = join(folder, 'tsconfig.guards.json')
  writeFileSync(configFile, JSON.stringify(config))
  const { exitCode, text } = await runNode(
    folder,
    [
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '--pretty',
      'false',
      '--project',
      configFile
    ],
    LONGEST_CHECK_MS,
    signal
  )
  if (exitCode === 0) return
  const lines = text.split('\n').filter(line => line.includes('error TS'))
  const told = lines.map(line => {
    const [, at] = /\.without-(\d+)\.ts/.exec(line) ?? []
    const name = at === undefined ? undefined : guards[Number(at)]?.name
    return name === undefined ? line : `${name}: ${line}`
  })
  throw new GuardError(`The types don't fit:\n${told.join('\n')}`)
}

const MARK = '.without-'
