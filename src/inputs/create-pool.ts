import type { CreatePoolRequest } from '../create-pool/request.ts'
import type { Env } from '../shared/world.ts'
import { readCommon, type CommonInputs } from './common.ts'
import { required } from './parse.ts'
import { readSnapshotInputs } from './snapshot.ts'
import type { Values } from './table.ts'

/** What the inputs of mode create-pool say. */
export type CreatePoolInputs = CommonInputs &
  CreatePoolRequest & { mode: 'create-pool' }

/** @throws UserError `input` */
export function readCreatePoolInputs(
  values: Values<'create-pool'>,
  env: Env
): CreatePoolInputs {
  const chosen = readSnapshotInputs(values, () =>
    required('source-user-pool-id', values['source-user-pool-id'])
  )
  const { snapshot } = chosen
  const source = 'address' in snapshot ? snapshot.address : snapshot.latestOf
  return {
    mode: 'create-pool',
    poolName: values['pool-name'],
    replacements: values.replace,
    domain: values.domain,
    secrets: values.secrets,
    leaveOut: values['leave-out'],
    accept: values.accept,
    finish: values.finish,
    takeOver: values['take-over'] === 'none' ? undefined : values['take-over'],
    dryRun: values['dry-run'],
    allowedAccountIds: values['allowed-account-ids'] ?? [],
    ...chosen,
    ...readCommon(values, env, source.userPoolId)
  }
}
