import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'

/** Source: API reference, SetLogDeliveryConfiguration. */
export const setLogDeliveryConfiguration: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const configurations = request.structures('LogConfigurations').map(one => {
    one.string('LogLevel')
    one.string('EventSource')
    one.choice('LogLevel', ['ERROR', 'INFO'])
    const source = one.choice('EventSource', [
      'userNotification',
      'userAuthEvents'
    ])
    const isActivity = source === 'userAuthEvents'
    // S3 and Firehose take activity alone, which has the level INFO
    // (hashicorp/terraform-provider-aws#47790).
    const toCloudWatch = one.has('CloudWatchLogsConfiguration')
    if (!isActivity && !toCloudWatch)
      throw invalidParameter(
        'Only userAuthEvents can go to Amazon S3 or Firehose.'
      )
    if (isActivity !== (one.optionalString('LogLevel') === 'INFO'))
      throw invalidParameter(
        'userAuthEvents have the level INFO, others ERROR.'
      )
    if (isActivity && pool.settings.tier !== 'PLUS')
      throw unavailableInTier('The export of user activity')
    return one.kept([
      'LogLevel',
      'EventSource',
      'CloudWatchLogsConfiguration',
      'S3Configuration',
      'FirehoseConfiguration'
    ])
  })
  pool.definition.logConfigurations = configurations
  return configuration(pool)
}

/**
 * Inferred: a pool without logs answers no configuration, as the member is
 * optional.
 *
 * Source: API reference, GetLogDeliveryConfiguration.
 */
export const getLogDeliveryConfiguration: Operation = (request, state) =>
  configuration(poolOf(request, state))

function configuration(pool: Pool): object {
  const { logConfigurations } = pool.definition
  if (logConfigurations === undefined) return {}
  return {
    LogDeliveryConfiguration: {
      UserPoolId: pool.id,
      LogConfigurations: logConfigurations
    }
  }
}
