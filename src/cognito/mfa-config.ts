import { readMfaConfig as readAnswer } from './definition/pool-settings.ts'
import { newSource } from './definition/source.ts'
import type { PoolCalls } from './calls/pool-client.ts'

/** The second factors that a pool has set up, whether or not it asks for them. */
export interface MfaConfig {
  sms: boolean
  email: boolean
  totp: boolean
}

/**
 * Which factors the pool has set up. GetUserPoolMfaConfig has a field for SMS and
 * e-mail only if they are set up, and a flag for authenticator apps.
 *
 * @throws AwsCallError
 */
export async function readMfaConfig(
  pool: PoolCalls,
  signal: AbortSignal
): Promise<MfaConfig> {
  const answer = await readAnswer(newSource(pool, signal))
  return {
    sms: answer.SmsMfaConfiguration !== undefined,
    email: answer.EmailMfaConfiguration !== undefined,
    totp: answer.SoftwareTokenMfaConfiguration?.Enabled === true
  }
}
