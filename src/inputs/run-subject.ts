import { USER_POOL_ID } from '../shared/aws-ids.ts'
import { MODES, type RunSubject } from '../shared/outcome.ts'
import {
  RECOVER_ACTIONS,
  type RecoverAction
} from '../shared/recovery-facts.ts'
import { parseAddress } from '../snapshot/address.ts'
import type { InputTexts } from './parse.ts'

/**
 * What a run is about, for those who report how it ended. Never throws: a run
 * that fails over a wrong input is reported too, by the inputs that are right.
 */
export function readRunSubject({ inputs }: InputTexts): RunSubject {
  const given = inputs.mode.trim()
  const mode = MODES.find(known => known === given)
  return {
    mode,
    userPoolId:
      mode === 'verify' || mode === 'compare' || mode === 'create-pool'
        ? sourcePool(inputs)
        : poolIn(inputs['user-pool-id']),
    isDryRun:
      (mode === 'restore' || mode === 'create-pool') &&
      /^true$/i.test(inputs['dry-run'].trim()),
    ...(mode === 'recover' && { recovery: actionIn(inputs.recovery) })
  }
}

function actionIn(text: string): RecoverAction | undefined {
  return RECOVER_ACTIONS.find(known => known === text.trim())
}

/** The pool of the snapshot that is read, which needs no `user-pool-id`. */
function sourcePool(inputs: InputTexts['inputs']): string | undefined {
  const snapshot = inputs.snapshot.trim()
  if (!snapshot.startsWith('s3://')) {
    return (
      poolIn(inputs['source-user-pool-id']) ?? poolIn(inputs['user-pool-id'])
    )
  }
  try {
    return parseAddress(snapshot).userPoolId
  } catch {
    return undefined
  }
}

function poolIn(text: string): string | undefined {
  const value = text.trim()
  return USER_POOL_ID.test(value) ? value : undefined
}
