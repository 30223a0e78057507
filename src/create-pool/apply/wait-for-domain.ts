import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { readDomain } from '../../cognito/user-pools.ts'
import { stopIfCancelled } from '../../shared/errors.ts'
import type { ApplyTools } from './apply-tools.ts'

/** How long to wait before the next look, in ms. */
const BETWEEN_LOOKS = 5000

/**
 * Waits until one of a pool's domains is there, or none will be. Cognito takes the
 * look of the hosted UI only then: within a minute for a prefix, and within an
 * hour for a custom domain.
 *
 * @throws AwsCallError; StoppedCallError; UserError when the run ends
 */
export async function waitForDomain(
  domains: readonly string[],
  pool: PoolClient,
  { clock, log, signal }: ApplyTools
): Promise<void> {
  for (let looks = 0; ; looks += 1) {
    const states = await Promise.all(
      domains.map(domain => readDomain(pool, domain, signal))
    )
    const isReady = states.some(({ status }) => status === 'ACTIVE')
    const isComing = states.some(({ status }) =>
      ['CREATING', 'UPDATING'].includes(status ?? '')
    )
    if (isReady || !isComing) return
    if (looks === 0) log.info('Waiting until the domain is there.')
    await clock.sleep(BETWEEN_LOOKS, signal)
    stopIfCancelled(signal)
  }
}
