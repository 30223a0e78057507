import type { WireRequest } from './wire.ts'
import { header } from './wire.ts'

/** The reasons to refuse a request's credentials, before all other checks. */
export type CredentialProblem =
  | 'missing'
  | 'expired'
  | 'malformed'
  /** They look like those of a session, but no session has them. */
  | 'unknown'

export interface Credentials {
  accessKeyId: string
  /** The region that the request was signed for. */
  region: string
}

const credentialPattern =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/[^/,\s]+\/aws4_request\b/

/**
 * Reads the signer and the region of a request. The signature itself isn't
 * verified: there is no secret to verify it with. An access key id that begins
 * with `EXPIREDKEY` stands for expired credentials.
 *
 * Source: IAM user guide, "Elements of an AWS API request signature".
 */
export function readCredentials(
  request: WireRequest
): Credentials | CredentialProblem {
  const authorization = header(request.headers, 'authorization')
  if (authorization === undefined) return 'missing'
  const [, accessKeyId, region] = credentialPattern.exec(authorization) ?? []
  if (accessKeyId === undefined || region === undefined) return 'malformed'
  if (accessKeyId.startsWith('EXPIREDKEY')) return 'expired'
  return { accessKeyId, region }
}
