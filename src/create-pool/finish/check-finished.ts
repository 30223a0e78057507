import {
  compareDefinitions,
  type DefinitionSide
} from '../../compare/definition/compare-definitions.ts'
import { UserError } from '../../shared/errors.ts'
import { namesOfChanges } from '../plan/names-of-changes.ts'
import type { Announced } from '../parts/made-part.ts'
import { unannounced } from '../plan/unannounced.ts'

/**
 * Checks that a pool has got what was to be set, and that nothing else changed.
 *
 * @param planned the old definition after replacements
 * @param before the pool before the calls, `after` the same after them
 * @param sets settings that the calls were to set
 * @returns sections and settings that could not be read, so aren't checked
 * @throws UserError `not-the-same`
 */
export function checkFinished(
  planned: DefinitionSide,
  before: DefinitionSide,
  after: DefinitionSide,
  sets: readonly Announced[]
): string[] {
  const { userPoolId } = after
  const since = compareDefinitions(before, after)
  const others = unannounced(since.changes, sets)
  if (others.length > 0) {
    throw new UserError(
      'not-the-same',
      `More of the pool ${userPoolId} changed than this run was to set: ${namesOfChanges(others)}. Find out whether a person did that meanwhile.`
    )
  }
  // A replica is there as soon as it is listed, in whichever state.
  const { changes } = compareDefinitions(planned, after)
  const wanted = changes.filter(
    ({ part, setting, what }) =>
      what !== 'added' && (setting === '' || !part.startsWith('replica/'))
  )
  const isOther = new Set(unannounced(wanted, sets))
  const missing = wanted.filter(change => !isOther.has(change))
  if (missing.length > 0) {
    throw new UserError(
      'not-the-same',
      `The pool ${userPoolId} did not get all that this run was to set: ${namesOfChanges(missing)}. Set it by hand.`
    )
  }
  return since.notCompared
}
