import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { unavailableInTier } from '../protocol/errors.ts'
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
    if (source === 'userAuthEvents' && pool.settings.tier !== 'PLUS')
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
