import type { PacerOptions } from '../cognito/calls/pacer.ts'
import { REGION } from '../shared/aws-ids.ts'
import { UserError } from '../shared/errors.ts'
import type { Mode } from '../shared/outcome.ts'
import type { Env } from '../shared/world.ts'
import { INPUTS, type Values } from './table.ts'

/** Where the calls go. */
export interface RegionInput {
  region: string
  /** Where the region came from, for sentences. */
  regionSource: string
}

/** What the inputs of all modes say. */
export interface CommonInputs extends RegionInput {
  pace: PacerOptions
  maxDurationMs: number
}

/**
 * @param env for the region that the environment names
 * @param userPoolId names a region too, which comes last
 * @throws UserError `input`
 */
export function readCommon(
  values: Values<Mode>,
  env: Env,
  userPoolId: string
): CommonInputs {
  return {
    pace: { quotaShare: values['quota-share'], quotas: values.quotas },
    maxDurationMs: values['max-duration'],
    ...readRegion(values['aws-region'], env, userPoolId)
  }
}

/** The key prefix of the snapshots, without slashes at its ends; may be empty. */
export function prefixOf(values: Values<Mode>): string {
  return values.prefix ?? INPUTS.prefix.default
}

function readRegion(
  input: string | undefined,
  env: Env,
  userPoolId: string
): RegionInput {
  const named = [
    [input, 'the input aws-region'],
    [env['AWS_REGION'], 'the environment variable AWS_REGION'],
    [env['AWS_DEFAULT_REGION'], 'the environment variable AWS_DEFAULT_REGION']
  ] as const
  const [region = '', regionSource] = named.find(
    ([name = '']) => name !== ''
  ) ?? [userPoolId.split('_')[0], 'the user pool id']
  if (REGION.test(region)) return { region, regionSource }
  throw new UserError(
    'input',
    `The region in ${regionSource} is not the name of an AWS region. A valid example: eu-west-1.`
  )
}
