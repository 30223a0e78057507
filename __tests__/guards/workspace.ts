import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { filesWithout, type Guard } from './guard.ts'

/** What a copy of the project does without, or has by a link. */
const NOT_COPIED = ['.git', 'node_modules', 'coverage']

/** A copy of the project, in which guards are removed. */
export interface Workspace {
  readonly folder: string
  /**
   * Takes a guard out of the sources.
   * @throws GuardError when it isn't in them as the table says
   */
  remove(guard: Guard): void
  /** Puts back whatever a removed guard has changed. */
  restore(): void
}

/**
 * Copies the project as it is now. Packages are those of the project itself.
 *
 * @param root of the project
 * @param folder where the copy goes; it must not be there yet
 */
export function createWorkspace(root: string, folder: string): Workspace {
  mkdirSync(folder)
  for (const name of readdirSync(root)) {
    if (NOT_COPIED.includes(name)) continue
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const originals = new Map<string, Buffer>()
  const read = (file: string) => readFileSync(join(folder, file))
  return {
    folder,
    remove(guard) {
      const files = filesWithout(guard, file => read(file).toString())
      for (const file of files.keys()) originals.set(file, read(file))
      for (const [file, text] of files) writeFileSync(join(folder, file), text)
    },
    restore() {
      for (const [file, bytes] of originals) {
        writeFileSync(join(folder, file), bytes)
      }
      originals.clear()
    }
  }
}
