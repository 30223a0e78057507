import type { Promised } from './promises.ts'

/** A change of one source file that takes a guard out. */
export interface Removal {
  /** From the root of the project. */
  file: string
  /** Text that is in the file exactly once. */
  source: string
  /** What stands in its place without the guard; the types must still fit. */
  without: string
}

/** Something that the tool does so that a promise holds. */
export interface Guard extends Removal {
  /** The end of the sentence "It is guarded that …"; no two have the same. */
  name: string
  promise: Promised
  /**
   * Test files, each of which must go red without the guard. None that runs dist/,
   * which is built with all guards.
   */
  tests: readonly string[]
  /** Guards against the same fault, each of which would do: removed as well. */
  and?: readonly Removal[]
}

/** All that is changed to remove a guard. */
export function removalsOf(guard: Guard): readonly Removal[] {
  return [guard, ...(guard.and ?? [])]
}

/** A table that doesn't fit the sources (any more), or a run that proves nothing. */
export class GuardError extends Error {}

/**
 * The text of a file without a guard.
 *
 * @throws GuardError when the guard's source isn't in it exactly once
 */
export function remove(
  text: string,
  { file, source, without }: Removal
): string {
  const parts = text.split(source)
  if (parts.length !== 2) {
    throw new GuardError(
      `${file} holds ${parts.length - 1} times, and not once: ${source}`
    )
  }
  if (source === without) {
    throw new GuardError(`Nothing changes in ${file}: ${source}`)
  }
  return parts.join(without)
}

/**
 * The files of a guard without it.
 *
 * @param read the text of a file
 * @throws GuardError as remove
 */
export function filesWithout(
  guard: Guard,
  read: (file: string) => string
): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const removal of removalsOf(guard)) {
    const { file } = removal
    files.set(file, remove(files.get(file) ?? read(file), removal))
  }
  return files
}
