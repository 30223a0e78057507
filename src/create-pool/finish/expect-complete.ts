import { UserError } from '../../shared/errors.ts'
import type { OwnPool } from '../target/pools-of-name.ts'

/**
 * The pool that gets what waited, which an earlier run has to have made.
 *
 * @param own that pool, as far as there is just one
 * @throws UserError `input` or `half-made`, which say how to go on
 */
export function expectComplete(
  own: OwnPool | undefined,
  poolName: string
): OwnPool {
  if (own === undefined) {
    throw new UserError(
      'input',
      `No earlier run made a pool named ${poolName} here. Give the pool-name and aws-region of the run that made it. If there are several, set snapshot to the one it is made from.`
    )
  }
  if (!own.entry.isComplete) {
    throw new UserError(
      'half-made',
      `The pool ${own.userPoolId} is half made. Run with the same inputs and without finish first: that goes on with it.`
    )
  }
  return own
}
