import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { ReadWorkspaceFile } from '../shared/world.ts'

/**
 * Reads files of the job's workspace only. A checkout may contain symbolic links,
 * so a link or a path that leads out of the workspace is refused.
 *
 * @param workspace the variable GITHUB_WORKSPACE
 * @returns a reader that gives what is wrong as a text, and never throws
 */
export function workspaceReader(
  workspace: string | undefined
): ReadWorkspaceFile {
  return (path, maxBytes) => {
    if (workspace === undefined || workspace === '') {
      return 'needs the variable GITHUB_WORKSPACE, which is not set'
    }
    try {
      const folder = realpathSync(workspace)
      const file = realpathSync(resolve(folder, path))
      if (leadsOut(relative(folder, file))) return 'leads out of the workspace'
      const { size, isFile } = about(file)
      if (!isFile) return 'names something else than a file'
      if (size > maxBytes) {
        return `names a file of more than ${maxBytes / 1024 ** 2} MiB`
      }
      return readFileSync(file)
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      return code === 'ENOENT' || code === 'ENOTDIR'
        ? 'names no file in the workspace; give its path from there'
        : `names a file that can't be read (${code})`
    }
  }
}

function leadsOut(path: string): boolean {
  return path.split(sep)[0] === '..' || isAbsolute(path)
}

function about(file: string) {
  const stats = statSync(file)
  return { size: stats.size, isFile: stats.isFile() }
}
