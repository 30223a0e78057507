import type { FileToPut } from '../../aws/put-file.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { PoolClient } from '../calls/pool-client.ts'

export type ImportFile = FileToPut

/** The encryption that the address is signed for (developer guide, CSV import). */
const HEADERS = { 'x-amz-server-side-encryption': 'aws:kms' }

/**
 * Sends the file of an import job to the address that Cognito gave, in a bucket
 * of Cognito's own. The address may be used again as long as it is good.
 *
 * @returns whether it was taken; false when it was refused, as an address is
 *   that has expired
 * @throws AwsCallError when it failed in a way that may pass; an AbortError
 */
export async function uploadImportFile(
  pool: PoolClient,
  preSignedUrl: string,
  file: ImportFile,
  signal: AbortSignal
): Promise<boolean> {
  let status: number
  try {
    status = await pool.putFile(preSignedUrl, HEADERS, file, signal)
  } catch (error) {
    if (signal.aborted || !isOfNetwork(error)) throw error
    throw notSent(error.code ?? error.name)
  }
  if (status >= 200 && status < 300) return true
  if (status < 500) return false
  throw notSent(`HTTP ${status}`)
}

/** Node's errors of the network have a code; a bug of ours has none. */
function isOfNetwork(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}

function notSent(awsCode: string): AwsCallError {
  return new AwsCallError(
    {
      code: 'network',
      message: `The file of an import job could not be sent to Cognito's bucket (${awsCode}). Check that the runner's network and its proxy let it reach Amazon S3, or set the input restore-method to api.`
    },
    { action: 's3:PutObject', awsCode, attempts: 1 }
  )
}
