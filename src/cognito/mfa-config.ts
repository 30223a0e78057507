import { readMfaConfig as readAnswer } from './definition/pool-settings.ts'
import type { PoolCalls } from './calls/pool-client.ts'

/** The second factors that a pool has set up, be they asked for or not. */
export interface MfaConfig {
  sms: boolean
  email: boolean
  totp: boolean
}

/**
 * Which factors the pool has set up. Cognito tells of SMS and e-mail only where
 * they are (GetUserPoolMfaConfig), of authenticator apps by a flag.
 *
 * @throws AwsCallError
 */
export async function readMfaConfig(
  pool: PoolCalls,
  signal: AbortSignal
): Promise<MfaConfig> {
  const answer = await readAnswer({ pool, signal })
  return {
    sms: answer.SmsMfaConfiguration !== undefined,
    email: answer.EmailMfaConfiguration !== undefined,
    totp: answer.SoftwareTokenMfaConfiguration?.Enabled === true
  }
}
