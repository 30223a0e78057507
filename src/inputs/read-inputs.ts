import type { TrackingRequest } from '../report/issue/track-run.ts'
import type { Env, Log } from '../shared/world.ts'
import { readAccess, type AccessInputs } from './access.ts'
import { readCompareInputs, type CompareInputs } from './compare.ts'
import { readCreatePoolInputs, type CreatePoolInputs } from './create-pool.ts'
import { readExportInputs, type ExportInputs } from './export.ts'
import {
  parseInput,
  parseInputs,
  type AnyValues,
  type InputTexts
} from './parse.ts'
import { readRecoverInputs, type RecoverInputs } from './recover.ts'
import { readRestoreInputs, type RestoreInputs } from './restore.ts'
import { refuseUnknownInputs } from './unknown-inputs.ts'
import { readVerifyInputs, type VerifyInputs } from './verify.ts'

/** What the inputs ask a mode to do. */
export type Inputs =
  | ExportInputs
  | RestoreInputs
  | VerifyInputs
  | CompareInputs
  | RecoverInputs
  | CreatePoolInputs

/** All that the inputs of a run say. */
export interface RunInputs {
  inputs: Inputs
  access: AccessInputs
}

/**
 * Reads and checks the action's inputs before any call is made.
 *
 * @param env for the region, which it may name
 * @param log names the variables that look like inputs and are ignored
 * @throws UserError `input` that names the input, the problem and an example
 */
export function readInputs(texts: InputTexts, env: Env, log: Log): RunInputs {
  for (const variable of refuseUnknownInputs(texts.others)) {
    log.info(`${variable} is no input of this action, and is ignored.`)
  }
  const values = parseInputs(texts)
  const inputs = readMode(values, env)
  return { inputs, access: readAccess(values, inputs) }
}

function readMode(values: AnyValues, env: Env): Inputs {
  switch (values.mode) {
    case 'export':
      return readExportInputs(values, env)
    case 'restore':
      return readRestoreInputs(values, env)
    case 'verify':
      return readVerifyInputs(values, env)
    case 'compare':
      return readCompareInputs(values, env)
    case 'recover':
      return readRecoverInputs(values, env)
    case 'create-pool':
      return readCreatePoolInputs(values, env)
  }
}

/**
 * Whether an issue tracks failures, and with which token. A run that fails over
 * another input must be tracked too, so this comes before the other inputs.
 *
 * @throws UserError `input`
 */
export function readTracking(texts: InputTexts): TrackingRequest | undefined {
  return parseInput(texts, 'tracking-issue')
    ? { token: parseInput(texts, 'github-token') }
    : undefined
}
